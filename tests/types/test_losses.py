"""Which argument of a loss receives a random key."""

import functools

import jax
import pytest

from gdbench.types.losses import key_argument, loss_value


def draws(params, batch, key):
    return key


def wrapped(function):
    @functools.wraps(function)
    def outer(*arguments):
        return function(*arguments)

    return outer


@pytest.mark.parametrize(
    "loss",
    [
        draws,
        jax.jit(draws),
        wrapped(draws),
        functools.partial(lambda p, b, key, rate: key, rate=0.5),
        lambda p, b, rng: rng,
        lambda p, b, dropout_rng: dropout_rng,
        lambda p, b, /, prng_key: prng_key,
        lambda p, b, *, key: key,
        lambda p, b, rate=0.1, *, key=None: key,
        lambda p, b, rate=0.1, key=None: key,
    ],
)
def test_an_argument_named_key_or_rng_receives_the_key(loss):
    assert key_argument(loss) is not None
    assert loss_value(loss, 1.0, 2.0, 3.0) == 3.0


@pytest.mark.parametrize(
    "loss",
    [
        lambda p, b: 7.0,
        lambda p, b, l2=7.0: l2,
        lambda p, b, key=7.0: key,
        lambda p, b, *rest, **more: 7.0 + len(rest) + len(more),
        lambda *arguments: 7.0 if len(arguments) == 2 else 0.0,
        functools.partial(lambda p, b, scale: scale, scale=7.0),
        functools.partial(lambda p, b, key: key, key=7.0),
    ],
)
def test_an_option_keeps_its_default(loss):
    assert key_argument(loss) is None
    assert loss_value(loss, 1.0, 2.0, 3.0) == 7.0


@pytest.mark.parametrize(
    ("loss", "words"),
    [
        (lambda p, b, scale: 0.0, "the loss needs scale, and receives params, batch and"),
        (lambda p, b, key, state: 0.0, r"needs state.*functools.partial\(loss, state=…\)"),
        (lambda p, b, *, width, depth: 0.0, "needs width and depth"),
        (lambda p: 0.0, "must take two arguments, params and batch"),
        (lambda p, *, batch: 0.0, "must take two arguments, params and batch"),
    ],
)
def test_any_other_argument_is_a_sentence(loss, words):
    with pytest.raises(ValueError, match=words):
        key_argument(loss)
