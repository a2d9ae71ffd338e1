"""Tests the area under a run's ECDF against answers worked out by hand."""

import numpy as np
import pandas as pd
import pytest

from gdbench.tables.scores import scores
from tests.tables.tables_frames import INF, cells, done, hits


def field(**variants):
    """Hits of several variants: {variant: {workload: [costs per seed]}} flattened."""
    return {(name, workload): seeds for name, table in variants.items() for workload, seeds in table.items()}


@pytest.mark.parametrize(
    ("costs", "area"),
    [
        ([1], 1.0),
        ([10], 0.5),
        ([100], 0.0),
        ([INF], 0.0),
        ([0.5], 1.0),
        ([1000], 0.0),
        ([1, 10, 100, INF], 1.5 / 4),
    ],
)
def test_area(costs, area):
    found = field(a={"p": [costs]})
    np.testing.assert_allclose(scores(hits(found), done(found)).area, [[[area]]], atol=1e-15)


def test_areas_are_arranged_by_variant_workload_and_seed():
    found = field(b={"q": [[10], [1]], "p": [[100], [10]]}, a={"q": [[1], [1]], "p": [[INF], [INF]]})
    made = scores(hits(found), done(found))
    assert (made.variants, made.workloads) == (["b", "a"], ["q", "p"])
    np.testing.assert_allclose(made.area, [[[0.5, 1], [0, 0.5]], [[1, 1], [0, 0]]], atol=1e-15)


def test_a_cells_budget_is_its_own():
    found = field(a={"p": [[10]], "q": [[10]]})
    both = done(found).assign(budget=[100, 10_000])
    np.testing.assert_allclose(scores(hits(found), both).area[0, :, 0], [0.5, 0.75])


def test_failed_cells_score_nothing_and_declined_ones_are_not_scored():
    found = field(a={"p": [[10], [10]]})
    statuses = {("a", "p"): "done", ("a", "q"): "failed", ("a", "r"): "declined"}
    area = scores(hits(found), cells(statuses)).area
    np.testing.assert_array_equal(area[0], [[0.5, 0.5], [0, 0], [np.nan, np.nan]])


def test_default_and_tuning_runs_are_not_scored():
    found = field(a={"p": [[10]]})
    frame = pd.concat([hits(found), hits(field(a={"p": [[1]]}), trial=-1), hits(field(a={"p": [[1]]}), stage="tuning")])
    np.testing.assert_allclose(scores(frame, done(found)).area, [[[0.5]]])
