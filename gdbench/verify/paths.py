"""All runs that the checks of one variant need, in one compiled program per choice of static knobs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from gdbench.engine.trajectories import Column, Trajectories, follow
from gdbench.types import Variant
from gdbench.verify.sequences import (
    LEAVES,
    LONG,
    SIZE,
    STEPS,
    WIDE,
    default_settings,
    gradients,
    lively,
    start,
    tame,
    tried_settings,
    values,
    wild,
)

CURVATURES = np.geomspace(0.1, 10.0, SIZE)
SCALE = 2.0**20  # a power of two, so that scaling gradients causes no rounding


@dataclass(frozen=True)
class Paths:
    """The runs of one choice of static knobs, by their purpose."""

    columns: Mapping[str, tuple[int, ...]]
    found: Trajectories

    def points(self, purpose: str) -> np.ndarray:
        """Return the points ``[steps + 1, n, …]`` of the runs made for a purpose."""
        return self.found.points[..., list(self.columns[purpose])]

    def answers(self, purpose: str) -> np.ndarray:
        """Return the answers ``[steps + 1, n, …]`` of the runs made for a purpose."""
        return self.found.answers[..., list(self.columns[purpose])]


def rotation(n: int) -> np.ndarray:
    """Return a fixed rotation of ``n`` coordinates."""
    return np.linalg.qr(np.random.RandomState(9).normal(size=(n, n)))[0]


def long(sequence: np.ndarray) -> np.ndarray:
    """Pad a sequence with zeros to the length that all runs share."""
    return np.concatenate([sequence, np.zeros((LONG - len(sequence), *sequence.shape[1:]))])


def paths(variant: Variant, choice: Mapping[str, Any]) -> Paths:
    """Return the runs in float64: the open loop, the closed loop, and those that symmetries compare."""
    return _paths(variant, tuple(sorted(choice.items())))


@cache
def _paths(variant: Variant, choice: tuple[tuple[str, Any], ...]) -> Paths:
    groups = {
        "open": [
            Column(settings, start(), long(gradients()), values=long(values()), seed=seed)
            for seed, settings in enumerate(tried_settings(variant))
        ],
        "closed": [Column(default_settings(variant), start(), curvatures=CURVATURES)],
    }
    for symmetry, settings in variant.symmetries.items():
        groups[symmetry] = _pair(symmetry, default_settings(variant) | dict(settings))
    columns: dict[str, tuple[int, ...]] = {}
    everything: list[Column] = []
    for purpose, group in groups.items():
        columns[purpose] = tuple(range(len(everything), len(everything) + len(group)))
        everything += group
    return Paths(columns, follow(variant, dict(choice), LEAVES, everything, LONG))


def _pair(symmetry: str, settings: Mapping[str, Any]) -> list[Column]:
    """Return a run and its image under scaled, rotated or mirrored gradients."""
    g, x = long(lively()), start() + 0.5
    if symmetry == "scale":
        return [Column(settings, x, g, values=np.ones(LONG)), Column(settings, x, SCALE * g, values=np.ones(LONG))]
    if symmetry == "rotation":
        q = rotation(SIZE)
        return [Column(settings, x, g), Column(settings, q @ x, g @ q.T)]
    return [Column(settings, x, g), Column(settings, -x, -g)]


@cache
def hostile(variant: Variant, choice: tuple[tuple[str, Any], ...]) -> Trajectories:
    """Return float32 runs under every tame and wild sequence, started at all ones and again at the origin."""
    shapes: tuple[tuple[int, ...], ...] = ((3, WIDE // 3),) if variant.over == "matrix" else ((WIDE,),)
    falling = np.geomspace(2.0, 1.0, LONG)  # on a plateau some rules are meant to stop
    columns = [
        Column(default_settings(variant), np.full(WIDE, x), sequence, values=falling)
        for x in (1.0, 0.0)
        for sequence in {**tame(), **wild()}.values()
    ]
    return follow(variant, dict(choice), shapes, columns, LONG, "float32")


def alone(variant: Variant, settings: Mapping[str, Any]) -> np.ndarray:
    """Return the points ``[STEPS + 1, n]`` of one open-loop run with these settings, static ones among them."""
    static = {name: value for name, value in settings.items() if not variant.hyperparameters[name].traced}
    traced = default_settings(variant) | {name: value for name, value in settings.items() if name not in static}
    column = Column(traced, start() + 0.5, long(lively()), values=long(values()))
    return follow(variant, static, LEAVES, [column], LONG).points[: STEPS + 1, :, 0]
