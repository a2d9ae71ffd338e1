"""Loads units that are not the project's own: ``package.module:name``, ``path/to/file.py:name``, or Optax.

A reference may lead to a unit that was made by one of the decorators, to a factory such as ``optax.adam`` (see
`factory_variants`), or to a transformation that a factory has made.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from gdbench.errors import ImportFailed
from gdbench.registry.factory_variants import factory_variant, is_transformation, ready_variant
from gdbench.registry.measurements import beside, read_measured, with_measured
from gdbench.registry.modules import attribute_of, module_at
from gdbench.registry.problem_checks import problem_fault
from gdbench.registry.task_checks import task_fault
from gdbench.registry.tasks import plain_task
from gdbench.registry.versions import version_of
from gdbench.types import Problem, Task, Variant

_TYPES = {"variant": Variant, "problem": Problem, "task": Task}


def user_unit(kind: str, reference: str) -> Any:
    """Return the unit that ``place:name`` leads to, always the same for the same object; raises `ImportFailed`."""
    place, _, attribute = reference.rpartition(":")
    module = module_at(place, reference)
    return _unit_of(kind, reference, module, _Same(attribute_of(module, attribute, reference)))


class _Same:
    """An object that equals only itself, as a key of a cache: a notebook may bind a name to another object."""

    def __init__(self, found: Any):
        self.found = found

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.found is self.found

    def __hash__(self) -> int:
        return id(self.found)


@cache
def _unit_of(kind: str, reference: str, module: ModuleType, same: _Same) -> Any:
    place, _, attribute = reference.rpartition(":")
    found = same.found
    if isinstance(found, (Variant, Problem, Task)) and isinstance(found, _TYPES[kind]):
        unit = _stamped(replace(found, name=reference), module, place, attribute)
        return _checked(unit, reference)
    if kind == "variant" and is_transformation(found):
        return ready_variant(reference, found, module)
    if kind == "variant" and callable(found):
        return factory_variant(reference, found)
    if kind == "task" and callable(found):
        return _checked(_stamped(plain_task(module, found, reference), module, place, attribute), reference)
    others = {"variant": " or an Optax factory", "task": " or a loss beside functions init and data"}
    expected = f"a unit made with @gdbench.{kind}" + others.get(kind, "")
    raise ImportFailed(f"{reference!r} is a {type(found).__name__}, not {expected}")


def _checked(unit: Any, reference: str) -> Any:
    """Return a unit whose functions can be called as the engine calls them; raises `ImportFailed`."""
    fault = None
    if isinstance(unit, Problem):
        fault = problem_fault(unit, unit.dims.default)
    elif isinstance(unit, Task):
        fault = task_fault(unit)
    if fault is not None:
        raise ImportFailed(f"{reference!r}: {fault}")
    return unit


def _stamped(unit: Any, module: ModuleType, place: str, attribute: str) -> Any:
    """Return the unit with its measured facts, if they are stored beside its file, and with the version of its code."""
    facts = read_measured(beside(Path(place), attribute)) if place.lower().endswith(".py") else {}
    made = with_measured(unit, facts)
    return replace(made, version=version_of(made, module))


def reference_of(unit: Any) -> str:
    """Return the reference that leads to a unit or a factory, which is an object or a reference already.

    Raises `ImportFailed` for an object that no module binds to a name.
    """
    if isinstance(unit, str):
        return unit
    home = getattr(unit, "__module__", None) or getattr(getattr(unit, "rule", None), "__module__", None) or ""
    for place in (*(("optax", "optax.contrib") if home.startswith("optax.") else (home,)), "__main__"):
        for name, value in list(vars(sys.modules.get(place, object)).items()):
            if value is unit and not name.startswith("_"):
                return f"optax:{name}" if place == "optax.contrib" else f"{place}:{name}"
    raise ImportFailed(
        f"{unit!r:.80} has no name that leads to it: define it at the top level of a file, a script or a notebook, as "
        f"in `def my_optimizer(learning_rate=0.01): return optax.sgd(learning_rate)`, and pass my_optimizer"
    )
