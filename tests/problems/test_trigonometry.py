"""Compares our sine, cosine and tangent with NumPy's in higher precision, and tests explicit sums and products."""

import jax
import numpy as np
import pytest
from jax import numpy as jnp

from gdbench.problems.folds import product, total
from gdbench.problems.trigonometry import FAR, cos, sin, tan

PAIRS = {"sin": (sin, np.sin), "cos": (cos, np.cos)}


def points(size):
    """Numbers up to a size, and the float32 neighbours of multiples of a quarter turn, where a wave is 0 or turns."""
    drawn = np.random.RandomState(7).uniform(-size, size, 100_000)
    turns = np.arange(-2000, 2001) * np.pi / 2
    near = [np.nextafter(np.float32(turns), np.float32(side)) for side in (-np.inf, np.inf)]
    found = np.concatenate([drawn, turns, *near]).astype(np.float32)
    return found[np.abs(found) <= size]


@pytest.mark.parametrize("size", [1e-3, 1.0, 30.0, 1e4, 0.99 * FAR])
@pytest.mark.parametrize("name", PAIRS)
def test_waves_are_right_to_a_unit_in_the_last_place_of_1(name, size):
    ours, exact = PAIRS[name]
    x = points(size)
    assert np.abs(np.asarray(jax.jit(ours)(x), np.float64) - exact(x.astype(np.float64))).max() <= 1.3e-7


def test_small_angles_keep_their_digits():
    x = np.geomspace(1e-30, 0.5, 10_000).astype(np.float32)
    for ours, exact in ((sin, np.sin), (tan, np.tan)):
        expected = exact(x.astype(np.float64))
        assert np.abs(np.asarray(ours(x), np.float64) / expected - 1.0).max() <= 4 * np.finfo(np.float32).eps


def test_waves_stay_within_1_and_pass_on_what_is_no_number():
    x = np.float32([0.0, np.inf, -np.inf, np.nan, FAR, 3e38, -1e12])
    for ours, at_zero in ((sin, 0.0), (cos, 1.0)):
        found = np.asarray(ours(x))
        np.testing.assert_array_equal(np.isnan(found), [False, True, True, True, False, False, False])
        np.testing.assert_array_equal(found[[0, 4, 5, 6]], at_zero)


@pytest.mark.parametrize("name", PAIRS)
def test_derivatives_of_waves_are_waves(name):
    ours, _ = PAIRS[name]
    x = np.float32(0.7)
    first, second = jax.grad(ours), jax.grad(jax.grad(ours))
    np.testing.assert_allclose(first(x), np.cos(0.7) if name == "sin" else -np.sin(0.7), rtol=1e-6)
    np.testing.assert_allclose(second(x), -ours(x), rtol=1e-6)
    np.testing.assert_allclose(jax.jacfwd(ours)(x), first(x), rtol=1e-6)


def test_other_precisions_are_those_of_jax():
    with jax.enable_x64(True):
        x = jnp.linspace(-9.0, 9.0, 101)
        for ours, theirs in ((sin, jnp.sin), (cos, jnp.cos)):
            assert ours(x).dtype == "float64"
            np.testing.assert_array_equal(ours(x), theirs(x))


@pytest.mark.parametrize("count", [1, 2, 10, 32, 33])
def test_sums_and_products_over_the_first_axis(count):
    parts = np.random.RandomState(count).uniform(0.5, 1.5, (count, 3, 2)).astype(np.float32)
    weights = np.float32([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
    np.testing.assert_allclose(total(parts), parts.sum(axis=0, dtype=float), rtol=1e-5)
    np.testing.assert_allclose(product(parts), parts.prod(axis=0, dtype=float), rtol=1e-5)
    _, pull = jax.vjp(total, parts)
    np.testing.assert_array_equal(pull(weights)[0], np.broadcast_to(weights, parts.shape))
    _, pull = jax.vjp(product, parts)
    np.testing.assert_allclose(pull(weights)[0], weights * parts.prod(axis=0, dtype=float) / parts, rtol=1e-5)


def test_the_gradient_of_a_product_with_a_zero_is_the_product_of_the_others():
    np.testing.assert_array_equal(jax.grad(product)(jnp.array([2.0, 0.0, 3.0])), [0.0, 6.0, 0.0])
