"""Monotonicity, saddles and regret, against answers worked out by hand."""

import numpy as np
import pytest

from gdbench.tables.escapes import escape_times
from gdbench.tables.monotonicity import monotonicity
from gdbench.tables.regret import dynamic_regret
from gdbench.types import Stage
from tests.tables.tables_frames import INF, lists, manifest_cell, stored


def part(gaps, costs=None, steps=None, variant="adam", trials=None, **more):
    """A stored evaluation stage with these curves, a run each."""
    gaps = np.asarray(gaps, float)
    runs, samples = gaps.shape
    each = costs if costs is not None else np.arange(1, samples + 1)
    cell = manifest_cell(variant, **more.pop("cell", {}))
    made = stored(cell, trials or [0] * runs, list(range(runs)), gaps, np.tile(each, (runs, 1)), **more)
    if steps is None:
        return made
    column = lists(np.tile(steps, (runs, 1)), np.int32)
    return (*made[:2], made[2].set_column(made[2].schema.get_field_index("curve_step"), "curve_step", column))


# --- Monotonicity ---


@pytest.mark.parametrize(
    ("curve", "share"),
    [([4, 3, 2, 1], 0), ([4, 5, 2, 3], 2 / 3), ([4, 4, 4, 4], 0), ([4, 3, np.nan, np.nan], 2 / 3), ([1, 2, 3, INF], 1)],
)
def test_the_share_of_samples_that_rise(curve, share):
    (row,) = monotonicity([part([curve])]).itertuples()
    assert row.increases == pytest.approx(share)


def test_a_run_that_has_ended_has_no_more_samples():
    (row,) = monotonicity([part([[4, 5, 5, 5]], steps=[1, 2, 2, 2])]).itertuples()
    assert row.increases == 1.0


def test_the_tuned_setting_counts_with_interval_and_success():
    given = part([[4, 3, 2], [2, 3, 4], [2, 3, 4]], trials=[0, 0, -1], hit=((1, 2), (1, INF), (1, INF)))
    (row,) = monotonicity([given]).itertuples()
    assert (row.increases, row.low, row.high, row.runs, row.success) == (0.5, 0.0, 1.0, 2, 0.5)
    assert monotonicity([(given[0], Stage.TUNING, given[2])]).empty and monotonicity([]).empty


# --- Saddles ---

SADDLE = {"tags": ["nonconvex", "saddle"]}
COSTS = [1, 2, 10, 100, 120, 130]


def test_a_run_escapes_once_its_gap_is_half_the_plateaus():
    slow = part([[9, 4, 4, 4, 1.9, 0.1]], COSTS, cell=SADDLE)
    fast = part([[9, 4, 1, 0.5, 0.2, 0.1]], COSTS, variant="fast", cell=SADDLE)
    stuck = part([[9, 4, 4, 4, 4, 4]], COSTS, variant="stuck", cell=SADDLE)
    table = escape_times([slow, fast, stuck]).set_index("variant")
    assert table["plateau"].tolist() == pytest.approx([4] * 3, rel=0.025)
    assert table["escape"].to_dict() == {"adam": 120, "fast": 10, "stuck": INF}
    assert table["escaped"].tolist() == [1, 1, 0] and table["attempted"].tolist() == [1, 1, 1]
    assert table.loc["stuck", ["low", "high"]].tolist() == [INF, INF]


def test_escape_is_the_upper_median_of_the_tuned_setting():
    gaps = [[4, 4, 1, 1, 1, 1], [4, 4, 4, 4, 4, 4], [4, 4, 4, 4, 4, 4], [4, 1, 1, 1, 1, 1]]
    (row,) = escape_times([part(gaps, COSTS, trials=[0, 0, -1, -1], cell=SADDLE)]).itertuples()
    assert (row.escape, row.low, row.high, row.escaped, row.attempted) == (INF, 10, INF, 1, 2)


def test_time_after_the_last_target_makes_no_plateau():
    gaps = [[9, 4, 4, 1e-9, 1e-9, 1e-9]]
    (row,) = escape_times([part(gaps, [1, 2, 3, 4, 1e5, 1e6], hit=((2, 4),), cell=SADDLE)]).itertuples()
    assert row.plateau == pytest.approx(9, rel=0.025) or row.plateau == pytest.approx(4, rel=0.025)
    assert row.escape == 4


def test_other_problems_have_no_saddle():
    assert escape_times([part([[4, 2, 1]], cell={"tags": ["convex"]}), part([[4, 2, 1]])]).empty


# --- Regret ---

MOVING = {"tags": ["convex", "moving"]}


def test_regret_is_the_mean_gap_over_the_steps():
    (row,) = dynamic_regret([part([[4, 2, 2, 0]], steps=[0, 10, 30, 40], cell=MOVING)]).itertuples()
    assert row.regret == (10 * 3 + 20 * 2 + 10 * 1) / 40 and row.start == 4 and row.runs == 1


def test_what_comes_after_the_end_of_a_run_is_not_regretted():
    (row,) = dynamic_regret([part([[4, 2, 2, 2]], steps=[0, 10, 10, 10], cell=MOVING)]).itertuples()
    assert row.regret == 3


def test_a_run_that_left_the_finite_numbers_has_infinite_regret():
    given = part([[4, 2, np.nan], [4, 2, 2]], cell=MOVING)
    (row,) = dynamic_regret([given]).itertuples()
    assert (row.regret, row.high) == (INF, INF) and row.low == pytest.approx(2.5)


def test_what_does_not_move_has_no_row():
    assert dynamic_regret([part([[4, 2, 1]], cell={"tags": ["convex"]})]).empty
