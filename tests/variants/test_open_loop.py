"""Every gradient rule agrees with an independent NumPy transcription of its source, step by step.

Both receive the same list of gradients, wherever they are: a closed loop would amplify rounding.
"""

from functools import cache

import jax
import numpy as np
import pytest
from variant_runs import (
    GRADIENT,
    LEAVES,
    SIZE,
    STEPS,
    disagreement,
    follow,
    gradients,
    many_settings,
    start,
    static_choices,
    transcription,
    unit,
)

TOLERANCE = 1e-12


def parameter_shapes(name):
    """One vector; and leaves, for rules that see them."""
    return [((SIZE,),), LEAVES] if unit(name).over in ("leaf", "matrix") else [((SIZE,),)]


def label(part):
    if isinstance(part, dict):
        return "-".join(map(str, part.values())) or "plain"
    return part if isinstance(part, str) else f"{len(part)}leaves"


CASES = [
    (name, static, shapes) for name in GRADIENT for static in static_choices(name) for shapes in parameter_shapes(name)
]


@jax.jit
def normal(key, t):
    return jax.random.normal(jax.random.fold_in(key, t), (SIZE,), "float64")


@cache
def normals(seed):
    """The noise of a run: it depends on the run's key and the step alone."""
    return np.stack([normal(jax.random.key(seed), t) for t in range(1, STEPS + 1)])


def transcribed(name, chosen, shapes, seed):
    """A choice of mode that the transcription does not know must be the default rule under another name."""
    run, hp = transcription(name), unit(name).settings(chosen)
    noise = normals(seed) if unit(name).noise else None
    try:
        return run(gradients(), start(), hp, shapes=shapes, noise=noise)
    except ValueError:
        hp["mode"] = unit(name).hyperparameters["mode"].default
        return run(gradients(), start(), hp, shapes=shapes, noise=noise)


@pytest.mark.parametrize(("name", "static", "shapes"), CASES, ids=label)
def test_agrees_with_its_transcription(name, static, shapes):
    tried = many_settings(name)
    seeds = range(len(tried))
    ours = follow(name, gradients(), start(), tried, static=static, shapes=shapes, seeds=seeds)
    for run, (setting, seed) in enumerate(zip(tried, seeds, strict=True)):
        points, answers = transcribed(name, setting | static, shapes, seed)
        assert np.any(points[-1] != points[0]), "a run that stays put compares nothing"
        assert disagreement(ours.points[..., run], points) <= TOLERANCE
        assert disagreement(ours.answers[..., run], answers) <= TOLERANCE
