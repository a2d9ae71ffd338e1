"""Tests the words for how runs under hostile gradients ended, and that a coordinate cannot stop in silence."""

import numpy as np
import pytest
from jax import numpy as jnp

from gdbench.registry import load, variant
from gdbench.types import log
from gdbench.verify.answers import Judgement
from gdbench.verify.fates import Fate, How, fate
from gdbench.verify.full_rules import hostile_function
from gdbench.verify.gradient_rules import hostile_gradients

STEPS = 20
MOVING = np.linspace(0.0, 1.0, STEPS + 1)
HARMLESS = np.zeros(STEPS, bool)


def from_step(step, value=True):
    """Damage, or another value, from a step on."""
    return np.where(np.arange(1, STEPS + 1) >= step, value, False).astype(bool)


@pytest.mark.parametrize(
    ("second", "damaged", "expected"),
    [
        (MOVING, HARMLESS, Fate(How.MOVING)),
        (0.0 * MOVING, HARMLESS, Fate(How.HALF_STILL, still=(1,))),
        (0.0 * MOVING, from_step(4), Fate(How.FROZEN, 4)),
        (np.where(np.arange(STEPS + 1) >= 6, np.nan, MOVING), from_step(6), Fate(How.DIVERGED, 6)),
        (np.where(np.arange(STEPS + 1) >= 6, np.nan, MOVING), from_step(5), Fate(How.FROZEN, 5)),
        (0.0 * MOVING - 1e17, HARMLESS, Fate(How.MOVING)),
    ],
    ids=["moving", "half still", "frozen", "diverged", "frozen first", "beyond rounding"],
)
def test_a_fate_is_the_first_damage_or_else_the_movement(second, damaged, expected):
    assert fate(np.stack([MOVING, second], axis=1), damaged) == expected


def test_a_run_that_does_not_move_at_all_stands_still():
    assert fate(np.zeros((STEPS + 1, 2)), HARMLESS) == Fate(How.STILL)


@variant(hyperparameters={"learning_rate": log(1e-3, 1e-5, 1.0, tuned=True)}, source="test")
def silent(t, g, x, slots, hp):
    """Takes no step where the square of the gradient overflows, and has no state that would show it."""
    return jnp.where(jnp.isinf(g * g), 0.0, -hp.learning_rate * g), ()


def test_a_rule_that_stops_in_one_coordinate_in_silence_fails():
    (answer,) = hostile_gradients(silent)
    assert answer.verdict is Judgement.FAILED
    assert "huge in one coordinate: stands still in some coordinates alone" in answer.note


def test_the_note_of_a_rule_says_what_happens():
    answer = next(hostile_gradients(load("variant", "adagrad")))
    assert answer.verdict is Judgement.PASSED
    assert "huge in one coordinate: its state overflows at step 1;" in answer.note
    assert "NaN in one coordinate once: diverges at step 6" in answer.note


def test_a_full_rule_says_what_happens_too():
    answer = next(hostile_function(load("variant", "adahessian")))
    assert answer.verdict is Judgement.PASSED and "its state overflows at step" in answer.note
