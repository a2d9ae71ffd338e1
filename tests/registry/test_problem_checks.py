"""A user's test function that does not keep to the contract of problems is refused when it is loaded."""

import dataclasses
import math

import jax
import numpy as np
import pytest
from jax import numpy as jnp

from gdbench.registry import names, problem
from gdbench.registry.discovery import own_unit
from gdbench.registry.problem_checks import problem_fault
from gdbench.types import Problem, scalable

FACTS = {"start": 1.0, "minimiser": 0.0, "minimum": 0.0, "source": "mine", "dims": scalable(3), "tags": []}


def made(function, **facts):
    return problem(**{**FACTS, **facts})(function)


def square(x):
    return jnp.sum(x**2, axis=0)


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (
            lambda x: jnp.sum(x**2),
            "returns an array of shape (), not one value per run: let every reduction run over axis 0",
        ),
        (lambda x: jnp.linalg.norm(x), "not one value per run"),
        (lambda x: jnp.sum(x**2, axis=0) / x.size, "depends on the other points"),
        (lambda x: jnp.sum(x**2, axis=0) / x.shape[-1], "depends on the other points"),
        (lambda x: square(x - jnp.mean(x)), "depends on the other points"),
        (lambda x: square(x) * jnp.where(jnp.all(x > 0), 2.0, 1.0), "depends on the other points"),
        (lambda x: jnp.sum(x**2, axis=0, keepdims=True), "returns an array of shape (1,) for one point"),
        (lambda x: x**2, "returns an array of shape (3,) for one point"),
        (lambda x: x @ x, "not one value per run|raises"),
        (lambda x: jnp.arange(1.0, 4.0) @ x + jnp.sum(jnp.arange(3.0) * x), "there it raises"),
        (lambda x: math.sin(x[0]), "cannot be compiled"),
        (lambda x: square(x) if x[0] > 0 else 0.0, "cannot be compiled"),
        (lambda x: 1.0, "returns a float|not one value per run"),
        (lambda x: jnp.sum(x > 0, axis=0), "returns int32: return floats|returns int64: return floats"),
        (lambda x: square(x) + 0j, "returns complex64"),
        (lambda x: square(x).astype(jnp.bfloat16), "returns bfloat16 for an x of float32"),
    ],
)
def test_a_function_that_mixes_runs_or_returns_no_values_is_a_sentence(function, words):
    fault = problem_fault(made(function), 3)
    assert fault and any(part in fault for part in words.split("|")), fault


@pytest.mark.parametrize("n", [1, 2, 6, 8])
def test_a_mean_over_everything_is_found_in_every_dimension(n):
    assert "depends on the other points" in problem_fault(made(lambda x: square(x) / x.size), n)
    assert problem_fault(made(square), n) is None


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"start": [1.0, 2.0]}, "the start has 2 coordinates"),
        ({"minimiser": [1.0, 2.0]}, "the minimiser has 2 coordinates"),
        ({"minimum": lambda n: [0.0, 1.0]}, "TypeError"),
    ],
)
def test_facts_of_another_dimension_are_a_sentence(facts, words):
    assert words in problem_fault(made(square, **facts), 3)


@pytest.mark.parametrize(
    ("oracle", "words"),
    [
        (lambda t, x, key: (square(x), jnp.sum(x)), "returns shapes (), (): return the value () and the gradient (3,)"),
        (lambda t, x, key: (x, x), "returns shapes (3,), (3,)"),
        (lambda t, x: (square(x), x), "cannot be compiled: TypeError"),
        (lambda t, x, key: square(x), "cannot be compiled"),
    ],
)
def test_an_oracle_of_other_shapes_is_a_sentence(oracle, words):
    assert words in problem_fault(made(square, oracle=oracle), 3)
    assert problem_fault(made(square, oracle=lambda t, x, key: (square(x), 2 * x)), 3) is None


def test_residuals_that_mix_runs_are_a_sentence():
    assert problem_fault(made(lambda x: x - 1.0, residuals=True), 3) is None
    assert problem_fault(made(lambda x: x - jnp.mean(x), residuals=True), 3)


def test_our_own_problems_pass_the_check():
    known = list(names("problem"))
    some = [own_unit("problem", known[i]) for i in np.random.default_rng(0).permutation(len(known))[:12]]
    picked = [unit for unit in some if isinstance(unit, Problem) and "float64" not in unit.min_dtype]
    assert len(picked) > 7
    assert {unit.name: problem_fault(unit, unit.dims.default) for unit in picked} == {
        unit.name: None for unit in picked
    }
    assert problem_fault(dataclasses.replace(picked[0], function=lambda x: jax.numpy.sum(x)), picked[0].dims.default)
