"""A unit in words: what `gdbench show` prints."""

from __future__ import annotations

from typing import Any

import numpy as np

from gdbench.types import Hyperparameter, Problem, Task, Variant


def unit_text(unit: Variant | Problem | Task) -> str:
    """Return a description of a variant, problem or task."""
    lines = {Variant: _variant, Problem: _problem, Task: _task}[type(unit)](unit)
    return "\n".join([f"{unit.name}  ({unit.family})", "", unit.doc, "", *lines, f"source: {unit.source}"])


def _variant(unit: Any) -> list[str]:
    rows = [(name, _range(knob)) for name, knob in unit.hyperparameters.items()]
    width = max((len(name) for name, _ in rows), default=0)
    lines = ["hyperparameters", *(f"  {name:{width}}  {text}" for name, text in rows)]
    if unit.kind == "gradient":
        lines += [f"state: {len(unit.slots)} numbers per parameter; oracle: one gradient a step"]
    elif unit.kind == "full":
        needs = ", ".join(sorted(unit.needs)) or "values and gradients"
        limit = f"; at most {unit.max_dim} parameters" if unit.max_dim else ""
        lines += [f"oracle: {needs}{limit}"]
    if unit.reference is not None:
        lines += [f"counterpart: {unit.reference.factory}"]
    if unit.kind == "gradient":
        lines += [f"use it: gdbench.optax.{unit.name}()  # an optax.GradientTransformation"]
    return [*lines, ""]


def _range(knob: Hyperparameter) -> str:
    if not knob.traced:
        choices = f", one of {', '.join(map(str, knob.choices))}" if knob.choices else ""
        return f"{knob.default} (static{choices})"
    if knob.low is None:
        return f"{knob.default}"
    what = {"linear": "in", "log": "log-spaced in", "complement": "1 − value log-spaced in"}[knob.scale]
    return f"{knob.default} ({what} [{knob.low:g}, {knob.high:g}]{', tuned' if knob.tuned else ''})"


def _problem(unit: Any) -> list[str]:
    n = unit.dims.default
    start, minimiser = unit.start(n), unit.minimisers(n)[0]
    box = f"[{unit.box[0]:g}, {unit.box[1]:g}] in each coordinate" if unit.box else "none"
    return [
        f"dimensions: {unit.dims.describe()} (default {n})",
        f"start: {_vector(start)}",
        f"minimiser: {_vector(minimiser)}, f* = {unit.minimum(n):.12g}",
        f"box: {box}",
        f"tags: {', '.join(sorted(unit.tags))}",
        "",
    ]


def _task(unit: Any) -> list[str]:
    return [
        f"parameters: {unit.parameters}",
        f"batch: {unit.batch or 'all examples'}",
        f"target: {unit.target_measure}, best {unit.optimum:.12g}"
        + (f", levels {', '.join(f'{level:g}' for level in unit.levels)}" if unit.levels else ""),
        f"tags: {', '.join(sorted(unit.tags))}",
        "",
    ]


def _vector(values: np.ndarray) -> str:
    shown = ", ".join(f"{value:.6g}" for value in values[:6])
    return f"({shown}{', …' if len(values) > 6 else ''})"
