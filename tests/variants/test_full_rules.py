"""Full rules against independent NumPy transcriptions in a closed loop.

A closed loop amplifies rounding, so only the first steps are compared. A transcription's arguments say what
it needs: an oracle, with ``probes`` or ``normals`` the random numbers of every step, a finite sum, or a function
of points with the random numbers of a swarm.
"""

import inspect
from functools import cache, partial

import jax
import numpy as np
import pytest

from tests.variants.full_runs import STEPS, follow_full
from tests.variants.full_worlds import EXAMPLES, MATRIX, ROWS, SHORT, TARGET, TOLERANCE, WORLDS, batch_gradient
from tests.variants.variant_runs import (
    FULL,
    QUICK,
    disagreement,
    many_settings,
    static_choices,
    transcription,
    unit,
)

COMPARED = 12


class Examples:
    """The oracle of a transcription that asks once a step for the gradients of its examples."""

    def __init__(self):
        self.steps = iter(ROWS)

    def gradients_each(self, x):
        chosen = next(self.steps)
        return 2.0 * EXAMPLES * MATRIX[chosen] * (MATRIX[chosen] @ x - TARGET[chosen])[:, None]


@cache
def drawn(of, n):
    """The random numbers ``[STEPS, n]`` of all steps, each from the key and the number of its step."""
    key = jax.random.key(5)
    return np.stack([of(jax.random.fold_in(key, t), (n,), "float64") for t in range(1, STEPS + 1)])


@partial(jax.jit, static_argnums=1, compiler_options=QUICK)
def draws(key, shape):
    """Two draws from the key, as a step needs them."""
    return [jax.random.uniform(each, shape, "float64") for each in jax.random.split(key)]


@cache
def uniforms(population, n):
    """What a swarm draws, by the variant's recipe: at the start from its key and 0, then from its key and t."""
    key, shape = jax.random.key(5), (population, n)
    scattered = jax.random.uniform(jax.random.fold_in(key, 0), shape, "float64", -1.0, 1.0)
    later = [draws(jax.random.fold_in(key, t), shape) for t in range(STEPS + 1)]
    return np.asarray(scattered), jax.tree.map(np.asarray, later)


def transcribed(name, world, hp):
    """Hand a transcription what it asks for by its arguments."""
    _, oracle, x = WORLDS[world]
    run = transcription(name)
    asks, *_, last = inspect.signature(run).parameters
    if last == "probes":
        return run(oracle, x, hp, STEPS, drawn(jax.random.rademacher, x.size))
    if last == "normals":
        return run(Examples(), x, hp, STEPS, drawn(jax.random.normal, x.size))
    if asks == "oracle":
        return run(oracle, x, hp, STEPS)
    if asks == "full_gradient":
        return run(lambda x: oracle.value_and_grad(x)[1], batch_gradient, x, hp, STEPS)
    scattered, later = uniforms(hp["population"], x.size)
    positions = x + hp["spread"] * scattered
    positions[0] = x
    return run(oracle.value, positions, hp, later.__getitem__, STEPS)


def unsettled(points):
    """How many points to compare: where steps are this small, rounding decides what is accepted.

    A run that diverges, as it may at the upper end of a range, is followed that far only.
    """
    with np.errstate(all="ignore"):
        moves = np.abs(np.diff(points, axis=0)).max(axis=1)
    ends = np.flatnonzero((moves > 0) & (moves < 1e-4) | ~(moves < 1e3))
    return min(COMPARED, ends[0] + 1) if ends.size else COMPARED


def cases():
    for name in FULL:
        for world in ("regression",) if "finite_sum" in unit(name).needs else WORLDS:
            for static in static_choices(name):
                yield name, world, static | SHORT.get(name, {})


@pytest.mark.parametrize(("name", "world", "static"), list(cases()), ids=str)
def test_agrees_with_its_transcription(name, world, static):
    space, _, x = WORLDS[world]
    if "finite_sum" not in unit(name).needs:
        space = space.whole()
    for number, setting in enumerate(many_settings(name)):
        ours = follow_full(name, space, x, setting, static=static).points[1:]
        with np.errstate(all="ignore"):
            theirs = transcribed(name, world, unit(name).settings(setting | static))[1:]
        assert number or np.any(theirs[-1] != x), "a run that stays put compares nothing"
        last = unsettled(theirs)
        assert disagreement(ours[:last], theirs[:last]) <= TOLERANCE
