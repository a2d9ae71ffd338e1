"""Compares wrappers and schedules with their counterparts in Optax, or with their equations."""

import numpy as np
import optax
import pytest
from optax import contrib

from gdbench.verify.sequences import SIZE, STEPS, gradients, start
from tests.variants.wrapper_runs import HORIZON, close, path, points, transformed


def factors(name, **settings):
    """The factor of each step: of gradients of one and a learning rate of one, x tells the sum."""
    return -np.diff(points(f"{name}(sgd)", np.ones((STEPS, SIZE)), learning_rate=1.0, **settings)[:, -1])


S = np.arange(STEPS)
SCHEDULES = [
    ("constant", {"factor": 0.7}, {}, optax.constant_schedule(0.7)),
    (
        "step_decay",
        {"drop": 0.5, "every_share": 0.25, "horizon": HORIZON},
        {},
        optax.exponential_decay(1.0, 10, 0.5, staircase=True),
    ),
    ("exponential_decay", {"final_share": 0.02, "horizon": HORIZON}, {}, optax.exponential_decay(1.0, 40, 0.02)),
    (
        "polynomial",
        {"power": 1.5, "final_share": 0.1, "horizon": HORIZON},
        {},
        optax.polynomial_schedule(1.0, 0.1, 1.5, 40),
    ),
    ("cosine_decay", {"final_share": 0.1, "horizon": HORIZON}, {}, optax.cosine_decay_schedule(1.0, 40, 0.1)),
    (
        "one_cycle",
        {"peak_at": 0.25, "start_div": 20.0, "final_div": 50.0, "horizon": HORIZON},
        {},
        optax.cosine_onecycle_schedule(40, 1.0, 0.25, 20.0, 50.0),
    ),
    (
        "sgdr",
        {"final_share": 0.1, "horizon": HORIZON},
        {"cycles": 4},
        optax.join_schedules([optax.cosine_decay_schedule(1.0, 10, 0.1)] * 4, [10, 20, 30]),
    ),
    ("warmup", {"warmup_share": 0.25, "horizon": HORIZON}, {}, lambda s: optax.linear_schedule(0.0, 1.0, 10)(s + 1)),
    ("inverse_sqrt", {}, {}, lambda s: 1.0 / np.sqrt(s + 1.0)),
    ("inverse_time", {"decay": 5.0, "horizon": HORIZON}, {}, lambda s: 1.0 / (1.0 + s / 8.0)),
    (
        "wsd",
        {"warmup_share": 0.25, "decay_share": 0.5, "final_share": 0.1, "horizon": HORIZON},
        {},
        optax.join_schedules(
            [lambda s: (s + 1) / 10.0, optax.constant_schedule(1.0), optax.linear_schedule(1.0, 0.1, 20)], [9, 20]
        ),
    ),
    (
        "cyclical",
        {"low_share": 0.1, "horizon": HORIZON},
        {"cycles": 4},
        lambda s: np.interp(s % 10, [0.0, 5.0, 10.0], [0.1, 1.0, 0.1]),
    ),
]


@pytest.mark.parametrize(("name", "settings", "static", "theirs"), SCHEDULES, ids=[each[0] for each in SCHEDULES])
def test_schedule_is_that_of_optax_or_of_its_equation(name, settings, static, theirs):
    expected = [float(np.asarray(theirs(s))) for s in S]
    np.testing.assert_allclose(factors(name, static=static, **settings), expected, rtol=0.0, atol=1e-12)


def test_lookahead_is_that_of_optax():
    theirs = optax.lookahead(optax.adam(1e-3), sync_period=6, slow_step_size=0.5)
    pairs = transformed(theirs, around=optax.LookaheadParams.init_synced)
    for ours, expected in zip(path("lookahead(adam)"), pairs, strict=True):
        close(ours, expected)


@pytest.mark.parametrize(("inside", "theirs"), [("sgd", optax.sgd(0.1)), ("adam", optax.adam(0.1))])
def test_mechanize_is_that_of_optax(inside, theirs):
    """From a scale at which their difference of points has digits left."""
    drifting = gradients() + 1.0
    ours = points(f"mechanize({inside})", drifting, learning_rate=0.1, s_init=1e-2, mech_decay=0.05)
    expected = transformed(contrib.mechanize(theirs, weight_decay=0.05, s_init=1e-2), drifting)[0]
    assert np.abs(expected[-1] - start()).max() > 0.1
    close(ours, expected, 1e-11)


@pytest.mark.parametrize("cooldown", [0, 3])
def test_reduce_on_plateau_is_that_of_optax(cooldown):
    plateau = contrib.reduce_on_plateau(factor=0.3, patience=4, rtol=0.01, cooldown=cooldown)
    expected = transformed(optax.chain(optax.sgd(0.1), plateau))[0]
    settings = {"learning_rate": 0.1, "factor": 0.3, "rtol": 0.01, "cooldown": float(cooldown)}
    close(points("reduce_on_plateau(sgd)", static={"patience": 4}, **settings), expected)


def test_schedule_free_is_that_of_optax():
    theirs = contrib.schedule_free(optax.adam(0.01, b1=0.0), learning_rate=0.01, b1=0.8)
    close(points("schedule_free(adam)", learning_rate=0.01, b1=0.0, sf_b1=0.8), transformed(theirs)[0])
