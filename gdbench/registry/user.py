"""Loads units that are not the project's own: ``package.module:name``, ``path/to/file.py:name``, or Optax.

A reference may lead to a unit that was made by one of the decorators, or to a factory such as ``optax.adam`` that
returns an ``optax.GradientTransformation``. A factory becomes a variant whose knobs are its arguments.
"""

from __future__ import annotations

import hashlib
import importlib.util
import inspect
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import ModuleType
from typing import Any

from gdbench.errors import ImportFailed, nearest
from gdbench.registry.discovery import names, own_unit
from gdbench.registry.measurements import beside, read_measured, with_measured
from gdbench.registry.tasks import plain_task
from gdbench.registry.versions import version_of
from gdbench.types import Hyperparameter, Problem, Task, Variant, Wrapper, complement, log

_TYPES = {"variant": Variant, "problem": Problem, "task": Task}

# Ranges for the arguments of a factory that no own variant refers to, by the usual names of such arguments.
_USUAL = {
    "learning_rate": log(1e-2, 1e-8, 1e3, tuned=True),
    "b1": complement(0.9, 1e-2, 1.0, tuned=True),
    "b2": complement(0.999, 1e-4, 0.3),
    "b3": complement(0.9999, 1e-5, 0.1),
    "momentum": complement(0.9, 1e-3, 1.0, tuned=True),
    "beta": complement(0.9, 1e-3, 1.0, tuned=True),
    "decay": complement(0.9, 1e-3, 0.5),
    "rho": complement(0.9, 1e-3, 0.5),
    "eps": log(1e-8, 1e-12, 1e-2),
    "weight_decay": log(1e-4, 1e-6, 1e-1),
}


@cache
def user_unit(kind: str, reference: str) -> Any:
    """Return the unit that ``place:name`` leads to; raises `ImportFailed`."""
    place, _, attribute = reference.rpartition(":")
    module = _module(place, reference)
    found = _attribute(module, attribute, reference)
    if isinstance(found, (Variant, Problem, Task)) and isinstance(found, _TYPES[kind]):
        return _stamped(replace(found, name=reference), module, place, attribute)
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


def factory_variant(reference: str, factory: Callable[..., Any]) -> Variant:
    """Make a variant of a factory: its float arguments are traced, and all others are fixed.

    Ranges come from the own variant that names this factory as its reference, or else from the usual names of such
    arguments; an argument without a range keeps its default.
    """
    known = _own_ranges(reference)
    knobs = {}
    try:
        parameters, code = inspect.signature(factory).parameters, _factory_version(factory)
    except (OSError, TypeError, ValueError) as error:
        raise ImportFailed(f"{reference!r} is not Python code that can be read ({error}), so not a factory") from error
    for name, parameter in parameters.items():
        knob = _knob(name, parameter, known)
        if knob is not None:
            knobs[name] = knob
    return Variant(
        name=reference,
        family="optax" if reference.startswith("optax:") else "user",
        origin="optax" if reference.startswith("optax:") else "yours",
        doc=inspect.getdoc(factory) or "",
        rule=factory,
        hyperparameters=knobs,
        source=(inspect.getdoc(factory) or "").partition("\n")[0],
        kind="factory",
        answer=_answer(reference),
        version=code,
    )


def _knob(name: str, parameter: inspect.Parameter, known: dict[str, Hyperparameter]) -> Hyperparameter | None:
    default = parameter.default
    if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
        return None
    required = default is parameter.empty or (default is None and name == "learning_rate")
    usual = known.get(name) or _USUAL.get(name)
    if required and usual is not None:
        return usual
    if required:
        return Hyperparameter(None)
    if isinstance(default, float):
        return replace(usual, default=default) if usual else Hyperparameter(default)
    return Hyperparameter(default, traced=False)


def _own_ranges(reference: str) -> dict[str, Hyperparameter]:
    """Return the ranges of the own variant that refers to this factory, under the factory's names."""
    own = _referring(reference)
    if own is None or own.reference is None:
        return {}
    return {own.reference.names.get(name, name): knob for name, knob in own.hyperparameters.items()}


def _answer(reference: str) -> Callable[..., Any] | None:
    """Return the function that gives a factory's reported point, if the own variant that refers to it names one."""
    own = _referring(reference)
    there = own.reference.answer if own and own.reference else None
    if there is None:
        return None
    place, _, attribute = there.rpartition(":")
    return _attribute(_module(place, there), attribute, there)


@cache
def _referring(reference: str) -> Variant | None:
    """Return the own variant that refers to a factory of Optax: that of the same name, or else the first one.

    The variant of the same name is tried first, because importing all variants takes seconds.
    """
    if not reference.startswith("optax"):
        return None
    same = reference.rpartition(":")[2]
    for name in [same, *names("variant")] if same in names("variant") else names("variant"):
        unit = own_unit("variant", name)
        own = unit.shell if isinstance(unit, Wrapper) else unit
        if own.reference and own.reference.factory == reference:
            return own
    return None


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


def _factory_version(factory: Callable[..., Any]) -> str:
    """Return the version of a factory: for Optax its release, for others also a hash of the code, which may change."""
    factory = getattr(factory, "func", factory)  # a partial is versioned by what it wraps
    package = factory.__module__.split(".")[0]
    if package == "optax":
        return f"optax {version(package)}"
    code = version_of(factory, sys.modules[factory.__module__])
    try:
        return f"{package} {version(package)} {code}"
    except PackageNotFoundError:
        return code
