"""Own rules beside their counterparts in Optax, set as each `Reference` says, all numbers traced on both sides."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from gdbench.engine.trajectories import Column, follow
from gdbench.registry import load
from gdbench.types import Variant
from gdbench.verify.checks import disagreement, named
from gdbench.verify.findings import Finding, Verdict, judged
from gdbench.verify.paths import CURVATURES, long
from gdbench.verify.sequences import LEAVES, LONG, default_settings, drawn_settings, gradients, start, values


def against_optax(variant: Variant) -> Iterator[Finding]:
    """It goes where Optax's own goes, under a list of gradients and under those that it meets on a quadratic.

    Where Optax is known to be wrong, the open loops must differ.
    """
    reference = variant.reference
    if reference is None:
        return
    other = load("variant", reference.factory)
    for static in _shared_choices(variant, other):
        differences = _differences(variant, other, static)
        for loop, difference in zip(("open", "closed"), differences, strict=True):
            limit = variant.agreement * (1 if loop == "open" else 100)
            check, note = f"optax, {loop} loop", reference.factory
            if reference.defect is None:
                yield judged(variant.name, check, difference, limit, named(static), note)
            elif loop == "open":
                differs = difference > 1e-6
                verdict = Verdict.EXPECTED if differs else Verdict.FAILED
                note = f"{note}: {reference.defect}" + ("" if differs else "; mended upstream: drop this entry")
                yield Finding(variant.name, check, verdict, named(static), difference, note)


def _differences(variant: Variant, other: Variant, static: Mapping[str, Any]) -> tuple[float, float]:
    reference, knobs = variant.reference, variant.hyperparameters
    assert reference is not None
    names = {name: reference.names.get(name, name) for name in knobs}
    free = {a: b for a, b in names.items() if b in other.hyperparameters and b not in reference.settings}
    shared = {name: there for name, there in free.items() if knobs[name].traced}
    other = replace(other, hyperparameters={**other.hyperparameters, **{b: knobs[a] for a, b in shared.items()}})
    drawn = [default_settings(variant), drawn_settings(variant, 1), drawn_settings(variant, 2)]
    fixed = {name: value for name, value in reference.own.items() if knobs[name].traced}
    mine = [drawn[0] | {name: each[name] for name in shared} | fixed for each in drawn]
    theirs = [dict(reference.settings) | {there: each[name] for name, there in shared.items()} for each in mine]
    own_static = {name: value for name, value in reference.own.items() if not knobs[name].traced} | dict(static)
    their_static = {names[name]: value for name, value in static.items() if names[name] in other.hyperparameters}
    their_static |= {n: v for n, v in reference.settings.items() if not other.hyperparameters[n].traced}
    closed = Column(mine[0], start(), curvatures=CURVATURES)
    ours = follow(variant, own_static, LEAVES, [*map(_opened, mine), closed], LONG)
    met = CURVATURES * ours.points[:-1, :, -1]
    losses = 0.5 * np.sum(met * ours.points[:-1, :, -1], axis=1)
    full = [other.settings(each) for each in theirs]
    fed = Column(full[0], start(), met, values=losses)
    others = follow(other, their_static, LEAVES, [*map(_opened, full), fed], LONG)
    parts = ["points", *(["answers"] if reference.answer else [])]
    both = [(getattr(ours, part), getattr(others, part)) for part in parts]
    if reference.answer:  # before the first step, Optax's function knows no answer
        both[1] = (both[1][0][1:], both[1][1][1:])
    compare = lambda runs, steps: max(_size(disagreement(a[:steps, :, runs], b[:steps, :, runs])) for a, b in both)  # noqa: E731
    return compare(slice(0, 3), 51), compare(slice(3, 4), LONG)


def _opened(settings: dict[str, Any]) -> Column:
    return Column(settings, start(), long(gradients()), values=long(values()))


def _shared_choices(variant: Variant, other: Variant) -> list[dict[str, Any]]:
    """Every choice of the static knobs that both have and that the reference leaves free."""
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


def _size(difference: float) -> float:
    return np.inf if np.isnan(difference) else difference
