"""Tests limits in which two rules agree, and changes that leave a rule as it is: scale, rotation, shift."""

from functools import cache

import numpy as np
import pytest
from jax import numpy as jnp

from gdbench.engine.full_trajectories import SumOfSquares
from gdbench.verify.worlds import rosenbrock
from tests.variants.full_runs import VALLEY, follow_full
from tests.variants.variant_runs import LEAVES, SIZE, STEPS, follow, start, traced_settings

RATE = 0.03
ETA = {"learning_rate": RATE}
# No gradient is zero here: with ε = 0 it would be divided by its own size.
LIVELY = np.random.default_rng(8).normal(size=(STEPS, SIZE)) + 0.01


def run(name, settings, data=LIVELY, x=None, **options):
    """One run from a seeded start: points and answers ``[steps + 1, n]``."""
    x = start() if x is None else x
    found = follow(name, data, x, [traced_settings(name, 0) | settings], **options)
    return found.points[..., 0], found.answers[..., 0]


def steps(name, settings, **options):
    return np.diff(run(name, settings, **options)[0], axis=0)


def same(one, other, tolerance=1e-12):
    np.testing.assert_allclose(one, other, rtol=tolerance, atol=tolerance)


# --- Limits ---


@cache
def plain(rate=RATE):
    return run("sgd", {"learning_rate": rate})[0]


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("heavy_ball", ETA | {"momentum": 0.0}),
        ("nesterov_true", ETA | {"momentum": 0.0}),
        ("clipped_sgd", ETA | {"max_norm": 1e9}),
        ("schedule_free_sgd", ETA | {"b1": 0.0, "weight_decay": 0.0}),
        ("sgld", {"learning_rate": 2 * RATE, "temperature": 0.0}),
    ],
)
def test_limit_is_sgd(name, settings):
    same(run(name, settings)[0], plain())


def test_sgd_sums_its_gradients():
    same(plain(), start() - RATE * np.concatenate([np.zeros((1, SIZE)), LIVELY]).cumsum(axis=0))


def test_nesterov_true_without_momentum_answers_where_it_is():
    points, answers = run("nesterov_true", ETA | {"momentum": 0.0})
    same(answers, points)


def test_schedule_free_sgd_without_mixing_answers_with_the_mean_of_its_iterates():
    points, answers = run("schedule_free_sgd", ETA | {"b1": 0.0, "weight_decay": 0.0})
    same(answers[1:], points[1:].cumsum(axis=0) / np.arange(1, STEPS + 1)[:, None])


def test_schedule_free_sgd_with_full_mixing_answers_where_it_takes_gradients():
    points, answers = run("schedule_free_sgd", ETA | {"b1": 1.0})
    same(answers, points)


def test_adamw_without_decay_is_adam():
    same(run("adamw", ETA | {"weight_decay": 0.0})[0], run("adam", ETA)[0])


def test_decay_of_adamw_is_beside_the_adam_step():
    """With η the rate: the first step differs from Adam's by exactly η λ x."""
    decayed, adam = steps("adamw", ETA | {"weight_decay": 0.1}), steps("adam", ETA)
    same(decayed[0] - adam[0], -RATE * 0.1 * start())


def test_adam_without_momentum_is_rmsprop_with_bias_correction():
    t = np.arange(1, STEPS + 1)[:, None]
    adam = steps("adam", ETA | {"b1": 0.0, "b2": 0.9, "eps": 0.0})
    same(adam, np.sqrt(1 - 0.9**t) * steps("rmsprop", ETA | {"decay": 0.9, "eps": 0.0}))


def test_adam_with_endless_memory_is_adagrad_with_the_mean_of_squares():
    t = np.arange(1, STEPS + 1)[:, None]
    adam = steps("adam", ETA | {"b1": 0.0, "b2": 1 - 1e-13, "eps": 0.0})
    same(adam, np.sqrt(t) * steps("adagrad", ETA | {"eps": 0.0}), 1e-10)


def test_first_step_of_adam_and_adagrad_is_the_sign():
    for name in ("adam", "adagrad"):
        same(steps(name, ETA | {"eps": 0.0})[0], -RATE * np.sign(LIVELY[0]))


def test_rmsprop_with_a_constant_gradient_becomes_the_sign():
    moves = steps("rmsprop", ETA | {"decay": 0.5, "eps": 0.0}, data=np.ones((STEPS, 1)) * LIVELY[0])
    same(moves[-1], -RATE * np.sign(LIVELY[0]))


def test_lion_without_memory_is_sign_descent():
    moves = steps("lion", ETA | {"b1": 0.0, "b2": 0.0, "weight_decay": 0.0})
    same(moves, -RATE * np.sign(LIVELY))


def test_heavy_ball_reaches_its_terminal_velocity():
    moves = steps("heavy_ball", ETA | {"momentum": 0.5}, data=np.ones((STEPS, 1)) * LIVELY[0])
    same(moves[-1], -RATE * LIVELY[0] / (1 - 0.5))


def test_clipped_sgd_takes_steps_of_bounded_length():
    moves = steps("clipped_sgd", ETA | {"max_norm": 0.5})
    same(np.linalg.norm(moves, axis=1), np.full(STEPS, RATE * 0.5))


def test_step_of_lars_is_a_share_of_the_length_of_every_leaf():
    settings = ETA | {"momentum": 0.0, "weight_decay": 0.0, "eps": 0.0, "trust_coefficient": 0.2}
    points, _ = run("lars", settings, shapes=LEAVES)
    for leaf in (slice(0, 12), slice(12, 22), slice(22, 26)):
        lengths = np.linalg.norm(points[:-1, leaf], axis=1)
        same(np.linalg.norm(np.diff(points[:, leaf], axis=0), axis=1), RATE * 0.2 * lengths)


# --- Scale and rotation ---

SCALELESS = {
    "adagrad": {"eps": 0.0},
    "adam": {"eps": 0.0},
    "adamw": {"eps": 0.0},
    "lars": {"eps": 0.0},
    "lion": {},
    "muon": {"eps": 0.0, "adam_eps": 0.0},
    "rmsprop": {"eps": 0.0},
}


@pytest.mark.parametrize("name", SCALELESS)
def test_scale_of_the_gradients_makes_no_difference(name):
    settings, options = ETA | SCALELESS[name], {"x": start() + 0.5, "shapes": LEAVES}
    same(run(name, settings, data=1e6 * LIVELY, **options)[0], run(name, settings, **options)[0], 1e-11)


def rotation(n):
    return np.linalg.qr(np.random.default_rng(9).normal(size=(n, n)))[0]


@pytest.mark.parametrize("name", ["sgd", "heavy_ball", "nesterov_true", "clipped_sgd", "lars", "schedule_free_sgd"])
def test_rotated_gradients_give_rotated_steps(name):
    q = rotation(SIZE)
    points, answers = run(name, ETA)
    turned_points, turned_answers = run(name, ETA, data=LIVELY @ q.T, x=q @ start())
    same(turned_points, points @ q.T, 1e-11)
    same(turned_answers, answers @ q.T, 1e-11)


MUON = {"shapes": ((3, 9),), "static": {"nesterov": True, "mode": "paper"}}


def test_muon_turns_with_rows_and_with_columns():
    p, q = rotation(3), rotation(9)
    turn = lambda flat: (p @ flat.reshape(-1, 3, 9) @ q).reshape(-1, SIZE)  # noqa: E731
    here = run("muon", ETA | {"eps": 0.0}, **MUON)[0]
    there = run("muon", ETA | {"eps": 0.0}, data=turn(LIVELY), x=turn(start())[0], **MUON)[0]
    same(there, turn(here), 1e-11)


def test_muon_brings_all_singular_values_near_one():
    """In [0.7, 1.2], the range of its polynomial, times √(columns / rows) of a wide matrix."""
    moves = steps("muon", {"learning_rate": 1.0, "weight_decay": 0.0}, **MUON).reshape(-1, 3, 9) / np.sqrt(3)
    values = np.linalg.svd(moves, compute_uv=False)
    assert values.min() > 0.65
    assert values.max() < 1.25
    wide, tall = (np.linalg.norm(steps("muon", ETA, shapes=(s,))[0]) for s in ((3, 9), (9, 3)))
    assert wide > 1.4 * tall, "the factor is for wide matrices"


# --- Full rules under changes of coordinates ---

TURN = np.array([[0.6, -0.8], [0.8, 0.6]])
STRETCH = np.array([[2.0, 1.0], [-0.5, 1.5]])
SHIFT = np.array([10.0, -20.0])
FROM = np.array([-1.2, 1.0])


TURNED = SumOfSquares(lambda x: rosenbrock(jnp.asarray(TURN.T) @ x), terms=2)
STRETCHED = SumOfSquares(lambda x: rosenbrock(jnp.asarray(np.linalg.inv(STRETCH)) @ x), terms=2)
SHIFTED = SumOfSquares(lambda x: rosenbrock(x - jnp.asarray(SHIFT)), terms=2)


def twelve(name, world, x):
    return follow_full(name, world, x, traced_settings(name, 0)).points[:12]


@pytest.mark.parametrize("name", ["bfgs", "gd_armijo", "gd_exact_quadratic", "newton"])
def test_rotated_function_gives_rotated_iterates(name):
    """Not so Levenberg–Marquardt: its first damping is measured along the axes."""
    same(twelve(name, TURNED, TURN @ FROM), twelve(name, VALLEY, FROM) @ TURN.T, 1e-9)


def test_newton_does_not_see_a_change_of_scale():
    same(twelve("newton", STRETCHED, STRETCH @ FROM), twelve("newton", VALLEY, FROM) @ STRETCH.T, 1e-9)


@pytest.mark.parametrize("name", ["bfgs", "gd_armijo", "gd_exact_quadratic", "levenberg_marquardt", "newton", "pso"])
def test_shifted_function_gives_shifted_iterates(name):
    same(twelve(name, SHIFTED, FROM + SHIFT), twelve(name, VALLEY, FROM) + SHIFT, 1e-9)
