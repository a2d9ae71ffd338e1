"""Tests wrappers by name: nesting, refusals, and the problem that the engine receives."""

from importlib import import_module

import jax
import numpy as np
import pytest
from jax import numpy as jnp

from gdbench.engine.inputs import Inputs
from gdbench.engine.problem_work import ProblemWork
from gdbench.errors import ImportFailed
from gdbench.problems import draws
from tests.problems.wrapped_problems import NOISY, gradients, keys, met, problem, quick, somewhere, values


def test_wrappers_nest_by_name():
    unit = problem("noisy(rotated(rastrigin10, seed=2), sigma=0.1)")
    points = somewhere("rotated(rastrigin10, seed=2)")
    np.testing.assert_allclose(values(unit.name, points), values("rotated(rastrigin10, seed=2)", points))
    assert {"noisy", "multimodal"} <= unit.tags and "separable" not in unit.tags
    assert problem("noisy(rotated(rastrigin10))").oracle is not None
    assert problem("noisy(sphere)").version != problem("noisy(rastrigin10)").version


@pytest.mark.parametrize("wrapper", ["shifted", "rotated", "scaled"])
def test_a_changed_function_has_the_noise_of_what_is_inside(wrapper):
    """As the chain rule takes it outside: what is added at x is Mᵀ of what is added inside at M x − s."""
    text, n, points = f"{wrapper}({NOISY})", 10, somewhere(NOISY)
    value, gradient = met(text, points, steps=3)
    np.testing.assert_allclose(value, values(f"{wrapper}(sphere)", points), rtol=1e-12)
    outside = gradients(f"{wrapper}(sphere)", points)
    _, noise = met(NOISY, np.zeros((n, points.shape[1])), steps=3)
    units = 1e3 ** np.linspace(0.0, 0.5, n)[:, None]
    q = import_module("gdbench.problems.wrappers.rotated").rotation(1, n)
    expected = {"shifted": noise, "rotated": q.T @ noise, "scaled": units * noise}[wrapper]
    np.testing.assert_allclose(gradient - outside, expected, rtol=1e-9, atol=1e-9)


def test_sparse_and_quantised_work_on_noisy_gradients():
    points = somewhere(NOISY, 200)
    noise_alone = jax.vmap(draws.inside)(keys(200))
    _, inside = met(NOISY, points, lanes=noise_alone)
    _, found = met(f"sparse({NOISY}, keep=0.5)", points)
    np.testing.assert_allclose(found[found != 0.0], 2.0 * inside[found != 0.0], rtol=1e-12)
    _, noisy = met(NOISY, points)
    _, rounded = met(f"quantised({NOISY}, bits=6)", points)
    assert (np.abs(rounded - noisy) <= np.abs(noisy).max(axis=0) / 2**7 * (1 + 1e-12)).all()


def test_games_may_be_wrapped():
    value, field = met("shifted(bilinear_game)", problem("shifted(bilinear_game)").start(2)[:, None])
    np.testing.assert_allclose(value, 2.0, rtol=1e-12)
    np.testing.assert_allclose(field[:, 0], [1.0, -1.0], rtol=1e-12)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("shifted(sphere, size=-1)", "size is a number from 0 on, not -1"),
        ("shifted(sphere, seed=1.5)", "seed is a whole number from 0 to 4.29497e+09, not 1.5"),
        ("rotated(sphere, seed=-1)", "seed is a whole number from 0 to 4.29497e+09, not -1"),
        ("scaled(sphere, condition=0.5)", "condition is a number from 1 on, not 0.5"),
        ("scaled(sphere, condition=big)", "condition is a number from 1 on, not 'big'"),
        ("noisy(sphere, sigma=-0.1)", "sigma is a number from 0 on, not -0.1"),
        ("noisy(sphere, tail=pareto)", "tail is one of gaussian, student, cauchy, not 'pareto'"),
        ("drifting(sphere, kind=circle)", "kind is one of linear, walk, jumps, not 'circle'"),
        ("drifting(sphere, rate=-1)", "rate is a number from 0 on, not -1"),
        ("drifting(sphere, period=0)", "period is a whole number from 1 to 2.14748e+09, not 0"),
        ("quantised(sphere, bits=0)", "bits is a whole number from 1 to 20, not 0"),
        ("quantised(sphere, bits=True)", "bits is a whole number from 1 to 20, not True"),
        ("sparse(sphere, keep=0)", "keep is a number above 0 to 1, not 0"),
        ("sparse(sphere, keep=1.1)", "keep is a number above 0 to 1, not 1.1"),
        ("finite_sum(mgh08_bard, batch=0)", "batch is a whole number from 1 to 2.14748e+09, not 0"),
        ("finite_sum(sphere)", "finite_sum needs a sum of squares, which sphere is not: it declares no residuals"),
        ("finite_sum(noisy(mgh08_bard))", "finite_sum needs a sum of squares"),
        ("quadratic_game(rotation=2)", "rotation is a number from 0 to 1, not 2"),
        ("strongly_convex_logistic(kappa=1)", "kappa is a number above 1 to 1e\\+07, not 1"),
        ("noisy(sphere, sigam=1)", "sigam"),
    ],
)
def test_wrong_parameters_are_refused_in_a_sentence(text, sentence):
    with pytest.raises(ImportFailed, match=sentence.replace("e+09", "e\\+09")):
        problem(text)


def test_the_engine_meets_the_oracle_with_the_key_of_each_run():
    unit, points = problem(NOISY), somewhere(NOISY, 5)
    work = ProblemWork((unit,), 10, "float64")
    inputs = Inputs.only(keys=np.array([[0, seed] for seed in range(5)], np.uint32), problem=0)
    value, gradient = quick(work.value_and_grad, inputs, jnp.asarray(points), jnp.asarray(7, "int32"))
    expected, noisy = met(NOISY, points, steps=7)
    np.testing.assert_allclose(value, expected, rtol=1e-13)
    np.testing.assert_allclose(gradient, noisy, rtol=1e-13)
