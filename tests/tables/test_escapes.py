"""Tests how long runs stay at a saddle."""

import pytest

from gdbench.tables.escapes import escape_times
from tests.tables.tables_frames import INF, part

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
    assert table[["low", "high"]].isna().all(axis=None), "one run has no interval"


def test_escape_is_the_upper_median_of_the_tuned_setting():
    gaps = [[4, 4, 1, 1, 1, 1], [4, 4, 4, 4, 4, 4]] * 3 + [[4, 4, 4, 4, 4, 4], [4, 1, 1, 1, 1, 1]]
    (row,) = escape_times([part(gaps, COSTS, trials=[0] * 6 + [-1, -1], cell=SADDLE)]).itertuples()
    assert (row.escape, row.low, row.high, row.escaped, row.attempted) == (INF, 10, INF, 3, 6)


def test_time_after_the_last_target_makes_no_plateau():
    gaps = [[9, 4, 4, 1e-9, 1e-9, 1e-9]]
    (row,) = escape_times([part(gaps, [1, 2, 3, 4, 1e5, 1e6], hit=((2, 4),), cell=SADDLE)]).itertuples()
    assert row.plateau == pytest.approx(9, rel=0.025) or row.plateau == pytest.approx(4, rel=0.025)
    assert row.escape == 4


def test_other_problems_have_no_saddle():
    assert escape_times([part([[4, 2, 1]], cell={"tags": ["convex"]}), part([[4, 2, 1]])]).empty
