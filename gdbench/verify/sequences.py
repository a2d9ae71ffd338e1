"""The fixed gradients, starts and settings with which rules are checked, more extreme than those of training."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np

from gdbench.types import Variant

LEAVES = ((3, 4), (5, 2), (4,), ())  # a wide matrix, a tall matrix, a vector and a number
SIZE = sum(math.prod(shape) for shape in LEAVES)
STEPS = 50
WIDE, ONE = 12, 4  # the coordinates of hostile runs, and the one that some sequences hit alone
IN_ONE = ("huge in one coordinate", "NaN in one coordinate once", "infinity in one coordinate once")
SPREAD = np.geomspace(0.3, 3.0, WIDE)
LONG = 200  # long enough for a memory of 0.9 to forget everything but rounding


@cache
def gradients(seed: int = 0) -> np.ndarray:
    """Return gradients ``[STEPS, SIZE]`` over three decades, with a coordinate that starts at zero and a zero step."""
    random = np.random.RandomState(seed)
    out = random.normal(size=(STEPS, SIZE)) * 10.0 ** random.uniform(-2, 1, (STEPS, 1))
    out[0, 0] = 0.0
    out[7] = 0.0
    return out


@cache
def lively() -> np.ndarray:
    """Return gradients ``[STEPS, SIZE]`` without zeros, because rules with ε = 0 divide a gradient by its own size."""
    return np.random.RandomState(8).normal(size=(STEPS, SIZE)) + 0.01


@cache
def values(seed: int = 3) -> np.ndarray:
    """Return losses ``[STEPS]`` for rules that ask for them."""
    return np.random.RandomState(seed).uniform(0.1, 3.0, STEPS)


@cache
def start(seed: int = 1) -> np.ndarray:
    """Return a point whose last coordinate, a leaf of its own in `LEAVES`, is zero."""
    out = np.random.RandomState(seed).normal(size=SIZE)
    out[-1] = 0.0
    return out


def choices(variant: Variant) -> list[dict[str, Any]]:
    """Return every combination of the static knobs that list choices or values to try."""
    knobs = {n: knob.choices or knob.tried for n, knob in variant.hyperparameters.items() if knob.choices or knob.tried}
    return [dict(zip(knobs, chosen, strict=True)) for chosen in itertools.product(*knobs.values())]


def default_settings(variant: Variant) -> dict[str, float]:
    """Return the traced knobs at their defaults."""
    return {name: knob.default for name, knob in variant.hyperparameters.items() if knob.traced}  # type: ignore[misc]


def drawn_settings(variant: Variant, seed: int) -> dict[str, float]:
    """Return random values of the traced knobs within their ranges."""
    random = np.random.default_rng([seed, *variant.name.encode()])
    return {name: knob.at(random.uniform()) for name, knob in variant.hyperparameters.items() if knob.traced}


def tried_settings(variant: Variant) -> list[dict[str, float]]:
    """Return the defaults, two random draws, and, for each knob, the defaults with that knob at its upper end."""
    defaults = default_settings(variant)
    upper = [defaults | {name: variant.hyperparameters[name].at(1.0)} for name in defaults]
    return [defaults, drawn_settings(variant, 1), drawn_settings(variant, 2), *upper]


def tame() -> Mapping[str, np.ndarray]:
    """Return gradient sequences ``[LONG, WIDE]`` under which every run must stay finite."""
    ones, step = np.ones(LONG), np.arange(LONG)
    sequences = {
        "zero, then one": np.where(step < 5, 0.0, 1.0),
        "zero": 0.0 * ones,
        "constant": ones,
        "alternating": (-1.0) ** step,
        "tiny": 1e-25 * ones,
        "tiny, then one": np.where(step < 5, 1e-25, 1.0),
        "zero, then tiny": np.where(step < 5, 0.0, 1e-25),
        "subnormal": 1e-40 * ones,
        "subnormal, then one": np.where(step < 5, 1e-40, 1.0),
    }
    return {label: sequence[:, None] * SPREAD for label, sequence in sequences.items()}


def wild() -> Mapping[str, np.ndarray]:
    """Return gradient sequences ``[LONG, WIDE]`` that may break a run, provided that the damage is visible.

    Those of `IN_ONE` hit the coordinate `ONE` alone.
    """
    ones, step = np.ones(LONG), np.arange(LONG)
    everywhere = {
        "huge": 1e25 * ones,
        "huge, then one": np.where(step < 5, 1e25, 1.0),
        "NaN once": np.where(step == 5, np.nan, 1.0),
        "infinity once": np.where(step == 5, np.inf, 1.0),
    }
    in_one = (1e20 * ones, everywhere["NaN once"], everywhere["infinity once"])
    found = {label: sequence[:, None] * SPREAD for label, sequence in everywhere.items()}
    for label, sequence in zip(IN_ONE, in_one, strict=True):
        found[label] = ones[:, None] * SPREAD
        found[label][:, ONE] = sequence
    return found
