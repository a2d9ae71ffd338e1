"""Compares starts, values, gradient norms and minima with ``facts.json``, which is older than this code."""

import json
from pathlib import Path

import numpy as np
import pytest
from jax import numpy as jnp

from gdbench.registry import load
from tests.problems.problem_points import value_and_gradient_alone

FACTS = json.loads((Path(__file__).parent / "facts.json").read_text())

every_fact = pytest.mark.parametrize("name", sorted(FACTS))


@every_fact
def test_start_is_the_published_one(name):
    unit, known = load("problem", name), FACTS[name]
    assert unit.dims.default == known["n"]
    np.testing.assert_allclose(unit.start(known["n"]), known["x0"], rtol=0, atol=1e-14)


@every_fact
def test_value_and_gradient_norm_at_the_start(name):
    known = FACTS[name]
    value, gradient = value_and_gradient_alone(name)(jnp.asarray(known["x0"]))
    assert float(value) == pytest.approx(known["f_x0"], rel=1e-8)
    assert float(jnp.linalg.norm(gradient)) == pytest.approx(known["grad_norm_x0"], rel=1e-8)


@every_fact
def test_minimum_and_minimiser(name):
    """The recorded minimiser is one of ours; records keep some digits, and sometimes the first six coordinates only."""
    unit, known = load("problem", name), FACTS[name]
    if known["fstar"] is None:
        assert "unbounded" in unit.tags
        return
    assert unit.minimum(known["n"]) == pytest.approx(known["fstar"], rel=1e-6, abs=1e-15)
    if known["xstar"] is None:  # the record's was another local minimum
        return
    kept = len(known["xstar"])
    near = np.isclose(unit.minimisers(known["n"])[:, :kept], known["xstar"], rtol=1e-4, atol=1e-7)
    assert near.all(axis=1).any()
