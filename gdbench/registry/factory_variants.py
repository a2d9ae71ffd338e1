"""Makes variants of factories such as ``optax.adam``, which return an ``optax.GradientTransformation``.

The knobs of such a variant are the arguments of the factory: numbers are traced, and all others are fixed.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache, partial
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from types import ModuleType
from typing import Any

import numpy as np

from gdbench.errors import ImportFailed
from gdbench.registry.discovery import names, own_unit
from gdbench.registry.values import is_fixed
from gdbench.registry.versions import digest_of, version_of
from gdbench.types import KEY_ARGUMENTS, SEED_ARGUMENTS, Hyperparameter, Variant, Wrapper, complement, log

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


def factory_variant(reference: str, factory: Callable[..., Any]) -> Variant:
    """Make a variant of a factory: its number arguments are traced, and all others are fixed.

    Ranges come from the own variant that names this factory as its reference, or else from the usual names of such
    arguments; an argument without a range keeps its default. An attribute ``answer`` of the factory, a function
    ``answer(state, params)``, gives the point whose loss is reported.
    """
    known = _own_ranges(reference)
    knobs = {}
    answer = getattr(factory, "answer", None) or getattr(getattr(factory, "func", None), "answer", None)
    try:
        parameters, code = inspect.signature(factory).parameters, _factory_version(factory, answer)
    except (OSError, TypeError, ValueError) as error:
        raise ImportFailed(f"{reference!r} is not Python code that can be read ({error}), so not a factory") from error
    for name, parameter in parameters.items():
        knob = _knob(name, parameter, known)
        if knob is not None:
            knobs[name] = knob
    return _variant(reference, factory, inspect.getdoc(factory) or "", knobs, answer or _answer(reference), code)


def is_transformation(found: Any) -> bool:
    """Return whether an object is a transformation itself, with functions ``init`` and ``update``."""
    return not isinstance(found, type) and all(callable(getattr(found, name, None)) for name in ("init", "update"))


def ready_variant(reference: str, transformation: Any, module: ModuleType) -> Variant:
    """Make a variant without knobs of a transformation that a module holds ready-made."""
    try:
        code = digest_of((transformation.init, transformation.update), module)
    except (OSError, TypeError, ValueError) as error:
        raise ImportFailed(
            f"{reference!r} is a transformation whose code cannot be read ({error}); write a function that returns "
            f"it: def my_optimizer(learning_rate=0.01): return …"
        ) from error
    doc = f"A ready transformation without arguments: {reference}."
    return _variant(reference, lambda: transformation, doc, {}, None, f"{code} {_optax()}")


def _variant(
    reference: str,
    rule: Callable[..., Any],
    doc: str,
    knobs: Mapping[str, Hyperparameter],
    answer: Callable[..., Any] | None,
    code: str,
) -> Variant:
    return Variant(
        name=reference,
        family="optax" if reference.startswith("optax:") else "user",
        origin="optax" if reference.startswith("optax:") else "yours",
        doc=doc,
        rule=rule,
        hyperparameters=knobs,
        source=doc.partition("\n")[0],
        kind="factory",
        answer=answer,
        version=code,
    )


def _knob(name: str, parameter: inspect.Parameter, known: dict[str, Hyperparameter]) -> Hyperparameter | None:
    """Return the knob of an argument, or None if no suite could set it, as a table of names or a function."""
    default = parameter.default
    if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
        return None
    if name in (*KEY_ARGUMENTS, *SEED_ARGUMENTS) and default is parameter.empty:
        return Hyperparameter(None, traced=False, optional=True)
    usual = known.get(name) or _USUAL.get(name)
    if default is parameter.empty or (default is None and name == "learning_rate"):
        return usual or Hyperparameter(None, optional=True)
    number = _number(default)
    if number is None:
        plain = is_fixed(default) or isinstance(default, (type, np.dtype))
        return Hyperparameter(default, traced=False, optional=default is None) if plain else None
    if usual is not None and usual.fault(name, number) is None:
        return replace(usual, default=number, optional=isinstance(number, int))
    whole = isinstance(number, int)
    return Hyperparameter(number, traced=not whole, optional=whole)


def _number(default: Any) -> float | int | None:
    """Return a default that is one number, of Python, NumPy or JAX, as a number of Python; None for all others."""
    if isinstance(default, (bool, str, bytes, complex)) or default is None or isinstance(default, type):
        return None
    if isinstance(default, (int, float)):
        return default
    if getattr(default, "shape", None) != () or getattr(default.dtype, "kind", None) not in ("i", "u", "f"):
        return None
    number: float | int = np.asarray(default).item()
    return number


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
    try:
        found: Callable[..., Any] = getattr(import_module(place), attribute)
    except AttributeError:
        found = getattr(import_module("optax.contrib"), attribute)
    return found


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


def _factory_version(factory: Callable[..., Any], answer: Callable[..., Any] | None) -> str:
    """Return the version of a factory: the release of Optax and, for others, a hash of the code, which may change.

    What a partial binds, and the function that gives the answer, are hashed too.
    """
    inner = factory.func if isinstance(factory, partial) else factory
    bound = (factory.args, factory.keywords) if isinstance(factory, partial) else None
    package, home = inner.__module__.split(".")[0], sys.modules[inner.__module__]
    more = [each for each in (bound, answer) if each is not None]
    code = [] if package == "optax" else [version_of(inner, home)]
    code += [digest_of(tuple(more), home)] if more else []
    try:
        release = "" if package == "optax" else f"{package} {version(package)}"
    except PackageNotFoundError:
        release = ""
    return " ".join(part for part in (release, *code, _optax()) if part)


def _optax() -> str:
    return f"optax {version('optax')}"
