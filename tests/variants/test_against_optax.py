"""Every variant with a counterpart in Optax agrees with it, set as its `Reference` says, all numbers traced.

Both run through one interface, `gdbench.optax` and Optax itself, on the same list of gradients. Knobs that
both have by one name are passed as they are; the settings in the `Reference` come first.
"""

import itertools
from importlib import import_module
from types import SimpleNamespace

import jax
import numpy as np
import optax
import pytest
from jax import numpy as jnp
from jax.flatten_util import ravel_pytree
from variant_runs import GRADIENT, LEAVES, QUICK, disagreement, gradients, start, traced_settings, unit

import gdbench.optax
from gdbench.registry import load

COMPARED = [name for name in GRADIENT if unit(name).reference]
TOLERANCE = 1e-12


def tree(flat):
    """Parameters as a user has them: a dict of leaves, in an order that flattening keeps."""
    ends = np.cumsum([int(np.prod(shape)) for shape in LEAVES])
    parts = jnp.split(jnp.asarray(flat), ends[:-1])
    return {f"leaf{i}": part.reshape(shape) for i, (part, shape) in enumerate(zip(parts, LEAVES, strict=True))}


def open_loop(transformation, answer):
    """Points and answers ``[steps, n]`` of a transformation, to be traced."""

    def step(carry, g):
        params, state = carry
        updates, state = transformation.update(tree(g), state, params)
        params = optax.apply_updates(params, updates)
        return (params, state), (ravel_pytree(params)[0], ravel_pytree(answer(state, params))[0])

    params = tree(start())
    return jax.lax.scan(step, (params, transformation.init(params)), jnp.asarray(gradients()))[1]


def own_answer(name, settings):
    """The variant's answer from the state of `gdbench.optax`; complements are passed as 1 − value."""
    variant, hp = unit(name), {}
    for key, value in settings.items():
        complement = variant.hyperparameters[key].scale == "complement"
        hp |= {f"one_minus_{key}": 1.0 - value} if complement else {key: value}

    def answer(state, params):
        return variant.answer(state.count, ravel_pytree(params)[0], state.slots, SimpleNamespace(**hp))

    return answer


def answers_of(name, settings):
    """How both sides report, where the reference says how Optax does; else where they are."""
    reference = unit(name).reference
    if reference.answer is None:
        return (lambda state, params: params,) * 2
    place, _, attribute = reference.answer.partition(":")
    return own_answer(name, settings), getattr(import_module(place), attribute)


def shared_knobs(name):
    """Traced knobs of both sides that the reference leaves free, and static ones to be tried in every way."""
    variant, reference = unit(name), unit(name).reference
    other = load("variant", reference.factory).hyperparameters
    free = [key for key in variant.hyperparameters if key in other and key not in reference.settings]
    traced = [key for key in free if variant.hyperparameters[key].traced]
    choices = {key: variant.hyperparameters[key].choices for key in free if variant.hyperparameters[key].choices}
    return traced, {key: values for key, values in choices.items() if key not in reference.own}


def cases():
    for name in COMPARED:
        _, choices = shared_knobs(name)
        for chosen in itertools.product(*choices.values()):
            yield name, dict(zip(choices, chosen, strict=True))


@pytest.mark.parametrize(("name", "static"), list(cases()), ids=str)
def test_agrees_with_its_counterpart(name, static):
    variant, reference = unit(name), unit(name).reference
    traced, _ = shared_knobs(name)
    factory = load("variant", reference.factory).rule

    def both(values):
        mine, theirs = answers_of(name, values)
        fixed = {key: value for key, value in reference.own.items() if key not in values}
        own = getattr(gdbench.optax, name)(**{**fixed, **static, **values})
        other = factory(**{**static, **values, **reference.settings})
        return open_loop(own, mine), open_loop(other, theirs)

    compiled = jax.jit(both, compiler_options=QUICK)
    for seed in range(3):
        drawn = traced_settings(name, seed)
        values = {key: reference.own.get(key, drawn[key]) for key in traced}
        mine, theirs = compiled({key: float(value) for key, value in values.items()})
        assert variant.answer is None or reference.answer is None or np.any(mine[0] != mine[1])
        for ours, others in zip(mine, theirs, strict=True):
            assert disagreement(np.asarray(ours), np.asarray(others)) <= TOLERANCE


def test_clipped_sgd_is_clipping_by_global_norm_and_sgd():
    def both(learning_rate, max_norm):
        other = optax.chain(optax.clip_by_global_norm(max_norm), optax.sgd(learning_rate))
        here = lambda state, params: params  # noqa: E731
        return open_loop(gdbench.optax.clipped_sgd(learning_rate, max_norm), here)[0], open_loop(other, here)[0]

    mine, theirs = jax.jit(both)(0.3, 5.0)
    lengths = np.linalg.norm(gradients(), axis=1)
    assert lengths.min() < 5.0 < lengths.max()
    assert disagreement(np.asarray(mine), np.asarray(theirs)) <= TOLERANCE


def test_a_schedule_counts_from_zero_as_in_optax():
    schedule = optax.exponential_decay(0.1, transition_steps=3, decay_rate=0.5)
    here = lambda state, params: params  # noqa: E731
    mine, theirs = jax.jit(
        lambda: (open_loop(gdbench.optax.adam(schedule), here)[0], open_loop(optax.adam(schedule), here)[0])
    )()
    assert disagreement(np.asarray(mine), np.asarray(theirs)) <= TOLERANCE
