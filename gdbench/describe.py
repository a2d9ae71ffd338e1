"""The description of a unit in words, as `gdbench show` prints it."""

from __future__ import annotations

from functools import singledispatch
from typing import Any

import numpy as np

from gdbench.types import Hyperparameter, Problem, Task, Variant, Workload


def unit_text(unit: Variant | Problem | Task) -> str:
    """Return a description of a variant, problem or task."""
    return "\n".join([f"{unit.name}  ({unit.family})", "", unit.doc, "", *_lines(unit), f"source: {unit.source}"])


@singledispatch
def _lines(unit: Any) -> list[str]:
    """Return the lines about a unit of one type."""
    raise TypeError(f"no description of a {type(unit).__name__}")


@_lines.register(Variant)
def _variant(unit: Variant) -> list[str]:
    rows = [(name, _range(knob)) for name, knob in unit.hyperparameters.items()]
    width = max((len(name) for name, _ in rows), default=0)
    lines = ["hyperparameters", *(f"  {name:{width}}  {text}" for name, text in rows)]
    if unit.kind == "gradient":
        asks = " and the loss" if unit.value else ""
        lines += [f"state: {_state(unit)}", f"oracle: one gradient{asks} a step"]
    elif unit.kind == "full":
        needs = ", ".join(sorted(unit.needs)) or "values and gradients"
        limit = f"; at most {unit.max_dim} parameters" if unit.max_dim else ""
        lines += [f"oracle: {needs}{limit}, every call counted"]
    if unit.inner is not None:
        lines += [f"wraps: {unit.inner.name} here; any other gradient rule by {unit.name.partition('(')[0]}(NAME)"]
    for case in unit.special_cases:
        settings = ", ".join(f"{name} = {value}" for name, value in case.here.items())
        lines += [f"limit: with {settings or 'its defaults'} it is {case.other}"]
    if unit.reference is not None:
        own = ", ".join(f"{name}={value!r}" for name, value in unit.reference.own.items())
        lines += [f"counterpart: {unit.reference.factory}" + (f" with {own}" if own else "")]
        lines += [f"known defect there: {defect.what}" for defect in unit.reference.defects]
    if unit.kind == "gradient":
        lines += [f"use it: {_use(unit)}  # an optax.GradientTransformation"]
    return [*lines, ""]


def _state(unit: Variant) -> str:
    """Return the size of the state in words, for a matrix of 64 × 10 parameters."""
    from gdbench.engine.kinds import make_rule
    from gdbench.engine.layout import Layout
    from gdbench.engine.parameter_trees import ParameterTree

    matrix = ParameterTree.of_shapes([(64, 10)], "float32")
    rule = make_rule(unit, unit.static_settings(), matrix, Layout.RUNS_LAST, "float32")
    each = "number" if rule.slots == 1 else "numbers"
    more = f", and {rule.rows} more for a matrix of 64 x 10" if rule.rows else ""
    return f"{rule.slots} {each} per parameter{more}"


def _use(unit: Variant) -> str:
    """Return the code that makes an Optax transformation of the variant: `gdbench.optax.adam(1e-3)`."""
    name, _, inside = unit.name.rstrip(")").partition("(")
    first = next(iter(unit.hyperparameters), "")
    rate = _short(unit.settings()["learning_rate"]) if "learning_rate" in unit.hyperparameters else ""
    if unit.inner is not None:
        rate = f'"{inside or unit.inner.name}"' + (f", learning_rate={rate}" if rate else "")
    elif first != "learning_rate":
        rate = f"learning_rate={rate}" if rate else ""
    key = (", " if rate else "") + "key=jax.random.key(0)" if unit.draws_noise else ""
    return f"gdbench.optax.{name}({rate}{key})"


def _short(number: float) -> str:
    """Return a number as people type it: 1e-3, 0.02, 1.0."""
    plain, scientific = f"{number:g}", f"{number:.0e}".replace("e-0", "e-")
    is_power = float(scientific) == number and number < 1e-2
    return scientific if is_power else plain if "." in plain or "e" in plain else f"{plain}.0"


def _range(knob: Hyperparameter) -> str:
    if not knob.traced:
        choices = f", one of {', '.join(map(str, knob.choices))}" if knob.choices else ""
        return f"{knob.default} (static{choices})"
    if knob.low is None:
        return f"{knob.default}"
    what = {"linear": "in", "log": "log-spaced in", "complement": "1 − value log-spaced in"}[knob.scale]
    return f"{knob.default} ({what} [{knob.low:g}, {knob.high:g}]{', tuned' if knob.tuned else ''})"


@_lines.register(Problem)
def _problem(unit: Any) -> list[str]:
    n = unit.dims.default
    start, minimisers = unit.start(n), unit.minimisers(n)
    where = _vector(minimisers[0]) if len(minimisers) else "none"
    box = f"[{unit.box[0]:g}, {unit.box[1]:g}] in each coordinate" if unit.box else "none"
    return [
        f"dimensions: {unit.dims.describe()} (default {n})",
        f"start: {_vector(start)}",
        f"minimiser: {where}, f* = {unit.minimum(n):.12g}",
        f"box: {box}",
        f"tags: {', '.join(sorted(unit.tags))}",
        *_constants(unit, n),
        "",
    ]


def _constants(unit: Problem, n: int) -> list[str]:
    """Return the lines for L, μ and the constant that is left out of the value, as far as they are known."""
    known = []
    if unit.lipschitz is not None:
        known += [f"gradient's Lipschitz constant: L = {unit.lipschitz(n):.6g}"]
    if unit.strong_convexity is not None:
        known += [f"strong convexity: μ = {unit.strong_convexity(n):.6g}"]
    if unit.offset(n):
        known += [f"left out of the value, to keep digits: {unit.offset(n):.12g}"]
    return known


@_lines.register(Task)
def _task(unit: Task) -> list[str]:
    from gdbench.engine.costs import gradient_flops

    operations = gradient_flops(Workload(unit, unit.parameters, unit.batch), "float32")
    seen = f"{unit.batch or 'all'} of {unit.examples} examples" if unit.is_finite_sum else "no examples"
    levels = f", levels {', '.join(f'{level:g}' for level in unit.levels)}" if unit.levels else ""
    baselines = [f"{who} reaches {value:.8g}" for who, value in unit.baselines.items()]
    return [
        f"parameters: {unit.parameters:,}",
        f"a step: {seen}, {operations:,.0f} operations for loss and gradient",
        f"a run: {unit.budget:,} steps" + (f", {_epochs(unit):.3g} epochs" if unit.batch else ""),
        f"target: {unit.target_measure}, best {unit.optimum:.12g}{levels}",
        *(["for comparison: " + "; ".join(baselines)] if baselines else []),
        *(["data: " + ", ".join(unit.packages)] if unit.packages else []),
        f"tags: {', '.join(sorted(unit.tags))}",
        "",
    ]


def _epochs(unit: Task) -> float:
    return unit.budget * (unit.batch or 0) / unit.examples


def _vector(values: np.ndarray) -> str:
    shown = ", ".join(f"{value:.6g}" for value in values[:6])
    return f"({shown}{', …' if len(values) > 6 else ''})"
