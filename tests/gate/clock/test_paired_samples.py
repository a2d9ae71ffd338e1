"""Tests bounds of a median, blocks and verdicts against drawn bootstraps, hand-made blocks and simulations."""

import itertools

import numpy as np
import pytest

from gdbench.gate.clock.paired_samples import Block, Measured, TimingRule, bounds, finding, judge
from gdbench.gate.findings import Verdict

RULE = TimingRule()


def launches(*medians, spread=0.001, blocks=25):
    """Log-ratios with exactly these medians, launch by launch."""
    offsets = np.linspace(-spread, spread, blocks)
    return [np.log(median) + offsets for median in medians]


@pytest.mark.parametrize(("n", "miss"), [(5, 0.1), (25, 0.01), (24, 0.005), (75, 0.001)])
def test_bounds_are_those_of_a_bootstrap_that_draws(n, miss):
    random = np.random.default_rng(n)
    values = random.normal(size=n)
    drawn = np.sort(random.choice(values, (200_000, n)), axis=1)
    low, high = bounds(values, miss)
    assert (drawn[:, (n + 1) // 2 - 1] < low).mean() <= 1.2 * miss, "the lower median"
    assert (drawn[:, n // 2] > high).mean() <= 1.2 * miss, "the upper median"
    ordered = np.sort(values)
    inward = ordered[np.searchsorted(ordered, low) + 1]
    assert (drawn[:, (n + 1) // 2 - 1] < inward).mean() > 0.8 * miss, "the bound could have been narrower"


def test_bounds_mirror_widen_and_hold_for_one_value():
    values = np.random.default_rng(0).normal(size=31)
    low, high = bounds(values, 1e-3)
    np.testing.assert_array_equal(bounds(-values, 1e-3), (-high, -low))
    wide = bounds(values, 1e-7)
    assert wide[0] < low < np.median(values) < high < wide[1]
    assert bounds(np.array([2.0]), 0.01) == (2.0, 2.0)


def test_a_block_is_the_mean_of_two_log_ratios_of_shortest_calls():
    block = Block(base=([2.0, 1.0, 9.0], [4.0, 8.0]), head=([3.0, 5.0], [6.0, 50.0]))
    assert block.log_ratio == pytest.approx(0.5 * np.log(3 / 1) + 0.5 * np.log(6 / 4))


def test_a_drift_of_the_machine_cancels_in_a_block():
    drift = np.exp(0.3 * np.arange(4))  # each sample a third slower than the one before
    block = Block(base=([drift[0]], [drift[3]]), head=([1.1 * drift[1]], [1.1 * drift[2]]))
    assert block.log_ratio == pytest.approx(np.log(1.1))


def test_slower_takes_three_launches_that_all_say_so():
    for medians, verdict, still_open in [
        ((1.10,), Verdict.SAME, True),
        ((1.10, 1.10), Verdict.SAME, True),
        ((1.10, 1.10, 1.10), Verdict.WORSE, False),
        ((1.10, 1.10, 1.01), Verdict.SAME, False),
        ((1.01,), Verdict.SAME, False),
        ((0.90,), Verdict.SAME, True),
        ((0.90, 0.90, 0.90), Verdict.BETTER, False),
        ((0.90, 1.10, 0.90), Verdict.SAME, False),
    ]:
        found = judge(launches(*medians), RULE, 20)
        assert (found.verdict, found.open) == (verdict, still_open), medians


def test_an_interval_that_holds_the_threshold_gets_more_launches_but_not_for_ever():
    noisy = {"spread": 0.2}
    assert judge(launches(1.03, 1.03, 1.03, **noisy), RULE, 20).open
    last = judge(launches(*[1.03] * RULE.most_launches, **noisy), RULE, 20)
    assert last.verdict is Verdict.SAME and not last.open and last.low < RULE.threshold < last.high


def test_more_variants_and_another_threshold_ask_for_more():
    logs = [np.random.default_rng(i).normal(0.03, 0.02, 25) for i in range(3)]
    assert judge(logs, RULE, 1).low > judge(logs, RULE, 1000).low
    assert judge(launches(1.1, 1.1, 1.1), TimingRule(threshold=1.2), 1).verdict is Verdict.SAME
    assert RULE.miss(20) * 20 * (RULE.most_launches - RULE.launches + 1) == pytest.approx(0.005)


def test_calls_of_a_sample_are_as_many_as_fit():
    assert [RULE.calls(seconds) for seconds in (1e-5, 5e-4, 1e-3, 1.0)] == [RULE.most, 10, 5, RULE.fewest]


def test_a_finding_has_microseconds_per_step():
    block = Block(base=([1e-3], [1e-3]), head=([2e-3], [2e-3]))
    measured = Measured("adam", "sphere n=2 runs=4", steps=10, launches=[[block]] * 3)
    found = finding(measured, judge(measured.logs, RULE, 1))
    assert (found.base, found.head, found.unit) == (pytest.approx(100), pytest.approx(200), "µs")
    assert found.verdict is Verdict.WORSE and found.ratio == pytest.approx(2)
    assert "adam on sphere n=2 runs=4: time per step: base 100 µs, head 200 µs (×2, 2 to 2) — worse" in found.sentence()


def compared(random, ratios, *, process, spread):
    """The verdicts of a comparison on a machine whose processes differ for good, and whose blocks have heavy tails."""
    verdicts = []
    for ratio in ratios:
        logs = []
        for _ in range(RULE.most_launches):
            bias = np.log(ratio) + process * random.normal()
            logs.append(bias + spread * random.standard_t(3, RULE.blocks))
            found = judge(logs, RULE, len(ratios))
            if not found.open:
                break
        verdicts.append(found.verdict)
    return verdicts


@pytest.mark.parametrize(("process", "spread"), [(0.01, 0.005), (0.005, 0.03), (0.01, 0.1)])
def test_no_false_alarm_in_a_hundred_comparisons_of_twenty(process, spread):
    random = np.random.default_rng(1)
    found = [compared(random, [1.0] * 20, process=process, spread=spread) for _ in range(100)]
    assert set(itertools.chain(*found)) == {Verdict.SAME}


@pytest.mark.parametrize(("ratio", "share"), [(1.10, 0.99), (1.05, 0.9)])
def test_slowdowns_are_found(ratio, share):
    random = np.random.default_rng(2)
    found = [compared(random, [ratio, *[1.0] * 19], process=0.005, spread=0.015)[0] for _ in range(100)]
    assert np.mean([each is Verdict.WORSE for each in found]) >= share
