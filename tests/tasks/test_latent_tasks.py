"""Tests tasks of hidden structure, physics and planted rules against other programs and formulas."""

from functools import cache

import jax
import numpy as np
import pytest
from jax import numpy as jnp
from sklearn.cluster import KMeans
from sklearn.mixture import GaussianMixture

from gdbench.registry import load
from gdbench.tasks.latent import _mixture, mf_synth, word2vec_sgns
from gdbench.tasks.physics import pinn_poisson
from gdbench.tasks.synthetic import modadd_grok

pytestmark = pytest.mark.slow

PARAMETERS = {
    "word2vec_sgns": 64_000,
    "gmm_iris": 45,
    "gmm_blobs": 24,
    "kmeans_digits": 640,
    "mf_synth": 1_750,
    "pinn_poisson": 481,
    "modadd_grok": 24_832,
}


@pytest.mark.parametrize("name", PARAMETERS)
def test_parameter_counts(name):
    assert load("task", name).parameters == PARAMETERS[name]


def train(name):
    return load("task", name).data()["train"]


def started(name, seed=0):
    return jax.tree.map(lambda leaf: np.array(leaf, float), load("task", name).init(jax.random.key(seed)))


@cache
def fitted(name):
    """The mixture of a task as scikit-learn's EM leaves it, from the means that the task starts with."""
    means = started(name)["m"]
    model = GaussianMixture(len(means), means_init=means, tol=1e-13, max_iter=5000, reg_covar=1e-10)
    return model.fit(train(name)["x"])


def as_parameters(model):
    """The parameters of a task's mixture that is scikit-learn's."""
    dim = model.means_.shape[1]
    rows, columns = np.tril_indices(dim)
    a = np.stack([np.linalg.cholesky(each)[rows, columns] for each in model.precisions_])
    diagonal = rows == columns
    a[:, diagonal] = -np.log(1 / a[:, diagonal] - _mixture.FLOOR)
    return {"a": a, "m": model.means_, "p": np.log(model.weights_)}


@pytest.mark.parametrize("name", ["gmm_iris", "gmm_blobs"])
class TestMixtures:
    def test_the_loss_is_that_of_scikit_learn(self, name):
        unit, x = load("task", name), train(name)["x"]
        value, gradient = jax.value_and_grad(unit.loss)(as_parameters(fitted(name)), {"x": x})
        assert float(value) == pytest.approx(-fitted(name).score(x), abs=1e-10)
        assert float(value) == pytest.approx(unit.optimum, abs=1e-7)
        assert max(float(jnp.max(jnp.abs(leaf))) for leaf in gradient.values()) < 1e-4
        assert unit.baselines["EM (scikit-learn)"] == pytest.approx(unit.optimum, abs=1e-7)

    def test_it_is_that_of_scikit_learn_anywhere(self, name):
        model = GaussianMixture(len(started(name)["m"]), max_iter=2, random_state=3, tol=10.0)
        model.fit(train(name)["x"])
        found = load("task", name).loss(as_parameters(model), train(name))
        assert float(found) == pytest.approx(-model.score(train(name)["x"]), rel=1e-10)

    def test_a_component_on_one_point_stays_finite(self, name):
        params, x = started(name), train(name)["x"]
        params["m"][0] = x[0]
        params["a"][0, [0, 2]] = 200.0
        value, gradient = jax.value_and_grad(load("task", name).loss)(params, {"x": x})
        assert np.isfinite(value) and all(np.isfinite(leaf).all() for leaf in gradient.values())
        corner = _mixture.whiteners(params["a"], x.shape[1])[0, 0, 0]
        assert float(corner) == pytest.approx(1 / _mixture.FLOOR)


class TestKMeans:
    def test_the_loss_at_centres_of_scikit_learn_is_their_inertia(self):
        unit, x = load("task", "kmeans_digits"), train("kmeans_digits")["x"]
        model = KMeans(10, n_init=12, random_state=0, tol=0).fit(x)
        found = float(unit.loss({"c": model.cluster_centers_}, {"x": x}))
        assert found == pytest.approx(model.inertia_ / len(x), rel=1e-10)
        assert unit.optimum - 1e-7 <= found <= unit.optimum + 1e-3
        assert unit.baselines["k-means (scikit-learn)"] == unit.optimum

    def test_the_gradient_pulls_centres_to_the_means_of_their_own(self):
        unit, x = load("task", "kmeans_digits"), train("kmeans_digits")["x"]
        # Digits are as far from one as from another often enough: move the centres.
        centres = started("kmeans_digits")["c"] + 0.01 * np.random.RandomState(0).normal(size=(10, 64))
        nearest = np.argmin(((x[:, None] - centres) ** 2).sum(-1), axis=1)
        gradient = np.asarray(jax.grad(unit.loss)({"c": centres}, {"x": x})["c"])
        for k in range(10):
            own = x[nearest == k]
            assert gradient[k] == pytest.approx(2 * len(own) / len(x) * (centres[k] - own.mean(0)), abs=1e-12)


class TestMatrixFactorisation:
    def test_planted_factors_leave_the_noise(self):
        u, v = mf_synth.planted()
        for part, arrays in load("task", "mf_synth").data().items():
            left = np.sqrt(np.mean(np.asarray(mf_synth.errors({"u": u, "v": v}, arrays)) ** 2))
            assert left == pytest.approx(0.1, rel=0.03), part
        measures = load("task", "mf_synth").measures({"u": u, "v": v}, load("task", "mf_synth").data())
        assert float(measures["test_rmse"]) == pytest.approx(0.1, rel=0.03)
        assert load("task", "mf_synth").levels[-1] > 0.1

    def test_no_rating_is_both_seen_and_held_out(self):
        data = load("task", "mf_synth").data()
        seen, held = (set(zip(part["i"], part["j"], strict=True)) for part in data.values())
        assert not seen & held
        assert len(seen) == pytest.approx(0.2 * 200 * 150, rel=0.05)

    def test_a_rating_moves_its_row_and_column_alone(self):
        unit, one = load("task", "mf_synth"), {name: array[:1] for name, array in train("mf_synth").items()}
        gradient = jax.grad(unit.loss)(started("mf_synth"), one)
        assert list(np.flatnonzero(np.any(gradient["u"] != 0, axis=1))) == list(one["i"])
        assert list(np.flatnonzero(np.any(gradient["v"] != 0, axis=1))) == list(one["j"])


class TestWordVectors:
    def test_the_vocabulary_is_that_of_the_text(self):
        words, counts = word2vec_sgns.vocabulary()
        assert list(words[:3]) == ["the", "a", "is"] and list(counts[:3]) == [4585, 1958, 1837]
        assert len(words) == 1000 and np.all(np.diff(counts) <= 0)

    def test_pairs_stand_within_two_words(self):
        known = np.array([0, 1, 2, 3, 4])
        pairs = word2vec_sgns._pairs(known)
        found = set(zip(pairs["centre"].tolist(), pairs["context"].tolist(), strict=True))
        assert found == {(i, j) for i in range(5) for j in range(5) if 0 < abs(i - j) <= 2}
        assert len(train("word2vec_sgns")["centre"]) == 211_538

    def test_noise_follows_counts_to_three_quarters(self):
        share = word2vec_sgns.vocabulary()[1] ** 0.75
        drawn = np.bincount(word2vec_sgns.noise_table(), minlength=1000) / word2vec_sgns.SLOTS
        assert drawn == pytest.approx(share / share.sum(), abs=1.01 / word2vec_sgns.SLOTS)

    def test_equal_vectors_of_zero_cost_six_coins(self):
        zero = jax.tree.map(np.zeros_like, started("word2vec_sgns"))
        few = {name: array[:8] for name, array in train("word2vec_sgns").items()}
        assert float(load("task", "word2vec_sgns").loss(zero, few, jax.random.key(5))) == pytest.approx(6 * np.log(2))

    def test_a_step_moves_the_words_that_it_saw_alone(self):
        unit, key = load("task", "word2vec_sgns"), jax.random.key(7)
        few = {name: array[:4] for name, array in train("word2vec_sgns").items()}
        gradient = jax.grad(unit.loss)(started("word2vec_sgns"), few, key)
        moved = {name: set(np.flatnonzero(np.any(leaf != 0, axis=1))) for name, leaf in gradient.items()}
        assert moved["v"] == set(few["centre"])
        assert set(few["context"]) < moved["u"] and len(moved["u"]) <= 4 * (1 + word2vec_sgns.NEGATIVES)

    def test_the_key_draws_the_noise(self):
        unit, params = load("task", "word2vec_sgns"), started("word2vec_sgns")
        few = {name: array[:64] for name, array in train("word2vec_sgns").items()}
        values = [float(unit.loss(params, few, jax.random.key(seed))) for seed in (1, 1, 2)]
        assert values[0] == values[1] != values[2]


class TestPoisson:
    def test_the_exact_answer_has_no_residual(self):
        x = jnp.linspace(0, 1, 33)
        assert np.asarray(pinn_poisson.residuals(pinn_poisson.solution, x)) == pytest.approx(0, abs=1e-13)
        assert np.asarray(pinn_poisson.solution(jnp.asarray([0.0, 1.0]))) == pytest.approx(0, abs=1e-15)

    def test_second_derivatives_are_those_of_differences(self):
        params, x, h = started("pinn_poisson"), jnp.linspace(0.1, 0.9, 9), 1e-4
        u = lambda x: pinn_poisson.answer(params, x)  # noqa: E731
        bent = (u(x + h) - 2 * u(x) + u(x - h)) / h**2
        found = pinn_poisson.residuals(u, x) - jnp.pi**2 * jnp.sin(jnp.pi * x)
        assert np.asarray(found) == pytest.approx(np.asarray(bent), rel=1e-5, abs=1e-5)

    def test_no_answer_has_the_error_one_and_the_loss_of_the_source(self):
        unit, zero = load("task", "pinn_poisson"), jax.tree.map(np.zeros_like, started("pinn_poisson"))
        found = unit.measures(zero, unit.data())
        x = np.linspace(0, 1, 65)
        assert float(found["relative_error"]) == pytest.approx(1, rel=1e-12)
        assert float(found["loss"]) == pytest.approx(np.mean((np.pi**2 * np.sin(np.pi * x)) ** 2), rel=1e-12)
        ends = {**zero, "b2": np.ones(1)}
        assert float(unit.measures(ends, unit.data())["loss"]) == pytest.approx(float(found["loss"]) + 100, rel=1e-12)


class TestModularAddition:
    def test_no_sum_is_both_seen_and_held_out(self):
        data = load("task", "modadd_grok").data()
        parts = [{frozenset((a, b)) for a, b in zip(part["a"], part["b"], strict=True)} for part in data.values()]
        assert not parts[0] & parts[1] and len(parts[0] | parts[1]) == 97 * 98 // 2
        for part in data.values():
            assert np.array_equal((part["a"] + part["b"]) % 97, part["y"])

    def test_waves_solve_every_sum(self):
        """Hidden units cos(ω n + φ), outputs cos(ω y + 2 φ): four phases of 32 frequencies leave cos ω (a + b − y)."""
        frequency = 2 * np.pi / 97 * np.repeat(np.arange(1, 33), 4)
        phase = np.tile(np.pi / 4 * np.arange(4), 32)
        number = np.arange(97)[:, None]
        waves = {"e": np.cos(frequency * number + phase), "o": np.cos(frequency * number + 2 * phase).T}
        found = load("task", "modadd_grok").measures(waves, load("task", "modadd_grok").data())
        assert float(found["test_error"]) == 0

    def test_the_loss_is_cross_entropy_and_a_ridge(self):
        params, few = started("modadd_grok"), {name: array[:5] for name, array in train("modadd_grok").items()}
        scores = np.asarray(modadd_grok.scores(params, few))
        cross = np.mean(np.log(np.exp(scores).sum(1)) - scores[np.arange(5), few["y"]])
        ridge = 0.5e-4 * sum(np.sum(leaf**2) for leaf in params.values())
        assert float(load("task", "modadd_grok").loss(params, few)) == pytest.approx(cross + ridge, rel=1e-10)
