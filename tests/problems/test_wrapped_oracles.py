"""Wrappers that change only the oracle give gradients with the base's mean, and independent draws."""

import jax
import numpy as np
import pytest
from jax import numpy as jnp

from tests.problems.wrapped_problems import NOISY, gradients, keys, met, problem, quick, somewhere, start, values


@pytest.mark.parametrize("tail", ["gaussian", "student", "cauchy"])
@pytest.mark.parametrize("base", ["mgh01_rosenbrock", "rastrigin10"])
def test_noise_of_size_zero_leaves_the_gradient(base, tail):
    points = somewhere(base)
    value, gradient = met(f"noisy({base}, sigma=0, tail={tail})", points)
    np.testing.assert_allclose(value, values(base, points), rtol=1e-13)
    np.testing.assert_allclose(gradient, gradients(base, points), rtol=1e-12)


@pytest.mark.parametrize(("tail", "quartile"), [("gaussian", 0.674490), ("student", 0.441615), ("cauchy", 1.0)])
def test_noise_has_the_quartiles_of_its_distribution(tail, quartile):
    """Those of Student's with three degrees of freedom are ±0.764892, here over √3."""
    text = f"noisy(sphere, sigma=3, tail={tail})"
    _, gradient = met(text, np.zeros((10, 4000)))
    for level, expected in ((0.25, -quartile), (0.5, 0.0), (0.75, quartile)):
        # The share below a quantile is known to ½ / √40 000.
        assert np.mean(gradient / 3.0 < expected) == pytest.approx(level, abs=5 * 0.5 / 200)


def test_noise_is_new_in_every_step_and_run_and_in_no_other_way():
    _, gradient = met(NOISY, np.zeros((10, 3)), steps=[1, 2, 1], lanes=keys(2)[np.array([0, 0, 1])])
    assert len(np.unique(gradient)) == 30
    _, again = met(NOISY, np.ones((10, 3)), steps=[1, 2, 1], lanes=keys(2)[np.array([0, 0, 1])])
    np.testing.assert_allclose(again - 2.0, gradient, rtol=1e-12, atol=1e-12)


def test_noise_is_not_what_rules_draw_from_the_same_key():
    _, gradient = met("noisy(sphere)", np.zeros((10, 500)))
    rule = quick(jax.vmap(lambda key: jax.random.normal(jax.random.fold_in(key, 1), (10,))), keys(500))
    assert abs(np.corrcoef(gradient.T.ravel(), rule.ravel())[0, 1]) < 5 / np.sqrt(5000)


def test_noise_around_noise_is_independent_of_it():
    _, gradient = met("noisy(noisy(sphere))", np.zeros((10, 2000)))
    assert gradient.var() == pytest.approx(2.0, abs=5 * 2.0 * np.sqrt(2 / 20_000))


def test_sparse_keeps_the_share_and_the_mean():
    points = start("quad_log_k100", 2000)
    exact = gradients("quad_log_k100", points)
    _, gradient = met("sparse(quad_log_k100, keep=0.2)", points)
    kept = gradient != 0.0
    np.testing.assert_allclose(gradient[kept], exact[kept] / 0.2, rtol=1e-12)
    assert kept.mean() == pytest.approx(0.2, abs=5 * 0.4 / np.sqrt(kept.size))
    error = np.abs(gradient.mean(axis=1) - exact[:, 0])
    assert (error <= 5 * gradient.std(axis=1) / np.sqrt(2000)).all()


def test_sparse_that_keeps_all_is_the_base():
    points = somewhere("mgh01_rosenbrock")
    _, gradient = met("sparse(mgh01_rosenbrock, keep=1)", points)
    np.testing.assert_allclose(gradient, gradients("mgh01_rosenbrock", points), rtol=1e-12)


@pytest.mark.parametrize("bits", [1, 4, 10])
def test_quantised_rounds_to_the_nearest_level(bits):
    points = somewhere("quad_log_k100")
    exact = gradients("quad_log_k100", points)
    _, gradient = met(f"quantised(quad_log_k100, bits={bits})", points)
    unit = np.abs(exact).max(axis=0) / 2**bits
    assert (np.abs(gradient - exact) <= 0.5 * unit * (1 + 1e-12)).all()
    np.testing.assert_allclose(gradient / unit, np.round(gradient / unit), atol=1e-9)


def test_quantised_at_rest_stays_at_rest():
    _, gradient = met("quantised(sphere)", np.zeros((10, 1)))
    np.testing.assert_array_equal(gradient, 0.0)


def test_finite_sum_of_one_term_gives_the_gradient_of_one_term_as_often_as_any_other():
    """Bard's problem has 15 residuals: all 15 gradients are met, and their mean is the gradient."""
    base = problem("mgh08_bard")
    point = base.start(3) + 0.3
    terms = quick(jax.jacobian(lambda x: base.function(x) ** 2), jnp.asarray(point))  # [15, 3]
    _, found = met("finite_sum(mgh08_bard)", np.repeat(point[:, None], 3000, axis=1))
    distance = np.abs(found.T[:, None] - 15 * terms).max(axis=2)  # [3000, 15]
    assert (distance.min(axis=1) <= 1e-10).all()
    shares = np.bincount(distance.argmin(axis=1), minlength=15) / 3000
    assert (np.abs(shares - 1 / 15) <= 5 * np.sqrt(1 / 15 / 3000)).all()
    np.testing.assert_allclose(15 * np.mean(terms, axis=0), gradients(base.name, point[:, None])[:, 0], rtol=1e-12)


def test_finite_sum_is_quieter_in_larger_batches():
    points = start("mgh08_bard", 2000)
    exact = gradients("mgh08_bard", points)
    spread = {}
    for batch in (1, 16):
        _, found = met(f"finite_sum(mgh08_bard, batch={batch})", points)
        spread[batch] = np.mean((found - exact) ** 2)
        assert (np.abs((found - exact).mean(axis=1)) <= 5 * found.std(axis=1) / np.sqrt(2000)).all()
    assert spread[1] / spread[16] == pytest.approx(16.0, rel=0.2)


def test_finite_sum_is_silent_where_all_residuals_vanish():
    _, found = met("finite_sum(mgh01_rosenbrock)", np.ones((2, 50)))
    np.testing.assert_array_equal(found, 0.0)
