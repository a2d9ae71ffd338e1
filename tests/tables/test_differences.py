"""Tests the list of what only one of two runs has, and the circumstances of both."""

from gdbench.tables.differences import circumstances, exclusive
from gdbench.types import Manifest
from tests.tables.tables_frames import INF, cells_of, run

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
