"""Sends units to other processes: a unit is pickled as its name, and the other process loads it by that name.

The functions of a unit cannot be pickled themselves, because their module binds the unit to their name. Data that were
changed with `dataclasses.replace` are sent along; a changed function is refused, so that no other process runs a
different rule. Within a process, two units are equal when they are the same object, because `load` returns the same
object for the same name; across processes, the versions of their code must be the same.
"""

from __future__ import annotations

import copyreg
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from gdbench.errors import GdbenchError, ImportFailed
from gdbench.registry.discovery import own_unit
from gdbench.registry.expressions import load
from gdbench.registry.user import user_unit
from gdbench.types import Problem, ProblemMaker, Task, Variant, Wrapper

_KINDS = {Variant: "variant", Wrapper: "variant", Problem: "problem", ProblemMaker: "problem", Task: "task"}


def restored(kind: str, name: str, whole: bool, version: str, changes: Mapping[str, Any]) -> Any:
    """Return the unit that a name stands for in this process, with the changes that were sent along.

    Raises `ImportFailed` if the name cannot be loaded or leads to another version of the code.
    """
    unit = _named(kind, name, whole)
    if unit.version != version:
        raise ImportFailed(
            f"{name!r} is version {unit.version} here, and version {version} where it was sent from: "
            f"let all processes run the same code"
        )
    return replace(unit, **changes) if changes else unit


def _reduced(unit: Any) -> tuple[Any, tuple[Any, ...]]:
    """Return how a unit is pickled: as a call of `restored` with its name and its differences from the named unit."""
    kind, whole = _KINDS[type(unit)], not isinstance(unit, Wrapper | ProblemMaker)
    try:
        named = _named(kind, unit.name, whole)
    except GdbenchError as error:
        raise ImportFailed(
            f"the {kind} {unit.name!r} cannot be sent to another process, because no name leads to it: "
            f"put it into a file and refer to it as path/to/file.py:name"
        ) from error
    changes = {}
    for each in fields(unit):
        here, there = getattr(unit, each.name), getattr(named, each.name)
        if here is there or here == there:
            continue
        if callable(here):
            raise ImportFailed(
                f"the {kind} {unit.name!r} cannot be sent to another process, because its {each.name} is not that of "
                f"the unit with this name: give the changed unit a name, in a file of its own"
            )
        changes[each.name] = here
    return restored, (kind, unit.name, whole, named.version, changes)


def _named(kind: str, name: str, whole: bool) -> Any:
    """Return the unit of a name; a wrapper or maker is returned without its base, unless ``whole``."""
    if whole:
        return load(kind, name)
    return user_unit(kind, name) if ":" in name else own_unit(kind, name)


for _type in _KINDS:
    copyreg.pickle(_type, _reduced)
