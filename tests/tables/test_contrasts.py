"""Tests the comparison of two runs: places, areas and ratios of running times."""

import math

import numpy as np
import pytest

from gdbench.tables.common_ground import common
from gdbench.tables.contrasts import moves, ratios
from tests.tables.tables_frames import BUDGET, INF, cells_of, hits, run


def moved(pair):
    return {row.variant: row for row in moves(pair).itertuples()}


def ratio(pair):
    return {(row.variant, row.workload): row for row in ratios(pair).itertuples()}


BASE = {("a", "w"): run(10, 20), ("b", "w"): run(10, 40), ("a", "v"): run(5, 50), ("b", "v"): run(5, INF)}


def pair_of(base, head, **options):
    return common(hits(base), hits(head), cells_of(base), cells_of(head, **options))


def area(*costs, budget=BUDGET):
    return np.mean([0.0 if math.isinf(cost) else 1 - math.log(cost) / math.log(budget) for cost in costs])


MANY = [f"w{i}" for i in range(10)]


STEADY = {("a", name): run(10, 40 + i) for i, name in enumerate(MANY)}


LAGS = {("b", name): run(20, 60 + i) for i, name in enumerate(MANY)}


SOONER = {("b", name): run(6, 20 + i) for i, name in enumerate(MANY)}


def test_a_run_against_itself_did_not_move():
    pair = common(hits(BASE), hits(BASE), cells_of(BASE), cells_of(BASE))
    assert pair.identical == 4
    for row in moved(pair).values():
        assert (row.difference, row.low, row.high, row.moved, row.climbed) == (0, 0, 0, "same", 0)
    found = ratio(pair)
    assert {row.moved for key, row in found.items() if key != ("b", "v")} == {"same"}
    assert found["b", "v"].moved == "unsolved" and np.isnan(found["b", "v"].ratio)


def test_areas_and_places_by_hand():
    head = BASE | {("b", "w"): run(2, 4), ("b", "v"): run(5, 5)}
    pair = pair_of(BASE, head)
    found = moved(pair)
    base_area, head_area = (area(10, 40) + area(5, INF)) / 2, (area(2, 4) + area(5, 5)) / 2
    assert found["b"].area_base == pytest.approx(base_area) and found["b"].area_head == pytest.approx(head_area)
    assert found["b"].difference == pytest.approx(head_area - base_area)
    assert (found["b"].low + found["b"].high) / 2 == pytest.approx(found["b"].difference)
    assert found["b"].climbed == 1 and found["a"].climbed == -1
    assert list(moves(pair)["variant"]) == ["b", "a"], "most improved first"


def test_who_got_better_on_every_workload_moved():
    base, head = STEADY | LAGS, STEADY | SOONER
    there, back = moved(pair_of(base, head)), moved(pair_of(head, base))
    assert there["b"].moved == "better" and back["b"].moved == "worse" and there["a"].moved == "same"
    assert (there["b"].rank_base, there["b"].rank_head, there["a"].rank_head) == (2, 1, 2)
    assert there["b"].climbed == there["b"].climbed_low == 1 and back["b"].climbed == -1
    mirrored = (-there["b"].difference, -there["b"].high, -there["b"].low)
    assert (back["b"].difference, back["b"].low, back["b"].high) == pytest.approx(mirrored)


def test_who_got_better_on_half_and_worse_on_half_did_not_move():
    half = {key: (SOONER if i % 2 else LAGS)[key] for i, key in enumerate(LAGS)}
    other = {key: (LAGS if i % 2 else SOONER)[key] for i, key in enumerate(LAGS)}
    row = moved(pair_of(STEADY | half, STEADY | other))["b"]
    assert abs(row.difference) < 0.02 and row.low < 0 < row.high and row.moved == "same"


def test_two_workloads_settle_nothing():
    base = {key: costs for key, costs in (STEADY | LAGS).items() if key[1] in ("w0", "w5")}
    head = base | {("b", "w0"): run(2, 4), ("b", "w5"): run(6, 20)}
    assert moved(pair_of(base, head))["b"].moved == "same"


def test_ratios_of_expected_times_by_hand():
    base = {("a", "w"): [[1, 10], [1, 30], [1, INF], [1, 20]] * 2}
    head = {("a", "w"): [[1, 5], [1, 15], [1, 25], [1, 10]] * 2}
    row = ratio(pair_of(base, head))["a", "w"]
    assert row.ert_base == pytest.approx((10 + 30 + BUDGET + 20) / 3) and row.ert_head == pytest.approx(55 / 4)
    assert row.ratio == pytest.approx(row.ert_head / row.ert_base)
    assert (row.solved_base, row.solved_head, row.attempted) == (6, 8, 8)
    # Paired: a draw without the missing seeds gives a half.
    assert row.low < 0.1 and row.high == pytest.approx(0.5) and row.moved == "faster"
    few = ratio(pair_of({("a", "w"): base["a", "w"][:5]}, {("a", "w"): head["a", "w"][:5]}))["a", "w"]
    assert np.isnan([few.low, few.high]).all() and few.moved == "same", "five seeds have no interval"


def test_changes_that_nobody_would_see_are_no_moves():
    base, head = {("a", "w"): run(10, 50.0)}, {("a", "w"): run(10, 49.6)}
    pair = pair_of(base, head)
    row, cell = moved(pair)["a"], ratio(pair)["a", "w"]
    assert row.low > 0 and row.high < 0.005 and row.moved == "same"
    assert cell.ratio == pytest.approx(0.992) and cell.high < 1 and cell.moved == "same"
    assert ratio(pair_of(base, {("a", "w"): run(10, 49.0)}))["a", "w"].moved == "faster"


def test_one_lucky_run_is_no_change():
    base, head = {("a", "w"): run(1, INF, seeds=8)}, {("a", "w"): [[1, 50], *run(1, INF, seeds=7)]}
    row = ratio(pair_of(base, head))["a", "w"]
    assert row.ratio == 0 and row.high == 1 and row.moved == "same"
    every = ratio(pair_of(base, {("a", "w"): run(1, 50, seeds=8)}))["a", "w"]
    assert every.ratio == 0 and every.moved == "faster"
    lost = ratio(pair_of({("a", "w"): run(1, 50, seeds=8)}, base))["a", "w"]
    assert np.isinf(lost.ratio) and lost.moved == "slower"


def test_noise_alone_is_rarely_called_a_change():
    random = np.random.default_rng(3)
    marked = []
    for _ in range(12):
        sides = [
            {(f"v{i}", f"w{j}"): [[c, 2 * c] for c in random.lognormal(2, 0.4, 10)] for i in range(3) for j in range(6)}
            for _ in range(2)
        ]
        marked += list(moves(pair_of(*sides))["moved"] != "same")
    assert len(marked) == 36 and sum(marked) <= 2, "5 % of comparisons of runs, not of variants"
