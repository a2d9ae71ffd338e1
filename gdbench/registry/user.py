"""Loads units that are not the project's own: ``package.module:name``, ``path/to/file.py:name``, or Optax.

A reference may lead to a unit that was made by one of the decorators, to a factory such as ``optax.adam`` (see
`factory_variants`), or to a transformation that a factory has made.
"""

from __future__ import annotations

import hashlib
import importlib.util
import sys
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from gdbench.errors import ImportFailed, nearest
from gdbench.registry.factory_variants import factory_variant, is_transformation, ready_variant
from gdbench.registry.measurements import beside, read_measured, with_measured
from gdbench.registry.tasks import plain_task
from gdbench.registry.versions import version_of
from gdbench.types import Problem, Task, Variant

_TYPES = {"variant": Variant, "problem": Problem, "task": Task}


def user_unit(kind: str, reference: str) -> Any:
    """Return the unit that ``place:name`` leads to, always the same for the same object; raises `ImportFailed`."""
    place, _, attribute = reference.rpartition(":")
    module = _module(place, reference)
    return _unit_of(kind, reference, module, _Same(_attribute(module, attribute, reference)))


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
        return _stamped(replace(found, name=reference), module, place, attribute)
    if kind == "variant" and is_transformation(found):
        return ready_variant(reference, found, module)
    if kind == "variant" and callable(found):
        return factory_variant(reference, found)
    if kind == "task" and callable(found):
        return _stamped(plain_task(module, found, reference), module, place, attribute)
    others = {"variant": " or an Optax factory", "task": " or a loss beside functions init and data"}
    expected = f"a unit made with @gdbench.{kind}" + others.get(kind, "")
    raise ImportFailed(f"{reference!r} is a {type(found).__name__}, not {expected}")


def _stamped(unit: Any, module: ModuleType, place: str, attribute: str) -> Any:
    """Return the unit with its measured facts, if they are stored beside its file, and with the version of its code."""
    facts = read_measured(beside(Path(place), attribute)) if place.endswith(".py") else {}
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


def _module(place: str, reference: str) -> ModuleType:
    if place.endswith(".py") or "/" in place:
        return _file_module(Path(place), reference)
    if str(Path.cwd()) not in sys.path:  # like `python -m`, so that modules in the working directory can be imported
        sys.path.insert(0, str(Path.cwd()))
    try:
        return import_module(place)
    except ModuleNotFoundError as error:
        if error.name and place.split(".", maxsplit=1)[0] != error.name.split(".")[0]:
            raise ImportFailed(f"{reference!r}: {place} needs {error.name}, which is not installed") from error
        raise ImportFailed(
            f"{reference!r}: no module {error.name!r} here; install it, run where it lies, "
            f"or name a file: path/to/file.py:{reference.rpartition(':')[2]}"
        ) from error
    except (Exception, SystemExit) as error:
        raise ImportFailed(f"{reference!r}: importing {place} raised {type(error).__name__}: {error}") from error


def _file_module(path: Path, reference: str) -> ModuleType:
    if not path.is_file():
        raise ImportFailed(f"{reference!r}: there is no file {path} (looked in {Path.cwd()})")
    name = "gdbench_user_" + hashlib.blake2b(str(path.resolve()).encode(), digest_size=6).hexdigest()
    if name in sys.modules:
        return sys.modules[name]
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)  # type: ignore[arg-type]
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)  # type: ignore[union-attr]
    except (Exception, SystemExit) as error:
        del sys.modules[name]
        raise ImportFailed(f"{reference!r}: {path} raised {type(error).__name__}: {error}") from error
    return module


def _attribute(module: ModuleType, attribute: str, reference: str) -> Any:
    places = [module]
    if module.__name__ == "optax":
        places.append(import_module("optax.contrib"))
    for place in places:
        if hasattr(place, attribute):
            return getattr(place, attribute)
    known = {name for place in places for name in dir(place) if not name.startswith("_")}
    where = reference.rpartition(":")[0]
    raise ImportFailed(f"{reference!r}: {where} has no {attribute!r}{nearest(attribute, known)}")
