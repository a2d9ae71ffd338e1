"""Tests the common ground of two runs: cells, targets and budgets that both have."""

import math

import numpy as np
import pytest

from gdbench.tables.common_ground import common
from gdbench.tables.contrasts import moves, ratios
from tests.tables.tables_frames import BUDGET, INF, cells_of, hits, run


def pair_of(base, head, **options):
    return common(hits(base), hits(head), cells_of(base), cells_of(head, **options))


def ratio(pair):
    return {(row.variant, row.workload): row for row in ratios(pair).itertuples()}


def area(*costs, budget=BUDGET):
    return np.mean([0.0 if math.isinf(cost) else 1 - math.log(cost) / math.log(budget) for cost in costs])


def moved(pair):
    return {row.variant: row for row in moves(pair).itertuples()}


BASE = {("a", "w"): run(10, 20), ("b", "w"): run(10, 40), ("a", "v"): run(5, 50), ("b", "v"): run(5, INF)}


def test_the_smaller_budget_and_the_common_targets_count():
    base, head = {("a", "w"): run(10, 80)}, {("a", "w"): run(10, 80)}
    pair = pair_of(base, head, budget=50)
    assert set(pair.base_cells["budget"]) == {50} and set(pair.head_cells["budget"]) == {50}
    row = ratio(pair)["a", "w"]
    assert row.moved == "unsolved", "80 evaluations are beyond the smaller budget, on both sides"
    assert pair.base_hits["spent"].max() == 50
    easy = ratio(pair_of(base, head, levels=[1.0, 0.01]))["a", "w"]
    assert easy.level == 1.0 and easy.ert_base == 10
    none = pair_of(base, head, levels=[0.5])
    assert not len(none.base_cells) and not len(moves(none)) and not len(ratios(none))


def test_cells_of_one_run_only_are_left_out():
    head = {key: costs for key, costs in BASE.items() if key != ("b", "v")} | {("c", "w"): run(1, 1)}
    pair = pair_of(BASE, head)
    assert sorted(pair.base_cells[["variant", "workload"]].itertuples(index=False, name=None)) == [
        ("a", "v"), ("a", "w"), ("b", "w"),
    ]  # fmt: skip
    found = moved(pair)
    assert set(found) == {"a", "b"} and found["b"].workloads == 1
    assert found["b"].area_base == pytest.approx(area(10, 40)), "the mean over its own workloads"


def test_declined_cells_are_not_common_and_failed_ones_score_nothing():
    declined = common(hits(BASE), hits(BASE), cells_of(BASE), cells_of(BASE, b="declined"))
    assert set(declined.base_cells["variant"]) == {"a"}
    kept = {key: costs for key, costs in BASE.items() if key[0] == "a"}
    failed = common(hits(BASE), hits(kept), cells_of(BASE), cells_of(BASE, b="failed"))
    found = moved(failed)["b"]
    assert found.area_head == 0 and found.moved == "worse"
    assert ratio(failed)["b", "w"].moved == "slower"
    whole = common(hits(BASE), hits({}), cells_of(BASE), cells_of(BASE, a="failed", b="failed"))
    assert {row.moved for row in moved(whole).values()} == {"worse"}
    assert moved(whole)["a"].area_base == pytest.approx((area(10, 20) + area(5, 50)) / 2)
    assert ratio(whole)["a", "w"].moved == "slower" and ratio(whole)["a", "w"].attempted == 8
