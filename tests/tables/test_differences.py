"""Tests the list of what only one of two runs has, and the circumstances of both."""

import pandas as pd

from gdbench.tables.differences import circumstances, exclusive
from gdbench.types import Manifest
from tests.tables.tables_frames import BUDGET, INF

LEVELS = [1.0, 0.1]  # those of `hits`: 10^−target


def cells_of(found, *, budget=BUDGET, levels=LEVELS, keys=None, **statuses):
    """Cells of the manifest for hits; ``statuses`` by variant."""
    rows = [
        {
            "variant": variant,
            "workload": workload,
            "status": statuses.get(variant, "done"),
            "targets": list(levels),
            "budget": budget,
            "setting": "{}",
            "trial": 0,
            "evaluation": (keys or {}).get((variant, workload), f"{id(found)} {variant} {workload}"),
        }
        for variant, workload in found
    ]
    return pd.DataFrame(
        rows, columns=["variant", "workload", "status", "targets", "budget", "setting", "trial", "evaluation"]
    )


def run(*costs, seeds=4):
    """The same costs for every seed."""
    return [list(costs)] * seeds


BASE = {("a", "w"): run(10, 20), ("b", "w"): run(10, 40), ("a", "v"): run(5, 50), ("b", "v"): run(5, INF)}


def test_what_only_one_run_has():
    base = cells_of(BASE, b="failed")
    head = cells_of({("a", "w"): None, ("b", "w"): None, ("c", "w"): None, ("a", "u"): None})
    rows = [tuple(row) for row in exclusive(base, head).itertuples(index=False)]
    assert rows == [
        ("variant", "c", "", "absent", "present"),
        ("workload", "", "v", "present", "absent"),
        ("workload", "", "u", "absent", "present"),
        ("ended", "b", "w", "failed", "done"),
    ]


def test_a_cell_that_one_run_left_out():
    base = cells_of(BASE)
    rows = exclusive(base, base.iloc[:3]).to_dict("records")
    assert rows == [{"kind": "cell", "name": "b", "workload": "v", "base": "done", "head": "absent"}]


def test_circumstances_side_by_side():
    protocol = {"targets": [0.1]}
    base = Manifest("one", gdbench="1", environment={"jax": "0.10"}, protocol=protocol, timing=None)
    head = Manifest("two", gdbench="1", environment={"jax": "0.12", "cores": 2}, protocol=protocol)
    rows = {(row.section, row.name): (row.base, row.head, row.same) for row in circumstances(base, head).itertuples()}
    assert rows == {
        ("environment", "gdbench"): ("1", "1", True),
        ("environment", "jax"): ("0.10", "0.12", False),
        ("environment", "cores"): (None, 2, False),
        ("protocol", "targets"): ([0.1], [0.1], True),
    }
