"""Tests DeepOBS's quadratic against its construction."""

from importlib import import_module

import jax
import numpy as np
import pytest
from jax import numpy as jnp

from tests.problems.problem_points import problem
from tests.problems.theory_runs import key, slope
from tests.quick_compiler import QUICK


def test_quadratic_deep_is_the_one_of_deepobs():
    made = import_module("gdbench.problems.stochastic.quadratic_deep")
    eigenvalues, rotation = made.spectrum()
    assert eigenvalues.min() == pytest.approx(0.005522117123602399, rel=1e-13)
    assert eigenvalues.max() == pytest.approx(53.12901539863683, rel=1e-13)
    assert eigenvalues.sum() == pytest.approx(477.61227959501394, rel=1e-13)
    np.testing.assert_allclose(rotation @ rotation.T, np.eye(100), atol=1e-13)

    def loss(theta, rows):
        return 0.5 * np.mean(((theta - rows) @ rotation.T) ** 2 @ eigenvalues)

    test = np.float32(np.random.RandomState(43).normal(0.0, 0.6, (1000, 100)))
    one = np.ones(100)
    assert loss(one, made.data()) == pytest.approx(353.706445, rel=1e-8)
    assert loss(one, test[:896].astype(float)) == pytest.approx(353.4467654661157, rel=1e-12)
    assert loss(made.data().mean(axis=0), made.data()) == pytest.approx(84.769653, rel=1e-8)
    unit = problem("quadratic_deep")
    whole = float(unit.value(jnp.asarray(one))) + unit.offset(100)
    assert whole == pytest.approx(loss(one, made.data()[:896]), rel=1e-12)


def test_quadratic_deep_shows_seven_batches_in_turn():
    unit, at = problem("quadratic_deep"), jnp.ones(100)
    met = jax.jit(unit.oracle, compiler_options=QUICK)
    gradients = np.array([met(jnp.int32(t), at, key(t))[1] for t in range(1, 15)])
    np.testing.assert_array_equal(gradients[:7], gradients[7:])
    assert len(np.unique(gradients[:7, 0])) == 7
    np.testing.assert_allclose(gradients[:7].mean(axis=0), slope("quadratic_deep")(at)[1], rtol=1e-10, atol=1e-10)
