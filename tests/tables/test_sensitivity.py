"""Tests the interval of good learning rates."""

import numpy as np
import pandas as pd
import pytest

from gdbench.tables.sensitivity import learning_rate_intervals, scores_by_rate
from gdbench.tables.trials import trials_table


def rates(exponents, efforts, labels=None):
    """Trials with learning rates 10^exponent, best first, efforts in powers of two of the best one's."""
    frame = pd.DataFrame({"learning_rate": 10.0 ** np.array(exponents, float), "effort": np.log(2) * np.array(efforts)})
    frame = frame.assign(trial=range(len(frame)), variant="a", workload="p", hit_share=1.0, depth=0.0)
    frame = frame.assign(label=labels or "stable", solved=1, attempted=2)
    return frame.sort_values("effort", kind="stable", ignore_index=True)


def interval_of(frame):
    (row,) = learning_rate_intervals(frame).itertuples()
    return row


def test_the_interval_holds_who_needs_twice_the_calls_at_most():
    row = interval_of(rates([-4, -3, -2, -1, 0], [9, 0.9, 0, 1.0, 5]))
    assert (np.log10(row.low), np.log10(row.high)) == (pytest.approx(-3.5), pytest.approx(-0.5))
    assert (row.decades, row.searched, row.good, row.trials) == (pytest.approx(3), pytest.approx(4), 3, 5)
    assert row.best_rate == pytest.approx(1e-2) and row.success == 0.5


def test_it_ends_at_the_last_trial():
    row = interval_of(rates([-2, -1, 0], [0, 0, 0]))
    assert (row.low, row.high) == (pytest.approx(1e-2), pytest.approx(1))


def test_it_does_not_jump_over_a_bad_one_that_is_far():
    row = interval_of(rates([-3, -2, -1, 0], [0.5, 9, 0, 0.5]))
    assert (np.log10(row.low), row.high) == (pytest.approx(-1.5), pytest.approx(1)) and row.good == 3


def test_a_bad_one_between_two_close_good_ones_had_other_knobs():
    row = interval_of(rates([-1.4, -1.2, -1, 0], [0.5, 9, 0, 9]))
    assert (np.log10(row.low), np.log10(row.high)) == (pytest.approx(-1.4), pytest.approx(-0.5))


def test_a_diverged_trial_is_not_good():
    row = interval_of(rates([-2, -1, 0], [0, 0.5, 0.9], ["stable", "stable", "diverged"]))
    assert np.log10(row.high) == pytest.approx(-0.5)


def test_where_nothing_was_hit_there_is_no_interval():
    row = interval_of(rates([-2, -1], [0, 0]).assign(hit_share=0.0))
    assert np.isnan(row.low) and row.decades == 0 and row.good == 0


def test_a_learning_rate_that_was_not_searched_has_no_row():
    assert learning_rate_intervals(rates([-2], [0]).assign(learning_rate=np.nan)).empty
    assert learning_rate_intervals(trials_table([])).empty


def test_each_workload_counts_once_at_every_rate_however_many_trials_it_has_there():
    one = rates([-2, 0], [0, 1]).assign(area=[0.2, 0.6])
    other = rates([-2, -1.1, -1, -0.9, 0], range(5), ["stable"] * 4 + ["diverged"]).assign(area=[0, 1, 1, 1, 0])
    table = scores_by_rate(pd.concat([one, other.assign(workload="q")]))
    assert np.log10(table["learning_rate"]).tolist() == pytest.approx([-2, -1.5, -1, -0.5, 0])
    assert table["area"].tolist() == pytest.approx([0.1, (0.3 + 0.5 / 0.9) / 2, 0.7, (0.5 + 0.5 / 0.9) / 2, 0.3])
    assert table["diverged"].tolist() == [0, 0, 0, 0, 0.5] and (table["stable"] + table["diverged"] == 1).all()


def test_a_run_without_learning_rates_has_no_scores_by_rate():
    assert scores_by_rate(rates([], [])).empty
