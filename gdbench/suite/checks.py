"""Checks of a suite file against the registry: its units, and their hyperparameters, dimensions and examples."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from typing import Any

from gdbench.errors import DataUnavailable, GdbenchError, nearest
from gdbench.registry import load
from gdbench.registry.problem_checks import problem_fault
from gdbench.types import GROWTH_PARTS, Dims, Hyperparameter, Sampling, Task, Variant


def check_knob(variant: Variant, name: str) -> None:
    """Raise ValueError with the nearest names when the variant has no such hyperparameter."""
    if name not in variant.hyperparameters:
        known = ", ".join(variant.hyperparameters)
        close = nearest(name, variant.hyperparameters)
        raise ValueError(f"{variant.name} has no hyperparameter {name!r}{close} (it has {known})")


def check_sweep(variant: Variant, name: str, fixed: Mapping[str, Any]) -> None:
    """Raise ValueError when a knob cannot be swept: it is fixed, or it changes code or shapes."""
    if name in fixed:
        raise ValueError(f"{name} is both set and swept; keep one")
    knob = variant.hyperparameters[name]
    if not knob.traced and not knob.optional:
        raise ValueError(f"{name} changes the code that is compiled, so it cannot be swept; list a variant per value")


def check_regime(unit: Task, batch: int | None, sampling: Sampling) -> None:
    """Raise ValueError when the task cannot be run with this batch size and sampling."""
    finest = 2 ** (GROWTH_PARTS - 1)
    if batch is None:
        if sampling != "shuffled":
            raise ValueError(f"{unit.name} sees all examples in every step here: sampling needs a batch")
        return
    if not unit.is_finite_sum:
        raise ValueError(f"{unit.name} is not a mean over examples, so it has no batch; leave batch out")
    if sampling == "growing" and batch % finest:
        raise ValueError(f"a growing batch doubles {GROWTH_PARTS - 1} times: {batch} is no multiple of {finest}")
    try:
        examples = unit.examples if _available(unit) else batch
    except DataUnavailable as error:
        raise ValueError(str(error)) from error
    if batch > examples:
        raise ValueError(f"{unit.name} has {unit.examples} examples: a batch of {batch} is larger than that")


def _available(unit: Task) -> bool:
    return all(find_spec(name) for name in unit.packages)


def completed(variant: Variant, fixed: Mapping[str, Any], sweep: Mapping[str, Hyperparameter]) -> dict[str, Any]:
    """Return the fixed settings, and the middle of its range for each swept knob that has no default.

    Raises ValueError for a knob that has no default and is neither set nor swept.
    """
    out = dict(fixed)
    for name, knob in variant.hyperparameters.items():
        if knob.default is None and knob.traced and name not in fixed:
            if name not in sweep:
                raise ValueError(f"{variant.name} needs a value for {name}: set or sweep it")
            out[name] = sweep[name].at(0.5)
    return out


def check_value(variant: Variant, name: str, value: Any) -> None:
    """Raise ValueError when a setting is not a number where one is needed, out of bounds, or not a choice."""
    fault = variant.hyperparameters[name].fault(name, value)
    if fault:
        raise ValueError(fault)


def known_unit(kind: str, name: str) -> Any:
    """Return a unit; raises ValueError with the nearest names when there is none."""
    try:
        return load(kind, name)
    except GdbenchError as error:
        raise ValueError(str(error)) from error


def check_dim(unit: Any, dim: int) -> None:
    """Raise ValueError when the problem is not defined in so many dimensions."""
    dims: Dims = unit.dims
    if not dims.allows(dim):
        raise ValueError(f"{unit.name} is not defined in {dim} dimensions (allowed: {dims.describe()})")
    fault = problem_fault(unit, dim) if ":" in unit.name else None  # our own problems are tested in all dimensions
    if fault is not None:
        raise ValueError(f"{unit.name} in {dim} dimensions: {fault}")


def parameters_of(unit: Task) -> int:
    """Return the number of parameters of a task; raises ValueError when its init cannot be called."""
    try:
        return unit.parameters
    except Exception as error:
        raise ValueError(
            f"{unit.name}: init(key) must return a pytree that holds nothing but arrays, and raised "
            f"{type(error).__name__}: {error} (with equinox: params, static = eqx.partition(model, eqx.is_array))"
        ) from error
