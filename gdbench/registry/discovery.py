"""Find the project's own units by folder: ``gdbench/<room>/<family>/<name>.py`` holds the unit ``<name>``."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from gdbench.errors import UnknownName
from gdbench.registry.measurements import beside, read_measured, with_measured
from gdbench.registry.versions import version_of

KINDS = {"variant": "variants", "problem": "problems", "task": "tasks"}
_PACKAGE = Path(__file__).parent.parent
_NUMBER = re.compile(r"^[a-z]+\d+_|_?\d+$")


@cache
def families(kind: str) -> dict[str, str]:
    """Return ``{unit name: family}`` in sorted order, read from the folders without importing anything."""
    found = sorted((_PACKAGE / KINDS[kind]).glob("[!_]*/[!_]*.py"), key=lambda path: path.stem)
    return {path.stem: path.parent.name for path in found}


def names(kind: str) -> list[str]:
    """Return the sorted names of all units of a kind."""
    return list(families(kind))


@cache
def own_unit(kind: str, name: str) -> Any:
    """Import the unit, wrapper or maker in the file ``name``, and attach the version of its code.

    A name may be given without its number if that is unambiguous: rosenbrock is mgh01_rosenbrock, ackley is ackley10.

    Raises `UnknownName` if no file has this name.
    """
    if name not in families(kind):
        meant = [each for each in names(kind) if _NUMBER.sub("", each) == name]
        if len(meant) != 1:
            raise UnknownName(kind, name, names(kind))
        return own_unit(kind, meant[0])
    family = families(kind)[name]
    module = import_module(f"gdbench.{KINDS[kind]}.{family}.{name}")
    found = with_measured(_unit(module, name), read_measured(beside(file_of(kind, name))))
    return replace(found, version=version_of(found, module))


def file_of(kind: str, name: str) -> Path:
    """Return the file of an own unit."""
    return _PACKAGE / KINDS[kind] / families(kind)[name] / f"{name}.py"


def _unit(module: ModuleType, name: str) -> Any:
    """Return the unit of a module: the one that has the module's name, because a module may import other units."""
    return next(each for each in vars(module).values() if getattr(each, "name", None) == name)
