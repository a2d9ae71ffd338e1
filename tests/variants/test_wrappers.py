"""Tests the effects of wrappers and schedules on other rules, and the rules that they refuse.

Each wrapper around its base is also checked like every variant (``tests/verify/test_sheet.py``), and compared with its
counterpart in Optax (``test_wrappers_optax.py``).
"""

import numpy as np
import pytest

import gdbench.optax
from gdbench.errors import ImportFailed, UnknownName
from gdbench.registry import load
from gdbench.verify.sequences import LEAVES, SIZE, STEPS, default_settings, gradients, start
from tests.variants.variant_runs import follow as follow_in_layout
from tests.variants.wrapper_runs import HORIZON, close, path, points, transformed, unit

COMPOSED = {
    "lookahead(adam)": {"sync_period", "slow_step_size"},
    "warmup(cosine_decay(adam))": {"warmup_share", "final_share", "horizon"},
    "cautious(lion)": set(),
    "ema_params(muon)": {"ema_decay"},
}


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
        ("lookahead(adam)(sgd)", "no name"),
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


def test_what_is_declared_of_a_wrapper_is_of_its_base():
    """Around another rule, a limit that is the base becomes that rule; symmetries are not promised."""
    around_adam, around_lion = load("variant", "lookahead"), load("variant", "lookahead(lion)")
    assert {case.other for case in around_adam.special_cases} == {"adam"} and around_adam.symmetries
    assert {case.other for case in around_lion.special_cases} == {"lion"} and not around_lion.symmetries
