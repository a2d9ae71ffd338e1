"""Tests the clock: what a sample consists of, and how the lengths of calls follow from a program's own times."""

import itertools

import jax
import numpy as np
import pytest

from gdbench.engine import clock
from gdbench.engine.clock import Lengths, TimedProgram, compiled_afresh, difference, lengths, measure, prepare, sampled
from gdbench.registry import load
from gdbench.types import Cell, Entry, Protocol, Workload

CALL, STEP = 1e-4, 2e-6


class Simulated(TimedProgram):
    """A program whose calls take the seconds that a function of their steps says, without being run."""

    def __init__(self, seconds):
        super().__init__(None, ())
        self.takes, self.calls = seconds, []

    def seconds(self, steps):
        self.calls.append(steps)
        return self.takes(steps)


def even(step=STEP, call=CALL):
    return Simulated(lambda steps: call + step * steps)


def cell(variant="sgd", dim=3, steps=20):
    return Cell(
        Entry(variant, load("variant", variant)),
        Workload(load("problem", "sphere"), dim),
        Protocol("float32", steps, (0.1,), 2),
    )


def test_a_sample_is_the_slope_and_the_cost_of_a_call_stands_apart():
    found = sampled(even(), Lengths(50, 500))
    assert found.step == pytest.approx(STEP) and found.call == pytest.approx(CALL)


@pytest.mark.parametrize("call", [0.0, 1e-5, 1e-4])
def test_the_steps_of_a_call_do_not_depend_on_what_a_short_call_costs(call):
    assert lengths([even(call=call)]) == lengths([even()]) == Lengths(50, 500)


def test_the_steps_take_ten_times_as_long_as_what_an_expensive_call_costs():
    assert lengths([even(step=0.005, call=0.02)]) == Lengths(4, 40)


def test_a_slow_first_call_does_not_shorten_the_calls():
    warm = itertools.count()
    slow_at_first = Simulated(lambda steps: CALL + STEP * steps + (0.1 if next(warm) == 0 else 0.0))
    assert lengths([slow_at_first]) == lengths([even()])


@pytest.mark.parametrize("steps", [0, 1, 4, 64])
def test_disturbed_calls_do_not_shorten_the_calls(steps):
    slow = itertools.count()
    disturbed = Simulated(lambda n: CALL + STEP * n + (0.002 if n == steps and next(slow) < 3 else 0.0))
    assert lengths([disturbed]).long >= 300


def test_compared_programs_make_calls_of_the_same_lengths():
    own, other = even(), even(step=10 * STEP)
    measure([[own, other]], 2)
    wanted = lengths([even()])
    for program in (own, other):
        assert set(program.calls[-6:]) == {0, wanted.short, wanted.long}


def test_a_slow_program_makes_few_calls():
    slow, fast = even(step=0.5), even()
    assert lengths([slow]) == Lengths(1, 2)
    slow.calls.clear()
    sampled(slow, Lengths(1, 2))
    sampled(fast, Lengths(50, 500))
    assert slow.calls == [2, 1, 0] and fast.calls.count(500) == clock.MOST_CALLS


def test_a_suite_does_not_limit_the_length_of_a_call():
    program = prepare(cell(steps=2), 4).program
    assert lengths([program]).long > 2


def test_disturbed_calls_are_repeated():
    left = iter(range(10))  # the first ten calls of the shorter length take longer than those of the longer one
    program = Simulated(
        lambda steps: CALL + STEP * steps + (0.1 if steps == 50 and next(left, None) is not None else 0)
    )
    assert sampled(program, Lengths(50, 500)).step == pytest.approx(STEP)
    assert program.calls.count(50) == 11


def test_one_interrupted_call_does_not_end_a_sample():
    first = iter([0.05])
    program = Simulated(lambda steps: CALL + STEP * steps + (next(first, 0.0) if steps == 500 else 0.0))
    assert sampled(program, Lengths(50, 500)).step == pytest.approx(STEP)


def test_a_program_that_does_nothing_has_no_samples():
    idle = Simulated(lambda steps: CALL)
    with pytest.raises(ValueError, match="no longer"):
        lengths([idle])
    alone, compared = measure([[even()], [even(), idle]], 3)
    assert [len(samples) for samples in alone] == [3] and compared == [[], []]


def test_programs_of_a_group_take_turns_that_begin_and_end_with_the_same_one(monkeypatch):
    own, other = even(), even(step=2 * STEP)
    order = []
    monkeypatch.setattr(clock, "sampled", lambda program, given: (order.append(program), clock.Sample(1.0, 0.0))[1])
    ((mine, theirs),) = measure([[own, other]], 1)
    assert order == [own, other, other, own] and len(mine) == len(theirs) == 1


def test_a_program_starts_every_call_at_the_same_point():
    watch = prepare(cell(), 4)
    first, again = watch.after(7), watch.after(7)
    assert first.shape == (3, 4) and np.array_equal(first, again)
    assert np.array_equal(watch.after(0), np.asarray(watch.walk.inputs.start, np.float64))
    assert difference(watch, watch, 7) == 0.0 and difference(watch, prepare(cell("adam"), 4), 7) > 0


def test_a_program_to_be_timed_is_compiled_even_where_there_is_a_cache():
    before = getattr(jax.config, clock.CACHE)
    with compiled_afresh():
        assert not getattr(jax.config, clock.CACHE)
    assert getattr(jax.config, clock.CACHE) == before
