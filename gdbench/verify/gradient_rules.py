"""The checks of a gradient rule; each is a function that takes a variant and yields its answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from gdbench.engine.trajectories import Column, follow, noise_of
from gdbench.registry import load, names
from gdbench.types import Variant
from gdbench.verify.answers import Answer, Judgement, judged
from gdbench.verify.fates import Fate, How, fate
from gdbench.verify.independent import place, transcribed, transcription
from gdbench.verify.paths import CURVATURES, alone, hostile, paths, rotation
from gdbench.verify.sequences import (
    IN_ONE,
    LEAVES,
    LONG,
    ONE,
    SIZE,
    STEPS,
    choices,
    default_settings,
    gradients,
    start,
    tame,
    tried_settings,
    values,
    wild,
)

SYMMETRIC = 1e-10
# Estimates of a distance end at the fourth root of the largest number (`bounded`), which transcriptions do not limit.
DIVERGED = 1e70


def disagreement(ours: np.ndarray, theirs: np.ndarray) -> float:
    """Return the largest difference, relative to the coordinate's largest value so far (or to 1, if that is larger).

    The result is infinite where a side is not a number. A coordinate that diverges, as it may at the upper end of a
    range, is compared until it passes `DIVERGED`; it must do so on both sides at the same step.
    """
    passed = np.maximum.accumulate(np.abs(theirs) > DIVERGED, axis=0)
    first = passed & (np.cumsum(passed, axis=0) == 1)
    if np.any(np.abs(ours[first]) < DIVERGED / 2):
        return np.inf
    scale = np.maximum.accumulate(np.maximum(1.0, np.abs(theirs)), axis=0)
    with np.errstate(all="ignore"):
        differences = np.abs(ours - theirs) / scale
    largest = float(np.max(differences, where=~passed, initial=0.0))
    return np.inf if np.isnan(largest) else largest


def named(choice: dict[str, Any]) -> str:
    """Return a choice of static knobs in words."""
    return ", ".join(f"{name}={value}" for name, value in choice.items())


def missing_transcription(variant: Variant) -> Answer:
    """Return the answer for a variant without a transcription: failed for an own variant, skipped for any other."""
    if variant.name in names("variant"):
        note = f"no transcription: write its equations in NumPy as run(…) in {place('variant', variant.name)}"
        return Answer(variant.name, "transcription", Judgement.FAILED, note=note)
    return Answer(
        variant.name, "transcription", Judgement.SKIPPED, note="only gdbench's own variants have transcriptions"
    )


def open_loop(variant: Variant) -> Iterator[Answer]:
    """Check that, for a fixed list of gradients, points and answers are those of the transcription."""
    if transcription(variant.name) is None:
        yield missing_transcription(variant)
        return
    for choice in choices(variant):
        found, worst, moved = paths(variant, choice), 0.0, False
        for column, settings in enumerate(tried_settings(variant)):
            noise = noise_of(column, LONG, SIZE)[:STEPS] if variant.draws_noise else None
            losses = values() if variant.sees_value else None
            theirs = transcribed(variant, settings | choice, gradients(), start(), LEAVES, noise, losses)
            ours = (part("open")[: STEPS + 1, :, column] for part in (found.points, found.answers))
            worst = max(worst, *(disagreement(a, b) for a, b in zip(ours, theirs, strict=True)))
            moved = moved or bool(np.any(theirs[0][-1] != theirs[0][0]))
        note = "" if moved else "never moved: nothing was compared"
        yield judged(variant.name, "open loop", worst if moved else np.nan, variant.agreement, named(choice), note)


def closed_loop(variant: Variant) -> Iterator[Answer]:
    """Check that 200 steps on a quadratic are those of the transcription, which receives the same gradients."""
    if transcription(variant.name) is None or variant.draws_noise:
        return
    ours = paths(variant, {}).points("closed")[..., 0]
    with np.errstate(all="ignore"):
        met = CURVATURES * ours[:-1]
        losses = 0.5 * np.sum(met * ours[:-1], axis=1) if variant.sees_value else None
        if not np.isfinite(met).all():
            yield Answer(variant.name, "closed loop", Judgement.FAILED, note="diverges on a quadratic at its defaults")
            return
        theirs = transcribed(variant, default_settings(variant), met, start(), LEAVES, None, losses)[0]
    yield judged(variant.name, "closed loop", disagreement(ours, theirs), 100 * variant.agreement)


def limits(variant: Variant) -> Iterator[Answer]:
    """Check that, with the settings of each declared special case, the steps are those of the other variant."""
    for case in variant.special_cases:
        other = load("variant", case.other)
        shared = set(variant.hyperparameters) & set(other.hyperparameters)
        here = {name: variant.hyperparameters[name].default for name in shared} | dict(case.here)
        there = {name: here[name] for name in shared if other.hyperparameters[name].fault(name, here[name]) is None}
        difference = disagreement(alone(variant, here), alone(other, there | dict(case.there)))
        yield judged(
            variant.name, "limit", difference, SYMMETRIC, f"{named(dict(case.here)) or 'always'} is {case.other}"
        )


def symmetries(variant: Variant) -> Iterator[Answer]:
    """Check the declared symmetries: scaled gradients leave steps unchanged, and rotated or mirrored ones turn them."""
    found = paths(variant, {}) if variant.symmetries else None
    for symmetry in variant.symmetries:
        here, there = np.moveaxis(found.points(symmetry)[: STEPS + 1], -1, 0)  # type: ignore[union-attr]
        image = {"scale": here, "rotation": here @ rotation(SIZE).T, "sign": -here}[symmetry]
        yield judged(variant.name, "symmetry", disagreement(there, image), SYMMETRIC, symmetry)


def stability(variant: Variant) -> Iterator[Answer]:
    """Check the declared stability edge on ½ λ x²: iterates vanish 0.1 % below the edge and grow 0.1 % above it."""
    if variant.stability_edge is None:
        return
    curvature, steps = 7.0, 20000
    columns = []
    for settings in (default_settings(variant), _without_memory(variant)):
        for share in (0.999, 1.001):
            rate = share * variant.stability_edge(variant.settings(settings)) / curvature
            columns.append(Column(settings | {"learning_rate": rate}, np.ones(1), curvatures=np.array([curvature])))
    size = np.abs(follow(variant, {}, ((1,),), columns, steps).points[:, 0])
    with np.errstate(over="ignore", invalid="ignore"):
        growth = size[-1000:].max(axis=0) / size[9000:10000].max(axis=0)
    right = bool(np.all(growth[::2] < 0.5) and not np.any(growth[1::2] <= 2.0))
    verdict = Judgement.PASSED if right else Judgement.FAILED
    yield Answer(variant.name, "stability edge", verdict, note="growth " + ", ".join(f"{each:.2g}" for each in growth))


def hostile_gradients(variant: Variant) -> Iterator[Answer]:
    """Check hostile gradients: tame ones must leave a run finite, and others may only break it visibly.

    The note of an answer that passes says how the runs under the other sequences ended.
    """
    labels = [*tame(), *wild()]
    for choice in choices(variant):
        found = hostile(variant, tuple(sorted(choice.items())))
        arrays = [found.points, found.answers, *found.slots, found.rows]
        finite = np.all([np.isfinite(array).all(axis=tuple(range(array.ndim - 1))) for array in arrays], axis=0)
        fates = [fate(found.points[..., c], found.damaged[:, c]) for c in range(2 * len(labels))]
        first, origin = fates[: len(labels)], fates[len(labels) :]
        faults = [*map(_untamed, labels * 2, fates, finite), *map(_silent, labels, origin)]
        said = [f"{label}: {fault}" for label, fault in zip(labels * 3, faults, strict=True) if fault]
        verdict = Judgement.FAILED if said else Judgement.PASSED
        wild_fates = [f"{label}: {each}" for label, each in zip(labels, first, strict=True) if label in wild()]
        yield Answer(variant.name, "hostile gradients", verdict, named(choice), note="; ".join(said or wild_fates))


def _untamed(label: str, ended: Fate, finite: bool) -> str | None:
    """Return what is wrong with a run under a tame sequence, or None."""
    if label not in tame():
        return None
    if not finite:
        return "not finite"
    return "never wakes up" if label.endswith("then one") and ended.how is not How.MOVING else None


def _silent(label: str, ended: Fate) -> str | None:
    """Return what is wrong with a run from the origin, where rounding hides no step, if coordinates stop in silence.

    A huge coordinate may dwarf the others until their steps vanish, but it must not stop itself.
    """
    if ended.how is not How.HALF_STILL or (label in IN_ONE and ONE not in ended.still):
        return None
    return str(ended)


def state_size(variant: Variant) -> Iterator[Answer]:
    """Report how many numbers the state holds per parameter, counted for the parameters of the checks."""
    found = paths(variant, {}).found
    numbers = len(found.slots) * SIZE + found.rows.shape[0]
    yield Answer(variant.name, "state", Judgement.PASSED, note=f"{numbers / SIZE:.3g} numbers per parameter")


def _without_memory(variant: Variant) -> dict[str, float]:
    """Return the defaults with half the memory, to check the stability edge at a second point."""
    knobs = variant.hyperparameters
    return {
        name: value / 2 if knobs[name].scale == "complement" else value
        for name, value in default_settings(variant).items()
    }


Check = Callable[[Variant], Iterator[Answer]]
