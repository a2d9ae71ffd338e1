"""What wrappers promise about the problem inside: values where they belong, gradients that mean it, draws apart."""

from importlib import import_module

import jax
import numpy as np
import pytest
from jax import numpy as jnp
from problem_points import QUICK, random_points

from gdbench.engine.work import ProblemWork
from gdbench.errors import ImportFailed
from gdbench.problems import draws
from gdbench.registry import load

NOISY = "noisy(sphere, sigma=0.5)"


def problem(text):
    return load("problem", text)


def keys(count):
    return jax.random.wrap_key_data(np.array([[0, seed] for seed in range(count)], np.uint32))


def quick(function, *arguments):
    """Compiling takes longer than running here, and running operation by operation longer than both."""
    return jax.tree.map(np.asarray, jax.jit(function, compiler_options=QUICK)(*arguments))


def values(text, points):
    return quick(problem(text).value, jnp.asarray(points))


def met(text, points, steps=1, lanes=None):
    """Values ``[p]`` and gradients ``[n, p]`` at ``points`` (``[n, p]``), one key each unless ``lanes`` says which."""
    count = points.shape[1]
    each = jax.vmap(problem(text).oracle, in_axes=(0, -1, 0), out_axes=(0, -1))
    steps = jnp.asarray(np.broadcast_to(steps, count), "int32")
    return quick(each, steps, jnp.asarray(points), keys(count) if lanes is None else lanes)


def gradients(text, points):
    return quick(jax.vmap(jax.grad(problem(text).value), in_axes=-1, out_axes=-1), jnp.asarray(points))


def hessian(text):
    n = problem(text).dims.default
    return quick(jax.hessian(problem(text).value), jnp.zeros(n))


def somewhere(text, count=20):
    return random_points(problem(text), count, seed=11)


def start(text, count):
    unit = problem(text)
    return np.repeat(unit.start(unit.dims.default)[:, None], count, axis=1)


def place(text, n, steps, lanes=None):
    """θₜ of a drifting sphere, whose gradient is 2 (x − θₜ): ``[n, p]``."""
    _, gradient = met(text, np.zeros((n, len(steps))), steps, lanes)
    return -0.5 * gradient


# --- The function changes ---


def test_shifted_by_nothing_is_the_base():
    base, shifted = problem("mgh05_beale"), problem("shifted(mgh05_beale, size=0)")
    points = somewhere("mgh05_beale")
    np.testing.assert_array_equal(values(shifted.name, points), values(base.name, points))
    np.testing.assert_array_equal(shifted.start(2), base.start(2))
    np.testing.assert_array_equal(shifted.minimisers(2), base.minimisers(2))


def test_shifted_has_the_values_of_the_base_elsewhere():
    base, text = problem("rastrigin10"), "shifted(rastrigin10, seed=4, size=2.5)"
    s = problem(text).start(10) - base.start(10)
    points = somewhere("rastrigin10")
    np.testing.assert_allclose(values(text, points + s[:, None]), values("rastrigin10", points), rtol=1e-12)
    np.testing.assert_allclose(problem(text).minimisers(10), base.minimisers(10) + s)
    assert 0.0 < np.abs(s).max() <= 2.5
    assert not np.allclose(s, problem("shifted(rastrigin10, seed=5, size=2.5)").start(10) - base.start(10))


@pytest.mark.parametrize("n", [2, 5, 30])
def test_rotated_has_the_values_of_the_base_at_rotated_points(n):
    base, text = problem("rastrigin10"), "rotated(rastrigin10, seed=3)"
    q = import_module("gdbench.problems.wrappers.rotated").rotation(3, n)
    np.testing.assert_allclose(q @ q.T, np.eye(n), atol=1e-13)
    points = np.random.default_rng(11).uniform(-5.0, 5.0, (n, 20))
    np.testing.assert_allclose(values(text, q.T @ points), values("rastrigin10", points), rtol=1e-10)
    np.testing.assert_allclose(q @ problem(text).start(n), base.start(n), rtol=1e-12)
    assert not np.allclose(q, import_module("gdbench.problems.wrappers.rotated").rotation(4, n))
    assert "separable" in base.tags - problem(text).tags


def test_rotated_keeps_the_spectrum_and_mixes_the_axes():
    curvature = hessian("rotated(quad_log_k100)")
    np.testing.assert_allclose(np.linalg.eigvalsh(curvature), 100.0 ** np.linspace(0.0, 1.0, 50), rtol=1e-10)
    assert np.abs(curvature - np.diag(np.diag(curvature))).max() > 1.0


def test_rotated_keeps_residuals_and_limits():
    assert problem("rotated(mgh01_rosenbrock)").residuals
    assert problem("rotated(rastrigin10)").dims.allows(2000)
    assert not problem("rotated(rastrigin10)").dims.allows(2001)


def test_scaled_gives_a_sphere_the_condition_number():
    text = "scaled(sphere, condition=1e4)"
    curvature = hessian(text)
    np.testing.assert_allclose(curvature, np.diag(2.0 * 1e4 ** np.linspace(0.0, 1.0, 10)), rtol=1e-12)
    np.testing.assert_allclose(problem(text).lipschitz(10), 2e4)
    assert "ill-conditioned" in problem(text).tags
    assert "ill-conditioned" not in problem("scaled(sphere, condition=9)").tags


def test_scaled_has_the_values_of_the_base_at_stretched_points():
    points = somewhere("chained_rosenbrock10")
    units = problem("chained_rosenbrock10").start(10) / problem("scaled").start(10)
    np.testing.assert_allclose(units, 1e3 ** np.linspace(0.0, 0.5, 10))
    found = values("scaled", points / units[:, None])
    np.testing.assert_allclose(found, values("chained_rosenbrock10", points), rtol=1e-12)


@pytest.mark.parametrize("wrapper", ["shifted", "rotated", "scaled", "drifting"])
def test_a_minimum_on_the_border_of_its_box_cannot_be_moved(wrapper):
    with pytest.raises(ImportFailed, match="gives up the box, but the minimum of eggholder lies on the border"):
        problem(f"{wrapper}(eggholder)")


# --- Only what a run meets changes ---


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


# --- The function moves ---


def test_drift_along_a_line_is_exact():
    theta = place("drifting(sphere, rate=0.25)", 10, [0, 1, 2, 1000])
    np.testing.assert_allclose(np.linalg.norm(theta, axis=0), 0.25 * np.array([0, 1, 2, 1000]), rtol=1e-12)
    np.testing.assert_allclose(theta[:, 3], 1000 * theta[:, 1], rtol=1e-12)
    assert not np.allclose(theta, place("drifting(sphere, rate=0.25, seed=2)", 10, [0, 1, 2, 1000]))


def test_drifting_has_the_values_of_the_base_where_it_has_moved_to():
    text, points = "drifting(rastrigin10, rate=0.1)", somewhere("rastrigin10")
    steps = np.arange(1, 21)
    theta = place("drifting(sphere, rate=0.1)", 10, steps)
    value, gradient = met(text, points, steps)
    np.testing.assert_allclose(value, values("rastrigin10", points - theta), rtol=1e-12)
    np.testing.assert_allclose(gradient, gradients("rastrigin10", points - theta), rtol=1e-10, atol=1e-10)
    np.testing.assert_allclose(values(text, points), values("rastrigin10", points), rtol=1e-13)


def test_a_walk_has_normal_steps_of_the_right_length_that_know_nothing_of_each_other():
    one = keys(2)[np.zeros(1000, int)]
    theta = place("drifting(sphere, kind=walk, rate=0.1)", 10, np.arange(5000, 6000), one)
    steps = np.diff(theta, axis=1) * np.sqrt(10) / 0.1
    count = steps.size
    assert abs(steps.mean()) < 5 / np.sqrt(count)
    assert steps.var() == pytest.approx(1.0, abs=5 * np.sqrt(2 / count))
    assert np.mean(steps**4) == pytest.approx(3.0, abs=5 * np.sqrt(96 / count))
    for lag in (1, 2, 7):
        assert abs(np.mean(steps[:, lag:] * steps[:, :-lag])) < 5 / np.sqrt(count)


def test_walks_of_different_runs_are_as_far_apart_as_their_steps_lead():
    """After t steps the mean square distance is rate² t."""
    for t in (1, 1000, 2**24 - 1):
        theta = place("drifting(sphere, kind=walk, rate=0.1)", 10, [t] * 400)
        found = np.sum(theta**2, axis=0) / (0.01 * t)
        assert found.mean() == pytest.approx(1.0, abs=5 * np.sqrt(2 / 4000))
        assert len(np.unique(theta)) == theta.size
    np.testing.assert_allclose(place("drifting(sphere, kind=walk)", 10, [0]), 0.0, atol=1e-12)


def test_jumps_come_once_in_a_period():
    text = "drifting(sphere, kind=jumps, rate=0.01, period=50)"
    one = keys(1)[np.zeros(200, int)]
    theta = place(text, 10, np.arange(200), one)
    np.testing.assert_array_equal(theta[:, :50], 0.0)
    np.testing.assert_allclose(np.linalg.norm(theta[:, 50:], axis=0), 0.5, rtol=1e-12)
    moved = np.abs(np.diff(theta, axis=1)).max(axis=0) > 0.0
    np.testing.assert_array_equal(np.flatnonzero(moved) + 1, [50, 100, 150])


# --- One around another ---


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


# --- What is refused ---


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


# --- In the engine ---


def test_the_engine_meets_the_oracle_with_the_key_of_each_run():
    unit, points = problem(NOISY), somewhere(NOISY, 5)
    work = ProblemWork((unit,), 10, "float64")
    inputs = {"keys": np.array([[0, seed] for seed in range(5)], np.uint32), "problem": 0}
    value, gradient = quick(work.value_and_grad, inputs, jnp.asarray(points), jnp.asarray(7, "int32"))
    expected, noisy = met(NOISY, points, steps=7)
    np.testing.assert_allclose(value, expected, rtol=1e-13)
    np.testing.assert_allclose(gradient, noisy, rtol=1e-13)
