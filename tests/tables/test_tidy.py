"""Tests tidy tables of stored cells: no run is lost, and failed and declined cells have rows."""

import json
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from gdbench.errors import StoreError
from gdbench.tables.clocks import steps_table
from gdbench.tables.tidy import TRIALS, cells_table, curves_table, fact, hits_table, matrix, read_cells, runs_table
from gdbench.tables.verdicts import ranking, status_counts
from gdbench.types import ORACLE_PRICES, Stage, Status
from tests.tables.tables_frames import INF, WORDS, manifest, manifest_cell, stored

GAPS = [[4, 2, 1], [8, 4, np.nan], [1, 1, 1], [3, 3, INF]]
COSTS = [[1, 2, 3]] * 4
TRACEBACK = 'Traceback (most recent call last):\n  File "x.py", line 1\nRuntimeError: no such luck\n'
JAX_EPILOGUE = (
    "--------------------\nFor simplicity, JAX has removed its internal frames from the traceback of the "
    "following exception. Set JAX_TRACEBACK_FILTERING=off to include these.\n"
)


def a_cell(cell=None, **more):
    return stored(
        cell or manifest_cell(), [0, 0, -1, -1], [1, 2, 1, 2], GAPS, COSTS, hit=((1, INF), (2, 9)) * 2, **more
    )


def test_one_row_per_run():
    adam, sgd = manifest_cell("adam"), manifest_cell("sgd", "mlp_digits b=8", kind="task", dim=650, batch=8)
    parts = [a_cell(adam), a_cell(sgd, stage=Stage.TUNING, status=Status.DIVERGED)]
    table = runs_table(manifest(adam, sgd), parts)
    assert len(table) == 8
    assert table["variant"].tolist() == ["adam"] * 4 + ["sgd"] * 4
    assert table["stage"].tolist() == ["evaluation"] * 4 + ["tuning"] * 4
    assert table["status"].tolist() == ["budget"] * 4 + ["diverged"] * 4
    assert table["trial"].tolist() == [0, 0, -1, -1] * 2 and table["seed"].tolist() == [1, 2, 1, 2] * 2
    np.testing.assert_array_equal(table["gap"], [1, np.nan, 1, INF] * 2)
    assert table["batch"].isna().tolist() == [True] * 4 + [False] * 4 and table["dim"].tolist() == [2] * 4 + [650] * 4
    for i, name in enumerate(ORACLE_PRICES):
        assert table[name].tolist() == [i, WORDS + i, 2 * WORDS + i, 3 * WORDS + i] * 2


@pytest.mark.parametrize("status", list(Status)[1:7])
def test_every_status_has_its_label(status):
    table = runs_table(manifest(manifest_cell()), [a_cell(status=status)])
    assert table["status"].tolist() == [status.name.lower()] * 4


def test_failed_and_declined_cells_are_rows_with_their_reason():
    cells = [
        manifest_cell("adam"),
        manifest_cell("mine", status="failed", reason=TRACEBACK),
        manifest_cell("bfgs", status="declined", reason="bfgs keeps a matrix"),
    ]
    table = runs_table(manifest(*cells), [a_cell(cells[0])])
    assert table["status"].tolist() == ["budget"] * 4 + ["failed", "declined"]
    assert table["reason"].iloc[4:].tolist() == ["RuntimeError: no such luck", "bfgs keeps a matrix"]
    last = table.iloc[4:]
    assert (last["stage"] == "evaluation").all() and last[["trial", "seed", "gap", "cost"]].isna().all(axis=None)
    counts = status_counts(table).set_index("variant")
    assert counts["attempted"].to_dict() == {"adam": 2, "mine": 1, "bfgs": 0}


def test_a_manifest_of_failures_only_is_a_table_too():
    table = runs_table(manifest(manifest_cell(status="failed", reason=TRACEBACK)), [])
    assert table["status"].tolist() == ["failed"] and len(hits_table([])) == len(curves_table([])) == 0


@pytest.mark.parametrize("status", ["failed", "declined"])
def test_a_manifest_without_a_single_run_can_be_ranked(status):
    given = manifest(*(manifest_cell(name, status=status, reason="x") for name in ("adam", "sgd")))
    table = ranking(hits_table([]), runs_table(given, []), cells_table(given), steps_table([]))
    assert table["rank"].tolist() == ([1, 1] if status == "failed" else [])


def test_the_reason_of_a_failure_is_its_error_not_jaxs_epilogue():
    cell = manifest_cell(status="failed", reason=TRACEBACK + JAX_EPILOGUE)
    assert runs_table(manifest(cell), [])["reason"].tolist() == ["RuntimeError: no such luck"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("jax.errors.TracerBoolConversionError: no boolean\nSee https://docs.jax.dev\n", "no boolean"),
        ("KeyError: 'a'\n\nDuring handling of the above exception, another exception occurred:\n\nE: later", "later"),
        ("AssertionError\n", "AssertionError"),
        pytest.param(
            "ValueError: shapes differ\nexpected: (3,)\n",
            "shapes differ",
            marks=pytest.mark.xfail(strict=True, reason="a later line of the message that looks like an error wins"),
        ),
    ],
)
def test_the_reason_is_the_line_of_the_last_error(text, expected):
    cell = manifest_cell(status="failed", reason='Traceback (most recent call last):\n  File "x.py"\n' + text)
    (reason,) = runs_table(manifest(cell), [])["reason"]
    assert reason.endswith(expected)


def test_one_row_per_run_and_target_and_a_miss_is_infinite():
    table = hits_table([a_cell()])
    assert len(table) == 8
    assert table["target"].tolist() == [0, 1] * 4 and table["level"].tolist() == [0.5, 0.1] * 4
    assert table["cost"].tolist() == [1, INF, 2, 9] * 2 and table["step"].tolist() == [1, -1, 2, 9] * 2
    assert table["seed"].tolist() == [1, 1, 2, 2] * 2 and table["trial"].tolist() == [0] * 4 + [-1] * 4
    assert (table["spent"] == 9).all() and (table["steps"] == 7).all()


def test_one_row_per_run_and_sample():
    table = curves_table([a_cell()])
    assert table["step"].tolist() == [1, 2, 3] * 4 and table["cost"].tolist() == [1, 2, 3] * 4
    np.testing.assert_array_equal(table["gap"], np.ravel(GAPS))
    assert table["seed"].tolist() == np.repeat([1, 2, 1, 2], 3).tolist()


def test_curves_of_a_task_with_measures_can_be_read():
    assert len(curves_table([a_cell(measures={"accuracy": [0.1, 0.2, 0.3, 0.4]})])) == 12


def test_measures_of_a_task_are_columns_of_its_runs():
    parts = [a_cell(measures={"accuracy": [0.1, 0.2, 0.3, 0.4]}), a_cell(manifest_cell("sgd"))]
    table = runs_table(manifest(manifest_cell(), manifest_cell("sgd")), parts)
    np.testing.assert_array_equal(table["accuracy"], [0.1, 0.2, 0.3, 0.4] + [np.nan] * 4)


def test_cells_show_the_chosen_setting_as_text():
    table = cells_table(manifest(manifest_cell(setting={"b": 1.5, "a": 2})))
    assert json.loads(table["setting"][0]) == {"a": 2, "b": 1.5} and table["setting"][0].startswith('{"a"')


def test_stages_are_read_in_the_order_of_the_manifest():
    tables = {key: a_cell()[2] for key in ("t1", "e1", "e2")}
    specs = {"t1": {"trials": [[0, {"learning_rate": 0.5}]], "seeds": [0]}}
    store = SimpleNamespace(read=lambda key: ({}, tables[key]), spec=specs.__getitem__)
    cells = [manifest_cell("a", tuning="t1", evaluation="e1"), manifest_cell("b", evaluation="e2")]
    cells.append(manifest_cell("c", status="failed"))
    found = read_cells(store, manifest(*cells))
    assert [(cell.variant, stage.value) for cell, stage, _ in found] == [
        ("a", "tuning"),
        ("a", "evaluation"),
        ("b", "evaluation"),
    ]
    assert found[0][2].select(["trial", "seed", "cost"]).equals(tables["t1"].select(["trial", "seed", "cost"]))
    assert found[1][2] is tables["e1"] and found[2][2] is tables["e2"]
    assert found[0][2].schema.metadata == {TRIALS: b'[[0, {"learning_rate": 0.5}, 0]]'}, "only tuning has trials"
    assert found[1][2].schema.metadata is None
    assert len(read_cells(store, manifest(*cells), Stage.TUNING)) == 1


def test_without_a_readable_spec_the_runs_are_there_all_the_same():
    def unreadable(key):
        raise StoreError(f"{key} cannot be read")

    store = SimpleNamespace(read=lambda key: ({}, a_cell()[2]), spec=unreadable)
    ((_, _, table),) = read_cells(store, manifest(manifest_cell("a", tuning="t1")))
    assert table.num_rows == 4 and table.schema.metadata is None


def test_a_fact_of_a_cell_is_found_for_each_row():
    frame = pd.DataFrame({"variant": ["a", "b", "a", None], "workload": ["p", "p", "q", "p"]})
    table = pd.DataFrame({"variant": ["b", "a", "c"], "workload": ["p", "p", "p"], "budget": [2, 1, 9]})
    np.testing.assert_array_equal(fact(frame, table, "budget"), [1, 2, np.nan, np.nan])
    np.testing.assert_array_equal(fact(frame.astype("category"), table, "budget"), [1, 2, np.nan, np.nan])


def test_a_list_column_is_a_matrix():
    np.testing.assert_array_equal(matrix(a_cell()[2], "curve_cost"), COSTS)
