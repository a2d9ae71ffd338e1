"""Tests how often the global basin is found."""

import pytest

from gdbench.tables.basins import basin_success
from tests.tables.tables_frames import INF, cells, hits


def field(**variants):
    """Hits of several variants: {variant: {workload: [costs per seed]}} flattened."""
    return {(name, load): seeds for name, table in variants.items() for load, seeds in table.items()}


def test_the_global_basin_is_found_at_the_last_target():
    found = field(a={"p": [[1, 2, 3], [1, 2, INF], [1, INF, INF]], "q": [[1, 1, 1]] * 3})
    table = cells({("a", "p"): "done", ("a", "q"): "done"}).assign(tags=[["multimodal"], ["convex"]])
    (row,) = basin_success(hits(found), table).itertuples()
    assert (row.workload, row.solved, row.attempted) == ("p", 1, 3)
    assert row.success == pytest.approx(1 / 3) and row.low < row.success < row.high
    assert basin_success(hits(found), table.assign(tags=[[], []])).empty
