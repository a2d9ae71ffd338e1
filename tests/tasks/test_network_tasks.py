"""Tests the networks and generative models: their sizes, their data, and the property that each one shows."""

import random

import jax
import numpy as np
import pytest
from jax import numpy as jnp

from gdbench.engine.compiled import EASY, compile_with
from gdbench.registry import load
from gdbench.tasks._digits import digits
from gdbench.tasks._mnist5k import mnist5k
from gdbench.tasks.generative import gan_ring8
from gdbench.tasks.networks import batchnorm_cnn_digits, mnist1d_gru
from gdbench.tasks.networks._convolutions import convolved, pooled, strided
from gdbench.tasks.networks._mnist1d import mnist1d

PARAMETERS = {
    "mlp_digits": 2_410,
    "mlp_digits_deep_sigmoid": 7_690,
    "mlp_digits_exploding": 7_690,
    "cnn_digits_2c2d": 3_658,
    "batchnorm_cnn_digits": 3_682,  # cnn_digits_2c2d with a scale for each of 24 channels
    "label_noise_digits": 2_410,
    "logreg_mnist5k": 7_850,
    "mlp_mnist5k": 109_386,
    "cnn_mnist5k_2c2d": 54_314,
    "mnist1d_logreg": 410,
    "mnist1d_mlp": 15_210,
    "mnist1d_cnn": 5_210,
    "mnist1d_gru": 5_134,
    "spiral_mlp": 1_218,
    "imbalance_rare": 1_441,
    "ae_digits": 4_744,
    "vae_digits": 9_160,
    "vae_mnist5k": 102_816,
    "gan_ring8": 4_482 + 4_417,
}


def some(name, examples=64):
    """A task, its first parameters, and a batch of its first training examples."""
    unit = load("task", name)
    batch = {key: jnp.asarray(array[:examples]) for key, array in unit.data()["train"].items()}
    return unit, compiled(unit.init, jax.random.key(1)), batch


def compiled(function, *arguments):
    """What a function returns, as one program: operations one by one are a compilation each."""
    return jax.device_get(compile_with(jax.jit(function).lower(*arguments), EASY)(*arguments))


def measured(unit, params):
    data = jax.tree.map(jnp.asarray, dict(unit.data()))
    return compiled(unit.measures, params, data)


def norm(tree):
    return float(np.sqrt(sum(np.sum(np.square(leaf)) for leaf in jax.tree.leaves(tree))))


@pytest.mark.parametrize("name", PARAMETERS)
def test_parameters_are_those_of_the_table(name):
    assert load("task", name).parameters == PARAMETERS[name]


class TestData:
    def test_digits(self):
        train, test = digits()["train"], digits()["test"]
        assert train["x"].shape == (1437, 64) and test["x"].shape == (360, 64)
        assert set(np.unique(train["x"])) == {i / 16 for i in range(17)}
        assert np.bincount(np.concatenate([train["y"], test["y"]])).tolist() == [
            178, 182, 177, 183, 181, 182, 181, 179, 174, 180,
        ]  # fmt: skip

    def test_mnist_has_five_hundred_of_each_class(self):
        train, test = mnist5k()["train"], mnist5k()["test"]
        assert train["x"].shape == (4000, 784) and test["x"].shape == (1000, 784)
        assert np.bincount(np.concatenate([train["y"], test["y"]])).tolist() == [500] * 10
        assert train["x"].min() == 0 and train["x"].max() == 1
        # The classes are shuffled before the split: each has its share on both sides.
        assert np.bincount(test["y"]).min() > 75

    def test_mnist1d_is_generated_and_leaves_shared_generators_alone(self):
        mnist1d.cache_clear()
        before = np.random.get_state()[1].copy(), random.getstate()  # noqa: NPY002
        train, test = mnist1d()["train"], mnist1d()["test"]
        assert np.array_equal(before[0], np.random.get_state()[1]) and random.getstate() == before[1]  # noqa: NPY002
        assert train["x"].shape == (4000, 40) and test["x"].shape == (1000, 40)
        both = np.concatenate([train["x"], test["x"]])
        assert both.mean() == pytest.approx(0, abs=1e-12) and both.std() == pytest.approx(1)
        assert np.bincount(np.concatenate([train["y"], test["y"]])).tolist() == [500] * 10

    def test_two_labels_in_five_are_wrong_and_none_of_the_held_out(self):
        noisy, clean = load("task", "label_noise_digits").data(), digits()
        changed = noisy["train"]["y"] != clean["train"]["y"]
        assert changed.sum() == 575 and changed.mean() == pytest.approx(0.4, abs=5e-4)
        assert set(noisy["train"]["y"]) == set(range(10))
        # Wrong labels are spread over the nine others.
        shift = (noisy["train"]["y"] - clean["train"]["y"])[changed] % 10
        assert np.bincount(shift, minlength=10)[1:].min() > 40
        assert np.array_equal(noisy["test"]["y"], clean["test"]["y"])
        assert np.array_equal(noisy["train"]["x"], clean["train"]["x"])

    def test_one_example_in_fifty_one_is_rare(self):
        for part in load("task", "imbalance_rare").data().values():
            assert np.bincount(part["y"]).tolist() == [5000, 100]

    def test_no_line_parts_the_spirals_but_neighbours_do(self):
        data = load("task", "spiral_mlp").data()
        x, y = data["train"]["x"], data["train"]["y"]
        line = np.linalg.lstsq(np.c_[x, np.ones(400)], 2.0 * y - 1, rcond=None)[0]
        assert np.mean((np.c_[x, np.ones(400)] @ line > 0) == y) < 0.7
        distance = np.sum((data["test"]["x"][:, None] - x) ** 2, axis=-1)
        assert np.mean(y[distance.argmin(1)] == data["test"]["y"]) > 0.98


class TestDepth:
    def test_sigmoids_make_the_gradient_vanish(self):
        unit, params, _ = some("mlp_digits_deep_sigmoid")
        seen = measured(unit, params)
        norms = [float(seen[f"grad_norm_layer{i}"]) for i in range(7)]
        assert norms == sorted(norms)
        assert norms[0] < 1e-2 * norms[6]

    def test_large_weights_make_it_explode(self):
        unit, params, batch = some("mlp_digits_exploding", 1437)
        fair = {name: leaf * np.sqrt(2) / 3 for name, leaf in params.items()}  # those of He et al.
        large, usual = (compiled(jax.grad(unit.loss), each, batch) for each in (params, fair))
        assert all(norm(large[f"w{i}"]) > 30 * norm(usual[f"w{i}"]) for i in range(7))
        assert norm(large["b0"]) > 30 * norm(large["b6"])
        assert norm(usual["b0"]) < 10 * norm(usual["b6"])
        reported = measured(unit, params)
        assert float(reported["grad_norm_layer0"]) == pytest.approx(norm([large["w0"], large["b0"]]), rel=1e-3)

    def test_clipping_tames_it(self):
        unit, params, batch = some("mlp_digits_exploding", 1437)
        start, gradient = compiled(jax.value_and_grad(unit.loss), params, batch)
        moved = lambda size: {name: leaf - size * gradient[name] for name, leaf in params.items()}  # noqa: E731
        assert compiled(unit.loss, moved(0.1), batch) > 10 * start
        assert compiled(unit.loss, moved(0.1 / norm(gradient)), batch) < start


class TestConvolutions:
    @pytest.mark.parametrize("k", [3, 5])
    def test_banded_products_are_convolutions(self, k):
        rng = np.random.RandomState(0)
        images, kernel = rng.normal(size=(2, 8, 6, 3)), rng.normal(size=(k, k, 3, 4))
        with jax.enable_x64(True):
            dims = ("NHWC", "HWIO", "NHWC")
            expected = jax.lax.conv_general_dilated(images, kernel, (1, 1), "SAME", dimension_numbers=dims)
            made = compiled(convolved, jnp.asarray(images), jnp.asarray(kernel))
        assert made == pytest.approx(np.asarray(expected))

    @pytest.mark.parametrize(("length", "k", "places"), [(40, 5, 19), (19, 3, 10), (10, 3, 5)])
    def test_strided_products_are_convolutions(self, length, k, places):
        rng = np.random.RandomState(0)
        signals, kernel = rng.normal(size=(2, length, 3)), rng.normal(size=(k, 3, 4))
        with jax.enable_x64(True):
            dims = ("NHC", "HIO", "NHC")
            expected = jax.lax.conv_general_dilated(signals, kernel, (2,), [(1, 1)], dimension_numbers=dims)
            made = compiled(strided, jnp.asarray(signals), jnp.asarray(kernel))
        assert made.shape == (2, places, 4) and made == pytest.approx(np.asarray(expected))

    def test_pooling_keeps_the_largest_of_four(self):
        image = jnp.arange(16.0).reshape(1, 4, 4, 1)
        assert pooled(image)[0, :, :, 0].tolist() == [[5, 7], [13, 15]]


def test_gated_network_agrees_with_its_equations_step_by_step():
    _, params, batch = some("mnist1d_gru", 2)
    p = {name: np.asarray(leaf, np.float64) for name, leaf in params.items()}
    p["b"], p["v"] = p["b"] + 0.3, p["v"] - 0.2
    sigma = lambda a: 1 / (1 + np.exp(-a))  # noqa: E731
    states = np.zeros((2, 40, 2, 6))  # example, time, direction, state
    for way, times in enumerate([range(40), range(39, -1, -1)]):
        for example in range(2):
            h = np.zeros(6)
            for t in times:
                a = float(batch["x"][example, t]) * p["w"][way, 0] + p["b"][way, 0]
                b = h @ p["u"][way] + p["v"][way, 0]
                reset, update = sigma(a[:6] + b[:6]), sigma(a[6:12] + b[6:12])
                h = (1 - update) * np.tanh(a[12:] + reset * b[12:]) + update * h
                states[example, t, way] = h
    expected = np.moveaxis(states, 2, 1).reshape(2, 480) @ p["o"] + p["c"]
    made = compiled(mnist1d_gru.scores, {name: leaf.astype("float32") for name, leaf in p.items()}, batch["x"])
    assert made == pytest.approx(expected, abs=1e-4)


class TestBatchNormalisation:
    @pytest.mark.parametrize("kernel", ["w0", "w1"])
    def test_the_loss_does_not_see_the_size_of_a_kernel(self, kernel):
        unit, params, batch = some("batchnorm_cnn_digits")
        larger = {**params, kernel: 10 * params[kernel]}
        value, gradient = compiled(jax.value_and_grad(unit.loss), params, batch)
        scaled, tenth = compiled(jax.value_and_grad(unit.loss), larger, batch)
        assert scaled == pytest.approx(value, rel=1e-3)
        assert norm(tenth[kernel]) == pytest.approx(norm(gradient[kernel]) / 10, rel=1e-2)
        along = np.sum(gradient[kernel] * params[kernel])
        assert abs(along) < 1e-2 * norm(gradient[kernel]) * norm(params[kernel])
        plain, weights, _ = some("cnn_digits_2c2d")
        changed = compiled(plain.loss, {**weights, kernel: 10 * weights[kernel]}, batch)
        assert abs(changed - compiled(plain.loss, weights, batch)) > 1

    def test_held_out_examples_do_not_see_each_other(self):
        unit, params, batch = some("batchnorm_cnn_digits", 200)
        scores, test = batchnorm_cnn_digits.scores, jnp.asarray(unit.data()["test"]["x"][:20])

        def scored(params, x):
            _, statistics = scores(params, x)
            return scores(params, test, statistics)[0], scores(params, test[:1], statistics)[0], scores(params, test)[0]

        together, alone, by_their_own = compiled(scored, params, batch["x"])
        assert alone == pytest.approx(together[:1], abs=1e-4)
        assert np.max(np.abs(by_their_own - together)) > 1e-2


class TestGenerative:
    def test_the_autoencoder_is_compared_with_principal_components(self):
        train, test = digits()["train"]["x"], digits()["test"]["x"]
        centre = train.mean(0)
        axes = np.linalg.svd(train - centre, full_matrices=False)[2][:8]
        rest = (test - centre) - (test - centre) @ axes.T @ axes
        known = load("task", "ae_digits").baselines["principal components (8)"]
        assert known == pytest.approx(np.mean(np.sum(rest**2, axis=1)), rel=1e-6)

    def test_the_bound_is_cross_entropy_plus_divergence(self):
        unit, params, batch = some("vae_digits")
        nothing = jax.tree.map(jnp.zeros_like, params)
        grey = 64 * np.log(2)  # every pixel 1/2, whatever the image
        assert compiled(unit.loss, nothing, batch, jax.random.key(0)) == pytest.approx(grey, rel=1e-5)
        mean, log_variance = np.array([0.5, -1.0, 0.0, 2.0]), np.array([0.3, 0.0, -2.0, 1.0])
        coded = {**nothing, "b1": jnp.concatenate([mean, log_variance])}
        prior = 0.5 * np.sum(mean**2 + np.exp(log_variance) - 1 - log_variance)
        assert compiled(unit.loss, coded, batch, jax.random.key(0)) == pytest.approx(grey + prior, rel=1e-5)

    def test_each_step_meets_noise_of_its_own(self):
        unit, params, batch = some("vae_digits")
        values = [compiled(unit.loss, params, batch, jax.random.key(i)) for i in (0, 0, 1)]
        assert values[0] == values[1] != values[2]
        assert measured(unit, params) == measured(unit, params)

    def test_the_field_is_that_of_two_players(self):
        unit, params, batch = some("gan_ring8")
        key = jax.random.key(7)
        latent = jax.random.normal(key, (64, 2))
        g = {name: leaf for name, leaf in params.items() if int(name[1]) < 3}
        d = {name: leaf for name, leaf in params.items() if int(name[1]) >= 3}
        real = lambda d: gan_ring8.judged(d, batch["x"])  # noqa: E731
        fake = lambda d, g: gan_ring8.judged(d, gan_ring8.made(g, latent))  # noqa: E731
        loss_d = lambda d: -jnp.mean(jax.nn.log_sigmoid(real(d)) + jax.nn.log_sigmoid(-fake(d, g)))  # noqa: E731
        loss_g = lambda g: -jnp.mean(jax.nn.log_sigmoid(fake(d, g)))  # noqa: E731
        value, field = compiled(jax.value_and_grad(unit.loss), params, batch, key)
        (value_d, wish_d), (value_g, wish_g) = (
            compiled(jax.value_and_grad(loss), own) for loss, own in ((loss_d, d), (loss_g, g))
        )
        assert value == pytest.approx(value_d + value_g, rel=1e-5)
        for name, wish in {**wish_d, **wish_g}.items():
            assert norm(field[name] - wish) <= 1e-5 * norm(wish), name
            assert norm(wish) > 0

    def test_missed_modes_are_counted_and_shifts_measured(self):
        data = load("task", "gan_ring8").data()
        real = jnp.asarray(data["train"]["x"])
        missed = [compiled(gan_ring8.modes_missed, x) for x in (real, real[::8], jnp.zeros((100, 2)))]
        assert missed == [0, 7, 8]
        # A shift by s is seen as s cos φ from direction φ: its root mean square is s / √2.
        shifted = real + jnp.array([0.3, 0.0])
        assert compiled(gan_ring8.sliced_distance, shifted, real) == pytest.approx(0.3 / np.sqrt(2))
        assert compiled(gan_ring8.sliced_distance, real[::-1], real) == 0
