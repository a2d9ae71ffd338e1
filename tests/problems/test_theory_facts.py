"""Theorems about gradient methods, on the problems they are about; T1 to T37 are their numbers in the list of facts.

A problem that does not do what the theorem says of it is another problem, even if its values are right.
"""

import functools
from importlib import import_module

import jax
import numpy as np
import pytest
from jax import numpy as jnp
from problem_points import QUICK, problem
from scipy.optimize import minimize_scalar

import gdbench.optax as rules

KAPPA = 100.0  # of quad_log_k100, with μ = 1


def key(seed):
    return jax.random.wrap_key_data(np.array([0, seed], np.uint32))


@functools.cache
def slope(name):
    """The value and gradient of a problem for plain loops, in NumPy."""
    both = jax.jit(jax.value_and_grad(problem(name).value), compiler_options=QUICK)

    def of(x):
        value, gradient = both(jnp.asarray(x))
        return float(value), np.asarray(gradient)

    return of


def descend(name, rule, x0, steps, seeds=(0,), project=lambda x: x):
    """One run of ``rule`` per seed on what the problem's oracle says: points ``[steps + 1, n, runs]``."""
    unit = problem(name)
    met = unit.oracle or (lambda t, x, key: jax.value_and_grad(unit.value)(x))
    x0 = jnp.asarray(x0, float)

    def run(key):
        def step(state, t):
            x, inside = state
            _, gradient = met(t, x, jax.random.wrap_key_data(key))
            move, inside = rule.update(gradient, inside, x)
            x = project(x + move)
            return (x, inside), x

        return jax.lax.scan(step, (x0, rule.init(x0)), jnp.arange(1, steps + 1, dtype="int32"))[1]

    keys = np.array([[0, seed] for seed in seeds], np.uint32)
    points = np.asarray(jax.jit(jax.vmap(run, out_axes=-1), compiler_options=QUICK)(keys))
    return np.concatenate([np.broadcast_to(x0[:, None], (1, *points.shape[1:])), points])


def alone(name, rule, x0, steps, **options):
    """The one run without a choice of seeds, ``[steps + 1, n]``."""
    return descend(name, rule, x0, steps, **options)[..., 0]


def accelerated(name, x0, rate, momentum, steps):
    """Nesterov's method, iterates ``[steps + 1, n]``: x₊ = y − α ∇f(y), y₊ = x₊ + βₖ (x₊ − x)."""
    x = y = np.array(x0)
    points = [x]
    for k in range(steps):
        new = y - rate * slope(name)(y)[1]
        x, y = new, new + momentum(k) * (new - x)
        points.append(x)
    return np.array(points)


def gaps(name, points):
    n = points.shape[1]
    return np.array([slope(name)(point)[0] for point in points]) - problem(name).minimum(n)


# --- Quadratics ---


@pytest.mark.parametrize(("rate", "factor"), [(2 / (1 + KAPPA), (KAPPA - 1) / (KAPPA + 1)), (1 / KAPPA, 1 - 1 / KAPPA)])
def test_t1_t2_gradient_descent_contracts_by_its_factor_and_late_by_no_less(rate, factor):
    points = alone("quad_log_k100", rules.sgd(rate), np.ones(50), 4000)
    ratios = np.linalg.norm(points[1:], axis=1) / np.linalg.norm(points[:-1], axis=1)
    assert (ratios <= factor * (1 + 1e-12)).all()
    assert ratios[-1] == pytest.approx(factor, abs=1e-4)


def test_t3_steepest_descent_is_at_its_worst_from_kappa_one():
    """With exact line searches, each step multiplies the value by ((κ − 1) / (κ + 1))² from (κ, 1), on diag(1, κ)."""
    x, values = np.array([KAPPA, 1.0]), []
    for _ in range(20):
        value, g = slope("quad_log_k100")(x)
        values.append(value)
        x = x - (g @ g) / (g @ slope("quad_log_k100")(g)[1]) * g  # the gradient of a quadratic around 0 is H x
    np.testing.assert_allclose(np.divide(values[1:], values[:-1]), ((KAPPA - 1) / (KAPPA + 1)) ** 2, rtol=1e-10)


def test_t4_heavy_ball_at_polyaks_setting_contracts_by_the_root_of_kappa():
    rho = (np.sqrt(KAPPA) - 1) / (np.sqrt(KAPPA) + 1)
    rate = 4 / (np.sqrt(KAPPA) + 1) ** 2
    points = alone("quad_log_k100", rules.heavy_ball(rate, momentum=rho**2), np.ones(50), 300)
    sizes = np.linalg.norm(points, axis=1)
    mean = (sizes[300] / sizes[200]) ** (1 / 100)
    assert rho < mean < rho + 0.01  # double roots: ρᵏ times a polynomial


def test_t6_nesterovs_method_contracts_by_its_factor_and_keeps_its_bound():
    root = np.sqrt(KAPPA)
    points = accelerated("quad_log_k100", np.ones(50), 1 / KAPPA, lambda k: (root - 1) / (root + 1), 200)
    gap = gaps("quad_log_k100", points)
    bound = (1 - 1 / root) ** np.arange(201) * (gap[0] + 0.5 * 50)
    assert (gap <= bound).all()
    sizes = np.linalg.norm(points, axis=1)
    assert (sizes[200] / sizes[100]) ** (1 / 100) == pytest.approx(1 - 1 / root, abs=0.01)


def test_t7_t8_t9_rates_on_nesterovs_worst_function():
    """With L = 1, n = 2k + 1 and k = 20: no method that adds gradients gets below 3 |x*|² / 32 (k + 1)²."""
    k, n = 20, 41
    name, start = "nesterov_worst", np.zeros(n)
    distance = np.sum(problem(name).minimisers(n)[0] ** 2)
    theta = [1.0]
    for _ in range(k):
        theta.append((1 + np.sqrt(1 + 4 * theta[-1] ** 2)) / 2)
    plain = alone(name, rules.sgd(1.0), start, k)
    fast = accelerated(name, start, 1.0, lambda j: (theta[j] - 1) / theta[j + 1], k)
    lower = 3 * distance / (32 * (k + 1) ** 2)
    assert lower == pytest.approx(2.8707e-3, rel=1e-4)
    steps = np.arange(1, k + 1)
    assert gaps(name, plain)[k] == pytest.approx(1.90e-2, rel=1e-2)
    assert gaps(name, fast)[k] < 0.5 * gaps(name, plain)[k]
    for points, upper in ((plain, distance / (4 * steps + 2)), (fast, 2 * distance / (steps + 1) ** 2)):
        gap = gaps(name, points)
        assert (gap[1:] <= upper).all()
        assert gap[k] >= lower
        assert all(np.all(points[j, j:] == 0.0) for j in range(k + 1))


EDGES = {
    "gradient descent": (0.0, lambda rate, beta: rules.sgd(rate), lambda beta: 2.0),
    "heavy ball": (0.9, lambda rate, beta: rules.heavy_ball(rate, momentum=beta), lambda beta: 2 + 2 * beta),
    "Nesterov": (
        0.9,
        lambda rate, beta: rules.nesterov_true(rate, momentum=beta),
        lambda beta: (2 + 2 * beta) / (1 + 2 * beta),
    ),
}


@pytest.mark.parametrize("method", EDGES)
def test_t14_edge_of_stability(method):
    beta, rule, edge = EDGES[method]
    stiffest = problem("quad_log_k100").lipschitz(2)
    for share, grows in ((0.99, False), (1.01, True)):
        points = alone("quad_log_k100", rule(share * edge(beta) / stiffest, beta), np.ones(2), 4000)
        assert (np.abs(points[-10:, 1]).max() > 1.0) == grows


# --- Traps ---


def test_t5_heavy_ball_cycles_where_it_is_tuned_for_quadratics():
    """Lessard, Recht & Packard 2016: μ = 1, L = 25, α = 1/9, β = 4/9."""
    name, start = "lessard_hb_cycle", problem("lessard_hb_cycle").start(1)
    end = alone(name, rules.heavy_ball(1 / 9, momentum=4 / 9), start, 3000)[-6:, 0]
    turn = int(np.argmax(end[:3]))
    np.testing.assert_allclose(end[turn : turn + 3], [2.1159183673, 0.6465306122, -1.8024489796], atol=1e-9)
    np.testing.assert_allclose(end[3:], end[:3], rtol=1e-12)
    assert abs(alone(name, rules.sgd(1 / 25), start, 3000)[-1, 0]) < 1e-12
    assert abs(accelerated(name, start, 1 / 25, lambda k: 4 / 6, 300)[-1, 0]) < 1e-12


def decaying(count):
    return 0.5 / jnp.sqrt(count + 1.0)


def on_the_interval(x):
    return jnp.clip(x, -1.0, 1.0)


def test_t29_adam_ends_at_the_worst_point_of_reddis_sequence_and_amsgrad_at_the_best():
    """β₁ = 0 and β₂ = 1 / (1 + C²) = 1/10."""
    settings = {"b1": 0.0, "b2": 0.1}
    found = {
        rule: alone("reddi_online", getattr(rules, rule)(decaying, **settings), [0.0], 30_000, project=on_the_interval)
        for rule in ("adam", "amsgrad")
    }
    assert found["adam"][-3:].min() > 0.99
    assert found["amsgrad"][-3:].max() < -0.99


def test_t29_without_the_interval_adam_leaves_and_the_others_arrive():
    for rule, settings in (("sgd", {}), ("amsgrad", {"b1": 0.0, "b2": 0.1})):
        end = alone("reddi_online", getattr(rules, rule)(decaying, **settings), [0.0], 3000)[-1]
        assert slope("reddi_online")(end)[0] <= 1e-2
    adam = alone("reddi_online", rules.adam(decaying, b1=0.0, b2=0.1), [0.0], 3000)
    assert adam[-1, 0] > 10.0 > adam[300, 0] > 1.0


def test_t29_adam_goes_up_on_reddis_random_sequence():
    """β = (0.9, 0.99) and a slope of 1010 once in a hundred steps, else −10; the best point is −1."""
    settings = {"b1": 0.9, "b2": 0.99}
    end = {
        rule: descend(
            "reddi_stochastic", getattr(rules, rule)(decaying, **settings), [0.0], 10_000, range(20), on_the_interval
        )[-1, 0]
        for rule in ("adam", "amsgrad")
    }
    assert end["adam"].min() > 0.5
    assert end["amsgrad"].mean() < end["adam"].mean() - 0.3


def test_t30_signs_go_up_where_the_mean_goes_down():
    """Karimireddy et al. 2019, counterexample 1: of four steps three go up and one down."""
    points = descend("karimireddy_ce1", rules.sign_sgd(0.01), [0.0], 3000, range(5), on_the_interval)
    assert points[-100:].min() > 0.9
    points = descend("karimireddy_ce1", rules.sgd(0.01), [0.0], 3000, range(5), on_the_interval)
    assert points[-100:].max() < -0.5


def test_t30_signs_stay_on_a_line():
    """Counterexamples 2 and 3: x₁ + x₂ = 2 for ever, with the minimum at 0, which gradients of the same terms reach."""
    for name in ("sign_ce2", "karimireddy_ce3"):
        points = alone(name, rules.sign_sgd(0.01), [1.0, 1.0], 2000)
        np.testing.assert_allclose(points.sum(axis=1), 2.0, atol=1e-11)
        values = [slope(name)(point)[0] for point in points[::50]]
        assert min(values) >= slope(name)([1.0, 1.0])[0] - 1e-11
    assert np.abs(alone("karimireddy_ce3", rules.sgd(0.05), [1.0, 1.0], 500)[-1]).max() < 1e-20


def test_t31_exact_line_searches_stop_at_wolfes_kink():
    """From (3, 2) to (0, 0), where f = 0; the minimum is −8 at (−1, 0)."""
    x = np.array([3.0, 2.0])
    for _ in range(40):
        _, g = slope("wolfe")(x)
        line = lambda step, x=x, g=g: slope("wolfe")(x - step * g)[0]  # noqa: E731
        longest = np.linalg.norm(x) / np.linalg.norm(g)
        x = x - minimize_scalar(line, bounds=(0.0, 2 * longest), method="bounded", options={"xatol": 1e-14}).x * g
        assert x[0] > abs(x[1])  # where f is 5 √(9x₁² + 16x₂²), and has a gradient
    assert slope("wolfe")(x)[0] < 1e-3
    assert slope("wolfe")(problem("wolfe").minimisers(2)[0])[0] == pytest.approx(-8.0)


def test_t32_cyclic_coordinate_descent_circles_around_powells_cube():
    """Each exact step ends at the slope 0 of its axis, yet the gradient never falls; six corners come in turn."""
    x, corners = problem("powell_cyclic_cd").start(3).copy(), []
    for step in range(30):
        axis = step % 3
        others = x.sum() - x[axis]
        x[axis] = np.sign(others) * (1.0 + 0.5 * abs(others))
        gradient = slope("powell_cyclic_cd")(x)[1]
        assert abs(gradient[axis]) < 1e-10
        assert np.linalg.norm(gradient) > 1.0
        corners.append(tuple(np.sign(x)))
    assert corners[:6] == corners[6:12] == corners[24:30]
    assert len(set(corners[:6])) == 6
    assert abs(np.abs(x) - 1.0).max() < 1e-6
    far = np.full(3, 1e4)
    assert slope("powell_cyclic_cd")(far)[0] < -1e3 or slope("powell_cyclic_cd")(-far)[0] < -1e3


RULES_AT_THE_SADDLE = {
    "sgd": rules.sgd(0.1),
    "heavy_ball": rules.heavy_ball(0.1, momentum=0.5),
    "adam": rules.adam(0.01),
}


@pytest.mark.parametrize("name", RULES_AT_THE_SADDLE)
def test_t33_only_a_nudge_leaves_the_saddle(name):
    held = alone("saddle_quartic", RULES_AT_THE_SADDLE[name], [1.0, 0.0], 3000)[-1]
    np.testing.assert_allclose(held, 0.0, atol=1e-6)
    nudged = alone("saddle_quartic", RULES_AT_THE_SADDLE[name], [1.0, 1e-8], 6000)[-1]
    np.testing.assert_allclose(nudged, [0.0, 1.0], atol=1e-4)
    assert slope("saddle_quartic")(nudged)[0] == pytest.approx(-0.25, abs=1e-6)


def test_t35_deep_linear_descent_keeps_the_difference_of_squares():
    """The flow keeps it; steps of size η lose it in proportion to η."""
    lost = {}
    for rate, steps in ((1e-3, 20_000), (5e-4, 40_000)):
        points = alone("deep_linear_scalar5", rules.sgd(rate), [2.0, 0.1], steps)
        balance = points[:, 0] ** 2 - points[:, 1] ** 2
        lost[rate] = np.abs(balance - balance[0]).max()
        assert slope("deep_linear_scalar5")(points[-1])[0] < 1e-20
    assert 0.0 < lost[1e-3] < 5e-3
    assert lost[1e-3] / lost[5e-4] == pytest.approx(2.0, rel=0.05)


# --- Noise and motion ---


@pytest.mark.parametrize(("momentum", "fact"), [(0.0, "T11"), (0.5, "T12")])
def test_t11_t12_noise_floor(momentum, fact):
    """On ½ λ x² the variance is η σ² (1 + β) / ((1 − β) λ (2 (1 + β) − η λ)); T11 is β = 0, η σ² / (λ (2 − η λ))."""
    rate, sigma = 0.01, import_module("gdbench.problems.stochastic.noisy_quadratic").SIGMA
    curvatures = 100.0 ** np.linspace(0.0, 1.0, 10)
    points = descend("noisy_quadratic", rules.heavy_ball(rate, momentum=momentum), np.zeros(10), 1500, range(300))
    found = np.mean(points[500:] ** 2, axis=(0, 2))
    expected = rate * sigma**2 * (1 + momentum)
    expected = expected / ((1 - momentum) * curvatures * (2 * (1 + momentum) - rate * curvatures))
    np.testing.assert_allclose(found, expected, rtol=0.12)
    np.testing.assert_allclose(0.5 * curvatures @ found, 0.5 * curvatures @ expected, rtol=0.03)
    if fact == "T11":
        np.testing.assert_allclose(expected, rate * sigma**2 / (curvatures * (2 - rate * curvatures)))


def test_t34_lag_behind_a_steady_drift():
    """Where the gradient is taken, descent is v / (η λ) behind, heavy ball v (1 − β) / (η λ)."""
    speed, rate, beta = 1e-3, 0.1, 0.9
    steps = 2000
    for rule, lag in (
        (rules.sgd(rate), speed / rate),
        (rules.heavy_ball(rate, momentum=beta), speed * (1 - beta) / rate),
    ):
        points = alone("drifting_quadratic", rule, np.ones(10), steps)
        np.testing.assert_allclose(speed * steps - points[steps - 1], lag, rtol=1e-9)
        value, _ = problem("drifting_quadratic").oracle(steps, jnp.asarray(points[steps - 1]), key(0))
        assert float(value) == pytest.approx(0.5 * 10 * lag**2, rel=1e-8)


def test_t34_lag_behind_any_problem_that_drifts():
    """The sphere has λ = 2 and the line is of one direction, so the distance is rate / 2η."""
    name, steps = "drifting(sphere, rate=0.002)", 500
    points = alone(name, rules.sgd(0.05), np.full(10, 3.0), steps)
    value, gradient = problem(name).oracle(steps, jnp.asarray(points[steps - 1]), key(0))
    assert float(jnp.linalg.norm(gradient)) == pytest.approx(0.002 / 0.05, rel=1e-9)
    assert float(value) == pytest.approx((0.002 / 0.1) ** 2, rel=1e-9)


# --- Games ---


@functools.cache
def field(name):
    met = jax.jit(problem(name).oracle, compiler_options=QUICK)
    return lambda z: np.asarray(met(jnp.int32(1), jnp.asarray(z), key(0))[1])


def test_t36_simultaneous_descent_spirals_out_of_the_bilinear_game():
    sizes = np.linalg.norm(alone("bilinear_game", rules.sgd(0.1), [1.0, 1.0], 100), axis=1)
    np.testing.assert_allclose(sizes[1:] / sizes[:-1], np.sqrt(1 + 0.1**2), rtol=1e-12)
    assert np.sqrt(1 + 0.1**2) == pytest.approx(1.0049876, abs=1e-7)


def test_t36_alternating_descent_stays():
    z, largest = np.array([1.0, 1.0]), 0.0
    for _ in range(2000):
        for player in (0, 1):
            z[player] -= 0.1 * field("bilinear_game")(z)[player]
        largest = max(largest, np.linalg.norm(z))
    assert 0.5 < largest <= 1.1 * np.sqrt(2)


def test_t36_extragradient_contracts():
    z, rate = np.array([1.0, 1.0]), 0.1
    for _ in range(5):
        new = z - rate * field("bilinear_game")(z - rate * field("bilinear_game")(z))
        ratio = np.linalg.norm(new) / np.linalg.norm(z)
        assert ratio == pytest.approx(np.sqrt((1 - rate**2) ** 2 + rate**2), rel=1e-12)
        z = new
    assert ratio == pytest.approx(0.9950376, abs=1e-7)


def test_t36_optimistic_descent_converges():
    end = alone("bilinear_game", rules.optimistic_gradient_descent(0.1), [1.0, 1.0], 5000)[-1]
    assert np.linalg.norm(end) < 1e-10


def test_t36_descent_leaves_the_dirac_gan_by_the_strength_of_its_discriminator():
    """|z| grows by √(1 + η² f′(ψθ)²) in each step, f′(s) = 1 / (1 + eˢ)."""
    points = alone("dirac_gan", rules.sgd(0.2), [1.0, 1.0], 200)
    strength = 1 / (1 + np.exp(points[:-1, 0] * points[:-1, 1]))
    ratios = np.linalg.norm(points[1:], axis=1) / np.linalg.norm(points[:-1], axis=1)
    np.testing.assert_allclose(ratios, np.sqrt(1 + (0.2 * strength) ** 2), rtol=1e-12)


@pytest.mark.parametrize("share", [0.0, 0.5, 0.9, 1.0])
def test_t36_quadratic_game_has_the_eigenvalues_it_says(share):
    name, rate = f"quadratic_game(rotation={share})", 0.2
    sizes = np.linalg.norm(alone(name, rules.sgd(rate), np.ones(10), 20), axis=1)
    factor = abs(1 - rate * (1 - share + 1j * share))
    np.testing.assert_allclose(sizes[1:] / sizes[:-1], factor, rtol=1e-12)


# --- DeepOBS's quadratic, from its construction ---


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
