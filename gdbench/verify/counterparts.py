"""Compares own rules with their counterparts in Optax; each `Reference` says how the two are set to agree."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from gdbench.engine.trajectories import Column, follow
from gdbench.registry import load
from gdbench.types import Defect, Hyperparameter, Reference, Variant
from gdbench.verify.answers import Answer, Judgement, judged
from gdbench.verify.gradient_rules import disagreement, named
from gdbench.verify.paths import CURVATURES, long
from gdbench.verify.sequences import LEAVES, LONG, STEPS, default_settings, drawn_settings, gradients, start, values


@dataclass(frozen=True)
class Pair:
    """Both sides of a comparison: the variants, their static settings, and the traced ones of each run."""

    own: Variant
    own_static: Mapping[str, Any]
    mine: list[dict[str, Any]]
    other: Variant
    their_static: Mapping[str, Any]
    theirs: list[dict[str, Any]]


def against_optax(variant: Variant) -> Iterator[Answer]:
    """Check that the rule follows Optax's, both for a fixed list of gradients and on a quadratic.

    Where Optax has a known defect, the two must differ; the check fails once Optax has been fixed.
    """
    reference = variant.reference
    if reference is None:
        return
    for static in _shared_choices(variant, load("variant", reference.factory)):
        for loop, difference in zip(("open", "closed"), _differences(_pair(variant, reference, static)), strict=True):
            limit = variant.agreement * (1 if loop == "open" else 100)
            yield judged(variant.name, f"optax, {loop} loop", difference, limit, named(static), reference.factory)
    for defect in reference.defects:
        yield _still_wrong(variant, reference, defect)


def _still_wrong(variant: Variant, reference: Reference, defect: Defect) -> Answer:
    """Check whether the two still differ where Optax has a known defect."""
    own, settings = {**reference.own, **defect.own}, {**reference.settings, **defect.settings}
    pair = _pair(variant, replace(reference, own=own, settings=settings), {})
    g = long(gradients()).copy()
    if defect.zeros_first:
        g[:3] = 0.0
    run = lambda settings: [Column(settings, start(), g, values=long(values()))]  # noqa: E731
    ours = follow(pair.own, pair.own_static, LEAVES, run(pair.mine[0]), LONG).points[: STEPS + 1]
    theirs = follow(pair.other, pair.their_static, LEAVES, run(pair.theirs[0]), LONG).points[: STEPS + 1]
    difference = disagreement(theirs, ours) if np.isfinite(theirs).all() else np.inf
    differs = np.isfinite(ours).all() and difference > 1e-6
    note = f"{reference.factory}: {defect.what}" + ("" if differs else "; mended upstream? then drop this entry")
    verdict = Judgement.EXPECTED if differs else Judgement.FAILED
    return Answer(variant.name, "known defect of Optax", verdict, named(dict(defect.own)), float(difference), note)


def _pair(variant: Variant, reference: Reference, static: Mapping[str, Any]) -> Pair:
    """Set both sides as the reference says; shared knobs take their defaults and two random draws."""
    knobs, other = variant.hyperparameters, load("variant", reference.factory)
    names = {name: reference.names.get(name, name) for name in knobs}
    free = {a: b for a, b in names.items() if b in other.hyperparameters and b not in reference.settings}
    shared = {name: there for name, there in free.items() if knobs[name].traced}
    drawn = [default_settings(variant), drawn_settings(variant, 1), drawn_settings(variant, 2)]
    fixed = {name: value for name, value in reference.own.items() if knobs[name].traced}
    mine = [drawn[0] | {name: each[name] for name in shared} | fixed for each in drawn]
    theirs = [dict(reference.settings) | {there: each[name] for name, there in shared.items()} for each in mine]
    own_static = {name: value for name, value in reference.own.items() if not knobs[name].traced} | dict(static)
    their_static = {names[name]: value for name, value in static.items() if names[name] in other.hyperparameters}
    absent = {name: Hyperparameter(None, traced=False) for name, value in reference.settings.items() if value is None}
    there = {**other.hyperparameters, **{b: knobs[a] for a, b in shared.items()}, **absent}
    their_static |= {name: value for name, value in reference.settings.items() if not there[name].traced}
    traced = replace(other, hyperparameters=there)
    return Pair(variant, own_static, mine, traced, their_static, [traced.settings(each) for each in theirs])


def _differences(pair: Pair) -> tuple[float, float]:
    """Return the largest differences of three open loops, and of a closed loop whose gradients Optax is given too."""
    closed = Column(pair.mine[0], start(), curvatures=CURVATURES)
    ours = follow(pair.own, pair.own_static, LEAVES, [*map(_opened, pair.mine), closed], LONG)
    met = CURVATURES * ours.points[:-1, :, -1]
    losses = 0.5 * np.sum(met * ours.points[:-1, :, -1], axis=1)
    fed = Column(pair.theirs[0], start(), met, values=losses)
    others = follow(pair.other, pair.their_static, LEAVES, [*map(_opened, pair.theirs), fed], LONG)
    both = [(ours.points, others.points)]
    if pair.own.reference and pair.own.reference.answer:  # Optax has no answer before the first step
        both.append((ours.answers[1:], others.answers[1:]))
    compare = lambda runs, steps: max(disagreement(a[:steps, :, runs], b[:steps, :, runs]) for a, b in both)  # noqa: E731
    return compare(slice(0, 3), STEPS + 1), compare(slice(3, 4), LONG)


def _opened(settings: dict[str, Any]) -> Column:
    return Column(settings, start(), long(gradients()), values=long(values()))


def _shared_choices(variant: Variant, other: Variant) -> list[dict[str, Any]]:
    """Return every combination of the static knobs that both have and that the reference leaves free."""
    reference = variant.reference
    assert reference is not None
    knobs = {
        name: knob.choices or knob.tried
        for name, knob in variant.hyperparameters.items()
        if (knob.choices or knob.tried)
        and reference.names.get(name, name) in other.hyperparameters
        and name not in reference.own
        and reference.names.get(name, name) not in reference.settings
    }
    return [dict(zip(knobs, chosen, strict=True)) for chosen in itertools.product(*knobs.values())]
