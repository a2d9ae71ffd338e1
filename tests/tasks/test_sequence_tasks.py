"""Tests sequence tasks: the frozen text, models against NumPy, and that models do not see the future."""

from importlib import resources

import jax
import numpy as np
import pytest
from jax import numpy as jnp

from gdbench.registry import load
from gdbench.tasks.sequences import _text as frozen
from gdbench.tasks.sequences import (
    adding_rnn,
    ar_forecast,
    gru_char,
    lstm_char,
    rnn_char,
    transformer_char,
)

pytestmark = pytest.mark.slow

PARAMETERS = {
    "gru_char": 23_166,
    "lstm_char": 28_350,
    "rnn_char": 12_798,
    "transformer_char": 114_752,
    "adding_rnn": 1_153,
    "ar_forecast": 705,
}
MODELS = {"gru_char": gru_char, "lstm_char": lstm_char, "rnn_char": rnn_char, "transformer_char": transformer_char}


def module(name):
    """The module of a task: the package's attribute of that name."""
    return MODELS[name]


def started(name, seed=0):
    """First parameters in double precision, each moved, so that no bias is zero and no scale one."""
    params = load("task", name).init(jax.random.key(seed))
    random = np.random.RandomState(seed)
    return {key: np.asarray(leaf, float) + 0.1 * random.normal(size=leaf.shape) for key, leaf in params.items()}


def quick_loss(name, params, tokens):
    return float(jax.jit(load("task", name).loss)(params, {"tokens": tokens}))


def pieces(count=3):
    return frozen.windows()["test"]["tokens"][:count]


@pytest.mark.parametrize("name", PARAMETERS)
def test_parameter_counts(name):
    assert load("task", name).parameters == PARAMETERS[name]


class TestText:
    def test_it_is_the_frozen_one(self):
        _, counts = np.unique(list(frozen.text()), return_counts=True)
        share = counts / counts.sum()
        assert len(frozen.text()) == 464_395
        assert len(counts) == frozen.ALPHABET == 94
        assert -np.sum(share * np.log(share)) == pytest.approx(3.2425, abs=5e-5)

    def test_its_origin_and_licence_lie_beside_it(self):
        notice = (resources.files("gdbench.tasks.sequences") / "text" / "NOTICE").read_text()
        assert "Python 3.11" in notice and "PYTHON SOFTWARE FOUNDATION LICENSE VERSION 2" in notice.upper()
        assert "All Rights Reserved" in notice

    def test_windows_are_pieces_of_their_own_part(self):
        alphabet = np.array(sorted(set(frozen.text())))
        border = len(frozen.text()) - len(frozen.text()) // 10
        parts = {"train": frozen.text()[:border], "test": frozen.text()[border:]}
        for part, arrays in frozen.windows().items():
            assert arrays["tokens"].shape[1] == frozen.LENGTH + 1 and arrays["tokens"].dtype == np.int32
            for window in arrays["tokens"][:: len(arrays["tokens"]) // 32]:
                assert "".join(alphabet[window]) in parts[part]

    def test_windows_reach_over_the_whole_of_it(self):
        ends = np.array(sorted(set(frozen.text())))
        train, test = frozen.windows()["train"]["tokens"], frozen.windows()["test"]["tokens"]
        assert frozen.text().startswith("".join(ends[train[0]]))
        assert frozen.text().endswith("".join(ends[test[-1]]))


@pytest.mark.parametrize("name", MODELS)
class TestModelsOfText:
    def test_scores_alone_give_the_entropy_of_single_characters(self, name):
        """A model that knows the frequencies and nothing else is at the entropy of what it sees; without, at log 94."""
        windows = frozen.windows()["test"]["tokens"]
        counts = np.bincount(windows[:, 1:].ravel(), minlength=94)
        share = counts[counts > 0] / counts.sum()
        params = started(name)
        params["o"] = np.zeros_like(params["o"])
        expected = np.log(94)
        if "c" in params:
            params["c"] = np.log(np.maximum(counts, 1e-30) / counts.sum())
            expected = -np.sum(share * np.log(share))
        assert quick_loss(name, params, windows) == pytest.approx(expected, rel=1e-9)

    def test_the_past_does_not_see_the_future(self, name):
        params, tokens, place = started(name), pieces()[:, :-1], 20
        other = tokens.copy()
        other[:, place + 1 :] = (other[:, place + 1 :] + 7) % 94
        scores = jax.jit(module(name).scores)
        first, second = np.asarray(scores(params, tokens)), np.asarray(scores(params, other))
        assert first[:, : place + 1] == pytest.approx(second[:, : place + 1], abs=1e-12)
        assert np.all(np.abs(first - second)[:, place + 1].max(axis=-1) > 1e-3)

    def test_the_past_is_remembered(self, name):
        params, tokens = started(name), pieces()[:, :-1]
        other = tokens.copy()
        other[:, 10] = (other[:, 10] + 7) % 94
        scores = jax.jit(module(name).scores)
        assert np.abs(scores(params, tokens) - scores(params, other))[:, 11].max() > 1e-4

    def test_measures_are_losses_over_all_windows(self, name):
        unit, params = load("task", name), started(name)
        data = {"train": {"tokens": frozen.windows()["train"]["tokens"][:128]}, "test": {"tokens": pieces(4)}}
        whole = lambda params: [unit.loss(params, data[part]) for part in ("train", "test")]  # noqa: E731
        found, expected = jax.jit(lambda params: (unit.measures(params, data), whole(params)))(params)
        seen = [float(found[name]) for name in ("loss", "test_loss")]
        assert seen == pytest.approx([*map(float, expected)], rel=1e-10)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def gru_step(p, state, x):
    (h,) = state
    keep = sigmoid(x[:64] + p["u"].T[:64] @ h)
    reset = sigmoid(x[64:128] + p["u"].T[64:128] @ h)
    candidate = np.tanh(x[128:] + reset * (p["u"].T[128:] @ h))
    return [keep * h + (1 - keep) * candidate]


def lstm_step(p, state, x):
    h, memory = state
    z = x + p["u"].T @ h
    memory = sigmoid(z[:64]) * memory + sigmoid(z[64:128]) * np.tanh(z[192:])
    return [sigmoid(z[128:192]) * np.tanh(memory), memory]


def rnn_step(p, state, x):
    return [np.maximum(0, x + p["u"].T @ state[0])]


STEPS = {"gru_char": (gru_step, 1), "lstm_char": (lstm_step, 2), "rnn_char": (rnn_step, 1)}


@pytest.mark.parametrize("name", STEPS)
def test_recurrent_models_are_their_equations(name):
    p, (step, states) = started(name), STEPS[name]
    tokens = pieces(1)[:, :-1]
    state, expected = [np.zeros(64)] * states, []
    for token in tokens[0]:
        state = step(p, state, p["e"][token] @ p["w"] + p["b"])
        expected.append(p["o"].T @ state[0] + p["c"])
    assert np.asarray(module(name).scores(p, tokens))[0] == pytest.approx(np.array(expected), rel=1e-9, abs=1e-10)


class TestTransformer:
    def test_attention_without_questions_is_the_mean_of_the_past(self):
        values = np.random.RandomState(0).normal(size=(2, 10, 64))
        qkv = np.concatenate([np.zeros((2, 10, 128)), values], axis=-1)
        means = np.cumsum(values, axis=1) / np.arange(1, 11)[:, None]
        assert np.asarray(transformer_char.attend(jnp.asarray(qkv))) == pytest.approx(means, abs=1e-12)

    def test_attention_is_its_equation(self):
        qkv = np.random.RandomState(1).normal(size=(1, 6, 192))
        expected = np.zeros((6, 64))
        for head in range(4):
            q, k, v = (qkv[0, :, 64 * part + 16 * head : 64 * part + 16 * head + 16] for part in range(3))
            for place in range(6):
                weights = np.exp(k[: place + 1] @ q[place] / 4.0)
                expected[place, 16 * head : 16 * head + 16] = weights @ v[: place + 1] / weights.sum()
        assert np.asarray(transformer_char.attend(jnp.asarray(qkv)))[0] == pytest.approx(expected, rel=1e-10)

    def test_normalised_numbers_have_mean_zero_and_variance_one(self):
        x = 3 + 5 * np.random.RandomState(2).normal(size=(4, 64))
        out = np.asarray(transformer_char.normalise(jnp.asarray(x), 2.0))
        assert out.mean(axis=-1) == pytest.approx(0, abs=1e-12)
        assert out.std(axis=-1) == pytest.approx(2, rel=1e-5)


class TestAddingProblem:
    def test_two_numbers_are_marked_one_in_each_half(self):
        for arrays in load("task", "adding_rnn").data().values():
            numbers, marks = arrays["x"][..., 0], arrays["x"][..., 1]
            assert np.all(marks[:, :25].sum(1) == 1) and np.all(marks[:, 25:].sum(1) == 1)
            assert set(np.unique(marks)) == {0, 1}
            assert arrays["y"] == pytest.approx(np.sum(numbers * marks, axis=1))

    def test_the_mean_leaves_a_sixth(self):
        unit = load("task", "adding_rnn")
        params = {**started("adding_rnn"), "o": np.zeros(32), "c": np.ones(())}
        found = float(unit.loss(params, unit.data()["test"]))
        assert found == pytest.approx(1 / 6, rel=0.16)  # three deviations of the variance of 512 sums
        assert unit.baselines["the mean"] == pytest.approx(1 / 6)
        assert unit.levels[0] < found

    def test_the_network_is_its_equation(self):
        p, x = started("adding_rnn"), load("task", "adding_rnn").data()["test"]["x"][:2]
        h = np.zeros((2, 32))
        for place in range(50):
            h = np.tanh(x[:, place] @ p["w"] + p["b"] + h @ p["u"])
        found = np.asarray(adding_rnn.prediction(p, jnp.asarray(x)))
        assert found == pytest.approx(h @ p["o"] + p["c"], rel=1e-9)


class TestForecast:
    def test_each_window_ends_before_its_answer(self):
        for arrays in load("task", "ar_forecast").data().values():
            assert np.array_equal(arrays["x"][1:, -1], arrays["y"][:-1])
            assert np.array_equal(arrays["x"][1:, :-1], arrays["x"][:-1, 1:])

    def test_other_forecasts_reach_what_is_said_of_them(self):
        unit = load("task", "ar_forecast")
        train, test = unit.data()["train"], unit.data()["test"]
        ahead = lambda part: np.column_stack([part["x"], np.ones(len(part["y"]))])  # noqa: E731
        weights = np.linalg.lstsq(ahead(train), train["y"], rcond=None)[0]
        nrmse = lambda guess: np.sqrt(np.mean((guess - test["y"]) ** 2) / test["y"].var())  # noqa: E731
        assert nrmse(ahead(test) @ weights) == pytest.approx(unit.baselines["linear least squares"], abs=1e-5)
        # The regimes are not in the data: draw them again as the series did.
        switches = np.random.RandomState(0).uniform(size=len(train["y"]) + len(test["y"]) + 20) > ar_forecast.STAY
        regimes = np.array(ar_forecast.REGIMES)[np.cumsum(switches) % 2][-len(test["y"]) :]
        known = regimes[:, 0] * test["x"][:, -1] + regimes[:, 1] * test["x"][:, -2]
        assert nrmse(known) == pytest.approx(unit.baselines["the regimes known"], abs=1e-5)
        assert unit.levels[-1] < unit.baselines["linear least squares"]

    def test_a_constant_has_nrmse_one(self):
        unit = load("task", "ar_forecast")
        test = unit.data()["test"]
        params = {key: np.zeros_like(leaf) for key, leaf in started("ar_forecast").items()}
        params["b1"] = np.array([test["y"].mean()])
        assert unit.measures(params, {"train": test, "test": test})["test_nrmse"] == pytest.approx(1, rel=1e-9)
