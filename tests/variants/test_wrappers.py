"""Wrappers and schedules around other rules: what they do to them, what they refuse, and their kin in Optax.

Around its base, each is also checked as every variant is (``test_verification.py``, ``test_full_rules.py``).
"""

import jax
import numpy as np
import optax
import pytest
from jax import numpy as jnp
from optax import contrib
from variant_runs import QUICK
from variant_runs import follow as follow_in_layout

import gdbench.optax
from gdbench.engine.trajectories import Column, follow
from gdbench.errors import ImportFailed, UnknownName
from gdbench.registry import load
from gdbench.verify.sequences import LEAVES, SIZE, STEPS, default_settings, gradients, start, values

COMPOSED = {
    "lookahead(adam)": {"sync_period", "slow_step_size"},
    "warmup(cosine_decay(adam))": {"warmup_share", "final_share", "horizon"},
    "cautious(lion)": set(),
    "ema_params(muon)": {"ema_decay"},
}
HORIZON = 40.0  # within the steps that are compared


def unit(name):
    return load("variant", name)


def path(name, data=None, *, static=(), **settings):
    """Points and answers ``[STEPS + 1, n]`` of one open-loop run, the defaults with what it knows of these settings."""
    data = gradients() if data is None else data
    known = {key: value for key, value in settings.items() if key in unit(name).hyperparameters}
    column = Column(default_settings(unit(name)) | known, start(), data, values=values(), seed=4)
    found = follow(unit(name), dict(static), LEAVES, [column], STEPS)
    return found.points[..., 0], found.answers[..., 0]


def points(name, data=None, **settings):
    return path(name, data, **settings)[0]


def close(ours, theirs, tolerance=1e-12):
    np.testing.assert_allclose(ours, theirs, rtol=0.0, atol=tolerance * max(1.0, np.abs(theirs).max()))


# --- Composition ---


@pytest.mark.parametrize("name", COMPOSED)
def test_has_the_knobs_of_both_sides(name):
    inner = name.partition("(")[2].removesuffix(")")
    assert unit(name).name == name
    assert unit(name).inner.name == inner
    own = COMPOSED[name]
    assert set(unit(name).hyperparameters) == own | set(unit(inner).hyperparameters)
    assert set(unit(name).settings()) == set(unit(name).hyperparameters)
    assert unit(name).version not in {unit(inner).version, unit(f"{name.partition('(')[0]}(sgd)").version}


@pytest.mark.parametrize("name", COMPOSED)
def test_moves_alike_in_every_layout_and_in_optax(name):
    ours = points(name)
    assert np.isfinite(ours).all()
    assert np.all(np.any(ours[1:] != ours[:-1], axis=1)[8:])
    by_task = follow_in_layout(name, gradients(), start(), [default_settings(unit(name))], shapes=LEAVES, axis=0)
    close(by_task.points[:, 0], ours)
    wrapper, _, inside = name.partition("(")
    close(transformed(getattr(gdbench.optax, wrapper)(inside.removesuffix(")")))[0], ours)


@pytest.mark.parametrize(("name", "base", "other"), [("lookahead", "adam", "sgd"), ("warmup", "sgd", "lion")])
def test_alone_a_wrapper_stands_for_itself_around_its_base(name, base, other):
    close(points(name), points(f"{name}({base})"), 0.0)
    assert np.any(points(name) != points(f"{name}({other})"))


# --- Identities ---


def test_lookahead_that_never_synchronises_is_the_rule_inside_it():
    where, answers = path("lookahead(adam)", static={"sync_period": 1000})
    close(where, points("adam"), 0.0)
    close(answers, np.broadcast_to(start(), answers.shape), 0.0)


def test_lookahead_answers_with_the_slow_copy():
    where, answers = path("lookahead(sgd)", static={"sync_period": 5}, slow_step_size=0.3)
    slow = start()
    for t in range(0, STEPS, 5):
        close(answers[t : t + 5], np.broadcast_to(slow, (5, SIZE)))
        close(where[t : t + 5], slow - 0.01 * np.cumsum(np.append([0 * slow], gradients()[t : t + 4], axis=0), axis=0))
        slow = slow - 0.3 * 0.01 * gradients()[t : t + 5].sum(axis=0)


def test_schedules_multiply():
    def steps(name):
        return np.diff(points(name, learning_rate=1.0, horizon=HORIZON), axis=0)

    both = steps("warmup(cosine_decay(adam))")
    plain = np.diff(points("adam", learning_rate=1.0), axis=0)
    close(both * plain, steps("warmup(adam)") * steps("cosine_decay(adam)"), 1e-11)
    close(both, steps("cosine_decay(warmup(adam))"))
    assert np.abs(both).sum() < 0.9 * np.abs(plain).sum()


def test_a_constant_factor_is_another_learning_rate():
    close(points("constant(adam)", factor=1.0), points("adam"), 0.0)
    close(points("constant(adam)", factor=3.0), points("adam", learning_rate=3e-3))


def test_a_schedule_reaches_through_wrappers_to_the_rule():
    """Outside, it scales what a wrapper makes of the learning rate too; inside, only the rule sees it."""

    def first(name):
        return np.diff(points(name, horizon=HORIZON, warmup_share=0.1, cautious_decay=0.5)[:2], axis=0)

    plain, adam = first("cautious_weight_decay(adam)"), first("adam")
    close(first("warmup(cautious_weight_decay(adam))"), plain / 4)
    close(first("cautious_weight_decay(warmup(adam))"), plain - 0.75 * adam)
    assert np.any(plain != adam)


def test_swa_answers_with_the_mean():
    where, answers = path("swa(adam)")
    close(where, points("adam"), 0.0)
    close(answers[1:], np.cumsum(where[1:], axis=0) / np.arange(1, STEPS + 1)[:, None])
    where, answers = path("swa(adam)", static={"swa_period": 4}, swa_start=10.0)
    close(answers[:12], where[:12], 0.0)
    close(answers[30], where[[12, 16, 20, 24, 28]].mean(axis=0))


def test_ema_params_answers_with_the_corrected_mean():
    where, answers = path("ema_params(muon)", ema_decay=0.9)
    close(where, points("muon"), 0.0)
    close(answers[0], start(), 0.0)
    for t in (1, 2, 10, STEPS):
        weights = 0.9 ** np.arange(t)[::-1]
        close(answers[t], weights @ where[1 : t + 1] / weights.sum())


def test_cautious_descent_is_scaled_descent():
    """No coordinate is left out but those without a gradient, which weigh in the count."""
    steps = np.diff(points("cautious(sgd)"), axis=0)
    moving = (gradients() != 0).sum(axis=1, keepdims=True)
    close(steps, -0.01 * gradients() * SIZE / (moving + 1))


def test_cautious_lion_never_steps_up_the_gradient():
    steps, plain = np.diff(points("cautious(lion)"), axis=0), np.diff(points("lion"), axis=0)
    upward = plain * gradients() > 0
    assert 0.05 < upward.mean() < 0.95
    assert np.all(steps * gradients() <= 0)
    assert np.all(steps[upward] == 0)


def test_delayed_gradients_arrive_later():
    late = np.concatenate([np.zeros((4, SIZE)), gradients()[:-4]])
    close(points("delayed(adam)", static={"delay": 4}), points("adam", late), 0.0)


def test_the_outermost_answer_counts():
    """A wrapper without an answer of its own hands on that of the rule inside it."""
    inside = path("lookahead(adam)")
    for ours, theirs in zip(path("warmup(lookahead(adam))", warmup_share=0.0), inside, strict=True):
        close(ours, theirs, 0.0)
    where, answers = path("swa(lookahead(adam))")
    close(where, inside[0], 0.0)
    close(answers[1:], np.cumsum(where[1:], axis=0) / np.arange(1, STEPS + 1)[:, None])


def test_noise_and_losses_reach_the_rule_inside():
    assert unit("lookahead(sgld)").draws_noise
    close(points("lookahead(sgld)", static={"sync_period": 1000}), points("sgld"))
    with pytest.raises(TypeError, match="key"):
        gdbench.optax.lookahead("sgld")
    close(points("delayed(reduce_on_plateau(sgd))"), points("reduce_on_plateau(delayed(sgd))"))
    assert np.any(points("reduce_on_plateau(sgd)") != points("sgd"))


# --- What they refuse ---


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("lookahead(bfgs)", "wraps gradient rules; bfgs is a full rule"),
        ("lookahead(sam)", "wraps gradient rules; sam is a full rule"),
        ("warmup(optax:adam)", "wraps gradient rules; optax:adam is a factory rule"),
        ("lookahead(lookahead(adam))", "both have a hyperparameter 's"),
        ("cosine_decay(polynomial(sgd))", "both have a hyperparameter 'final_share'"),
        ("inverse_time(rmsprop)", "both have a hyperparameter 'decay'"),
        ("cosine_decay(heavy_ball_optimal)", "needs a learning_rate inside it, which heavy_ball_optimal does not have"),
        ("sam(schedule_free_sgd)", "answer with their last point"),
        ("sam(reduce_on_plateau)", "see gradients alone"),
        ("lookahead(adam, sgd)", "takes one variant in parentheses"),
        ("lookahead(adam, sync_period=3)", "takes one variant in parentheses"),
        ("adam(sgd)", "takes nothing in parentheses"),
        ("lookahead(adam", "closing parenthesis"),
        ("lookahead(adam))", "parentheses do not match"),
        ("lookahead((adam)", "parentheses do not match"),
        ("lookahead(warmup(adam)", "parentheses do not match"),
        ("(adam)", "no name"),
    ],
)
def test_says_what_does_not_fit(name, why):
    with pytest.raises(ImportFailed) as error:
        unit(name)
    assert why in str(error.value)


@pytest.mark.parametrize("name", ["lookahead(adma)", "warmup(cosine_decay(adma))", "lookahed(adam)"])
def test_a_name_that_no_file_bears_is_named_with_its_nearest(name):
    with pytest.raises(UnknownName) as error:
        unit(name)
    assert ("lookahead" if "lookahed" in name else "adam") in str(error.value)


# --- Their kin in Optax ---


def transformed(transformation, data=None, around=lambda params: params):
    """Points and answers ``[STEPS + 1, n]`` under the list of gradients; ``around`` makes a pair of the start."""
    ends = np.cumsum([int(np.prod(shape)) for shape in LEAVES])
    transformation = optax.with_extra_args_support(transformation)

    def tree(flat):
        parts = jnp.split(jnp.asarray(flat), ends[:-1])
        return [part.reshape(shape) for part, shape in zip(parts, LEAVES, strict=True)]

    def seen(params, part):
        return jnp.concatenate([leaf.reshape(-1) for leaf in getattr(params, part, params)])

    def step(carry, given):
        params, state = carry
        updates, state = transformation.update(tree(given[0]), state, params, value=given[1])
        params = optax.apply_updates(params, updates)
        return (params, state), (seen(params, "fast"), seen(params, "slow"))

    def run(data, losses):
        params = around(tree(start()))
        return jax.lax.scan(step, (params, transformation.init(params)), (data, losses))[1]

    data = gradients() if data is None else data
    found = jax.jit(run, compiler_options=QUICK)(jnp.asarray(data), jnp.asarray(values()))
    return [np.concatenate([start()[None], np.asarray(part)]) for part in found]


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


def test_what_is_declared_of_a_wrapper_is_of_its_base():
    """Around another rule, a limit that is the base becomes that rule; symmetries are not promised."""
    around_adam, around_lion = load("variant", "lookahead"), load("variant", "lookahead(lion)")
    assert {case.other for case in around_adam.special_cases} == {"adam"} and around_adam.symmetries
    assert {case.other for case in around_lion.special_cases} == {"lion"} and not around_lion.symmetries
