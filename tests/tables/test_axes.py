"""Tests cost axes against answers worked out by hand."""

import numpy as np
import pandas as pd
import pytest

from gdbench.tables.axes import AXES, cells_on, on_axis, prices_table
from gdbench.tables.expected import expected_running_time
from gdbench.tables.scores import scores
from gdbench.tables.tidy import cells_table, curves_table, runs_table
from gdbench.tables.verdicts import ranked_areas
from gdbench.types import ORACLE_PRICES
from tests.tables.tables_frames import INF, WORDS, cells, done, hits, manifest, manifest_cell, stored

TASK = {"kind": "task", "examples": 600, "batch": 30, "sampling": "shuffled", "flops": 1e3}
STEPS = pd.DataFrame({"variant": ["adam"], "seconds_per_step": [0.25]})


def prices(*manifest_cells, runs=None, steps=STEPS):
    return prices_table(cells_table(manifest(*manifest_cells)), runs, steps).iloc[0]


def test_a_mini_batch_has_examples_epochs_flops_and_seconds():
    found = prices(manifest_cell(**TASK))
    assert found[["gradients", "steps", "examples", "epochs", "flops", "seconds"]].tolist() == [
        1,
        1,
        30,
        0.05,
        1e3,
        0.25,
    ]
    assert np.isnan(found["functions"]), "no runs were given"


def test_all_examples_are_one_epoch():
    assert prices(manifest_cell(**TASK | {"batch": None}))[["examples", "epochs"]].tolist() == [600, 1]


@pytest.mark.parametrize("more", [{"examples": 0}, {}, {"examples": None, "flops": None}])
def test_what_a_manifest_does_not_say_is_nan(more):
    found = prices(manifest_cell("sgd", **more))
    assert found[["examples", "epochs", "flops", "seconds"]].isna().all()
    assert found[["gradients", "steps"]].tolist() == [1, 1]


def test_batches_that_grow_have_no_price():
    assert prices(manifest_cell(**TASK | {"sampling": "growing"}))[["examples", "epochs"]].isna().all()


def test_function_evaluations_are_calls_that_see_the_value_per_gradient_evaluation():
    cell = manifest_cell()
    part = stored(cell, [0, 0], [0, 1], [[1, 1]] * 2, [[1, 2]] * 2)
    runs = runs_table(manifest(cell), [part])
    # The counts of both runs go on from 0, word by word: 0 1 2 … and WORDS, WORDS + 1, …; each run costs 9.
    called = [2 * list(ORACLE_PRICES).index(word) + WORDS for word in ("values", "gradients", "jacobians")]
    assert prices(cell, runs=runs)["functions"] == pytest.approx(sum(called) / 18)


def test_hits_on_another_axis_keep_their_misses():
    found = {("a", "p"): [[10, INF]], ("b", "p"): [[4, 20]]}
    frame = hits(found).assign(step=[5, -1, 2, 10], steps=[50, 50, 10, 10])
    table = done(found).assign(batch=8, examples=80)
    price = prices_table(table, steps=pd.DataFrame({"variant": ["a"], "seconds_per_step": [0.5]}))
    examples = on_axis(frame, price, "examples")
    assert examples["cost"].tolist() == [80, INF, 32, 160] and examples["spent"].tolist() == [800, 800, 160, 160]
    seconds = on_axis(frame, price, "seconds")
    assert seconds["cost"][:2].tolist() == [2.5, INF] and seconds["spent"][:2].tolist() == [25, 25]
    assert seconds["cost"][2:].isna().all(), "b was not timed"
    assert on_axis(frame, price, "steps")["cost"].tolist() == [5, INF, 2, 10]
    assert on_axis(frame, price, "gradients") is frame
    assert expected_running_time(examples)["ert"].tolist() == [80, INF, 32, 160]


def test_curves_can_be_put_on_an_axis_too():
    cell = manifest_cell(**TASK)
    frame = curves_table([stored(cell, [0], [0], [[4, 2, 1]], [[2, 4, 6]])])
    price = prices_table(cells_table(manifest(cell)), steps=STEPS)
    assert on_axis(frame, price, "epochs")["cost"].tolist() == pytest.approx([0.1, 0.2, 0.3])
    assert on_axis(frame, price, "seconds")["cost"].tolist() == [0.25, 0.5, 0.75]


def test_an_axis_that_does_not_exist_is_named():
    with pytest.raises(ValueError, match="no cost axis 'bytes'"):
        on_axis(hits({("a", "p"): [[1]]}), pd.DataFrame(), "bytes")
    assert "gradients" in AXES


def test_scores_on_an_axis_count_from_the_least_cost_to_the_most_spent():
    frame = hits({("a", "p"): [[2.0]], ("b", "p"): [[20.0]], ("a", "q"): [[INF]], ("b", "q"): [[INF]]}, budget=200)
    scaled = cells_on(cells({(name, load): "done" for name in "ab" for load in "pq"}), frame)
    assert scaled.groupby("workload")["cost_unit"].first().to_dict() == {"p": 2.0, "q": pytest.approx(200 / np.e)}
    assert scaled.groupby("workload")["budget"].first().to_dict() == {"p": 20.0, "q": 200.0}
    np.testing.assert_allclose(scores(frame, scaled).area[:, :, 0], [[1, 0], [0, 0]], atol=1e-12)


def test_a_slow_step_turns_the_ranking_round():
    found = {(name, load): [[cost]] * 3 for load in "pqr" for name, cost in (("few", 10), ("many", 20))}
    frame, table = hits(found), done(found)
    timed = pd.DataFrame({"variant": ["few", "many"], "seconds_per_step": [1.0, 0.1]})
    on_clock = on_axis(frame, prices_table(table, steps=timed), "seconds")
    assert ranked_areas(frame, table)["variant"].tolist() == ["few", "many"]
    assert ranked_areas(on_clock, cells_on(table, on_clock))["variant"].tolist() == ["many", "few"]
