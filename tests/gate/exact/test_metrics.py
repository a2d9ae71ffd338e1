"""Tests the exact metrics of a run, and the number of programs that it compiled."""

from gdbench.gate.exact.metrics import exact_metrics, programs_compiled
from gdbench.store import Store
from gdbench.tables.run import Run
from gdbench.types import CellRow, Manifest, ProgramRow


def test_compilations_count_only_where_the_store_held_no_cell():
    cells = tuple(
        CellRow(name, "booth n=2", status) for name, status in [("a", "done"), ("b", "done"), ("c", "declined")]
    )
    programs = [(ProgramRow("bundle", count, 8, 0.1, 0.2),) for count in (2, 1)]
    assert [programs_compiled(Manifest("tiny", cells, compiled=each)) for each in programs] == [1, None]


def test_the_exact_metrics_of_a_real_run(played):
    store = Store(played / "base")
    found = exact_metrics(Run.of(store, "tiny"))
    assert found.compiled == 1 and found.suite == "tiny"
    mine = found.cells["mine", "booth n=2"]
    assert mine.default == mine.tuned and mine.default.tally() == {"solved": 2}
    assert all(1 <= each < 30 for each in mine.default.calls)
