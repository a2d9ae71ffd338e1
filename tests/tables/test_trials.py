"""Tests the trials of tuning: effort, order and labels."""

import json

import numpy as np
import pytest

from gdbench.measures import area
from gdbench.suite.design import ranked_trials
from gdbench.tables.tidy import TRIALS, hits_table
from gdbench.tables.trials import improves, trials_table
from gdbench.types import Stage
from tests.tables.tables_frames import BUDGET, INF, lists, manifest_cell, stored

FALLING, RISING, ZIGZAG = [8, 4, 2, 1], [1, 2, 4, 8], [8, 4, 6, 3]


def tuning(trials, *, hit=((1, 10),), gaps=(FALLING,), settings=None, cell=None, seeds=1):
    """The tuning stage of a cell with the given trials, ``seeds`` runs of each."""
    runs = len(trials) * seeds
    gaps = np.broadcast_to(np.asarray(gaps, float), (runs, 4))
    each = ([k for k in trials for _ in range(seeds)], list(range(seeds)) * len(trials))
    part = stored(cell or manifest_cell(), *each, gaps, np.tile([1, 2, 3, 4], (runs, 1)), hit=hit, stage=Stage.TUNING)
    if settings:
        metadata = {TRIALS: json.dumps(list(zip(trials, settings, [0] * len(trials), strict=True)))}
        part = (*part[:2], part[2].replace_schema_metadata(metadata))
    return part


def by_trial(part):
    return trials_table([part]).set_index("trial")


def test_effort_is_the_mean_log_of_calls_and_a_miss_ten_budgets():
    table = by_trial(tuning([0, 1], hit=((1, 10), (10, INF))))
    assert table.loc[0, "effort"] == pytest.approx(np.log(10) / 2)
    assert table.loc[1, "effort"] == pytest.approx((np.log(10) + np.log(10 * BUDGET)) / 2)
    assert table["area"].tolist() == pytest.approx([0.75, 0.25])
    assert table["hit_share"].tolist() == [1, 0.5] and table["solved"].tolist() == [1, 0]
    assert table["attempted"].tolist() == [1, 1]


def test_trials_average_their_seeds():
    table = by_trial(tuning([3, 5], hit=((1, 1), (1, 100), (1, 10), (1, 10)), seeds=2))
    assert table["effort"].tolist() == pytest.approx([np.log(10) / 2] * 2)
    assert table["solved"].tolist() == [2, 2] and table["area"].tolist() == pytest.approx([0.75] * 2)


def test_a_run_that_diverges_keeps_the_targets_that_it_met_before():
    part = tuning([0, 1], gaps=[[8, 4, 2, np.nan], FALLING], hit=((1, INF), (INF, INF)))
    table = by_trial(part)
    effort = np.log(10 * BUDGET) / 2
    assert table.loc[0, ["effort", "depth", "hit_share", "label"]].tolist() == [effort, 301, 0.5, "diverged"]
    assert list(trials_table([part])["trial"]) == [0, 1], "best first"


def test_tuning_judges_a_diverged_run_by_the_same_hits_as_evaluation():
    part = tuning([0], gaps=[[8, 4, 2, np.nan]], hit=((3, INF),))
    costs = hits_table([(part[0], Stage.EVALUATION, part[2])])["cost"].to_numpy()
    assert costs.tolist() == [3, INF]
    assert by_trial(part)["area"].tolist() == pytest.approx([area(costs, BUDGET).mean()])


def test_depth_decides_among_equals_and_then_the_number():
    part = tuning([0, 1, 2], gaps=[[8, 4, 2, 1], [8, 4, 2, 0.01], [8, 4, 2, 0.01]], hit=((INF, INF),))
    table = trials_table([part])
    assert table["trial"].tolist() == [1, 2, 0] and table["depth"].tolist() == pytest.approx([-2, -2, 0])


def test_the_order_is_the_one_in_which_tuning_chooses():
    random = np.random.default_rng(0)
    for _ in range(20):
        hit = np.sort(np.where(random.random((12, 2)) < 0.5, random.integers(1, 100, (12, 2)), INF), axis=1)
        gaps = np.concatenate([np.full((12, 3), 9.0), random.choice([1.0, 0.1, np.nan], (12, 1))], axis=1)
        part = tuning([4, 1, 7, 2], hit=hit, gaps=gaps, seeds=3)
        table = part[2]
        chosen = ranked_trials(table["trial"].to_numpy(), hit, table["gap"].to_numpy(), BUDGET)[0]
        assert trials_table([part])["trial"].iloc[0] == chosen


@pytest.mark.parametrize(
    ("gaps", "hit", "label"),
    [
        (FALLING, (1, 10), "stable"),
        ([1, 0.5, 0.3, 1.5], (1, 10), "diverged"),
        ([8, 4, INF, 2], (1, 10), "oscillating"),
        (ZIGZAG, (1, 10), "oscillating"),
        ([8, 4, 4.03, 3], (1, 10), "stable"),  # a rise of less than 1 %
        (FALLING, (80, INF), "slow"),
        (FALLING, (INF, INF), "slow"),
        (RISING, (1, 10), "diverged"),
    ],
)
def test_labels(gaps, hit, label):
    table = by_trial(tuning([0, 1], gaps=[FALLING, gaps], hit=((1, 10), hit)))
    assert table["label"].to_dict() == {0: "stable", 1: label}


def test_slow_is_beyond_ten_times_the_calls_of_the_best():
    table = by_trial(tuning([0, 1, 2], hit=((2, 2), (19, 20), (21, 21))))
    assert table["label"].tolist() == ["stable", "stable", "slow"]


def test_where_nobody_hits_anything_all_are_slow():
    assert set(by_trial(tuning([0, 1], hit=((INF, INF),)))["label"]) == {"slow"}


def test_samples_after_the_end_of_a_run_are_no_samples():
    part = tuning([0], gaps=[[8, 9, 9, 9]])
    held = part[2].set_column(
        part[2].schema.get_field_index("curve_step"), "curve_step", lists([[1, 2, 2, 2]], np.int32)
    )
    assert trials_table([part])["increases"].tolist() == pytest.approx([1 / 3])
    assert trials_table([(*part[:2], held)])["increases"].tolist() == [1.0]


def test_settings_are_written_as_users_write_them():
    pairs = ((0.5, 0.25), (2.0, 0.1))
    arguments = [{"learning_rate": rate, "one_minus_b1": rest, "eps": 1e-8} for rate, rest in pairs]
    table = by_trial(tuning([0, 1], settings=arguments, cell=manifest_cell(trial=1)))
    assert table["learning_rate"].tolist() == [0.5, 2.0] and table["chosen"].tolist() == [False, True]
    assert json.loads(table.loc[0, "setting"]) == {"learning_rate": 0.5, "b1": 0.75}, "eps was not searched"
    assert json.loads(table.loc[0, "arguments"]) == {"learning_rate": 0.5, "b1": 0.75, "eps": 1e-8}


def test_without_settings_there_is_no_learning_rate():
    table = by_trial(tuning([0, 1]))
    assert table["learning_rate"].isna().all() and table["setting"].tolist() == ["{}", "{}"]


def test_evaluation_stages_are_no_trials():
    part = tuning([0])
    assert trials_table([(part[0], Stage.EVALUATION, part[2])]).empty and trials_table([]).empty


def test_a_finite_end_improves_on_an_infinite_start_without_a_warning():
    start, gap = np.array([np.inf, np.inf, 1.0, 1.0, np.nan, -1.0]), np.array([1.0, np.inf, 0.5, 0.999, 0.0, -1.5])
    assert improves(start, gap).tolist() == [True, False, True, False, False, True]
