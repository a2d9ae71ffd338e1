"""Loads a unit by name: ``adam``, ``lookahead(adam)``, ``rotated(rastrigin10, seed=2)``, ``pkg.mod:rule``."""

from __future__ import annotations

import ast
import inspect
import sys
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from gdbench.errors import GdbenchError, ImportFailed, UnknownName, nearest
from gdbench.registry.discovery import KINDS, families, file_of, names, own_unit
from gdbench.registry.measurements import beside
from gdbench.registry.user import user_unit
from gdbench.registry.versions import version_of
from gdbench.types import ProblemMaker, Wrapper


@dataclass(frozen=True)
class Expression:
    """A name, the units in its parentheses, and its parameters."""

    name: str
    units: tuple[str, ...] = ()
    parameters: dict[str, Any] = field(default_factory=dict)


def load(kind: str, text: str) -> Any:
    """Return the unit that a name, an expression or a reference stands for.

    Raises `UnknownName` if no file has the name, and `ImportFailed` for anything else that cannot be loaded.
    """
    if text.startswith("__main__:"):  # a notebook may bind the name to another object
        return user_unit(kind, text)
    return _loaded(kind, text)


@cache
def _loaded(kind: str, text: str) -> Any:
    found = parse(text)
    unit = user_unit(kind, found.name) if ":" in found.name else own_unit(kind, found.name)
    try:
        if isinstance(unit, Wrapper) and not found.parameters and len(found.units) <= 1:
            return unit.around(load(kind, *(found.units or (unit.base,))), text)
        if isinstance(unit, ProblemMaker) and len(found.units) <= (unit.base is not None):
            base = load(kind, *(found.units or (unit.base,))) if unit.base else None
            _check_parameters(unit, found)
            made = unit.of(base, found.parameters, text)
            return replace(made, version=version_of((made, base), sys.modules[unit.make.__module__]))
    except (TypeError, ValueError) as error:
        raise ImportFailed(f"{text!r}: {error}") from error
    if found.units or found.parameters or isinstance(unit, Wrapper | ProblemMaker):
        raise ImportFailed(f"{text!r}: {found.name} takes {_takes(unit)} in parentheses")
    return unit


def kind_of(text: str) -> str:
    """Return whether a name, an expression or a reference stands for a variant, a problem or a task.

    Raises `UnknownName` if no file has the name, and `ImportFailed` for a reference that cannot be loaded.
    """
    head = parse(text).name
    for kind in KINDS:
        if head in families(kind):
            return kind
    failed: GdbenchError = UnknownName("unit", text, [known for kind in KINDS for known in names(kind)])
    for kind in ("problem", "task", "variant"):  # variants come last, because any factory counts as one
        try:
            load(kind, text)
        except UnknownName:
            continue
        except ImportFailed as error:
            failed = error
        else:
            return kind
    raise failed


def measured_place(kind: str, text: str) -> Path:
    """Return the file beside a unit that holds, or will hold, its measured facts.

    Raises `ImportFailed` for an expression with parentheses and for a unit of a module, which have no such file.
    """
    found = parse(text)
    place, _, attribute = found.name.rpartition(":")
    if "(" in text or (place and not place.lower().endswith(".py")):
        raise ImportFailed(f"{text!r}: only a unit of gdbench or of a file, path/to/file.py:name, can be adopted")
    return beside(Path(place), attribute) if place else beside(file_of(kind, own_unit(kind, text).name))


def _check_parameters(maker: ProblemMaker, found: Expression) -> None:
    known = list(inspect.signature(maker.make).parameters)[maker.base is not None :]
    for name in found.parameters:
        if name not in known:
            has = f"it has {', '.join(known)}" if known else "it has none"
            raise ValueError(f"{found.name} has no parameter {name!r}{nearest(name, known)} ({has})")


def parse(text: str) -> Expression:
    """Parse an expression; raises `ImportFailed` if its parentheses do not match.

    The parentheses of an expression end with the text. All others belong to a path, such as ``lab (copy)/rule.py``.
    """
    at = _opening(text) if text.endswith(")") else None
    if not text.endswith(")") and ("(" not in text or _is_reference(text)):
        return Expression(text)
    if at is None and text.endswith(")"):
        raise ImportFailed(f"{text!r}: its parentheses do not match")
    name = text[:at].strip() if at else ""
    plain = "(" not in name or _is_reference(name)
    if not plain and name.count("(") != name.count(")"):
        raise ImportFailed(f"{text!r}: its parentheses do not match")
    if not name or not plain:
        raise ImportFailed(f"{text!r} is no name and no name(…) with one closing parenthesis at its end")
    return Expression(name, *_inside(text[at:], text))


def _inside(brackets: str, text: str) -> tuple[tuple[str, ...], dict[str, Any]]:
    """Return the units and the parameters in the parentheses of an expression."""
    units, parameters = [], {}
    for part in _parts(brackets[1:-1], text):
        name, equals, value = part.partition("=")
        if equals and "(" not in name and not _is_reference(part):
            parameters[name.strip()] = _literal(value.strip())
        elif part:
            units.append(part)
    return tuple(units), parameters


def _opening(text: str) -> int | None:
    """Return the place of the parenthesis that the last one closes."""
    depth = 0
    for at in range(len(text) - 1, -1, -1):
        depth += (text[at] == ")") - (text[at] == "(")
        if depth == 0:
            return at
    return None


def _is_reference(text: str) -> bool:
    """Return whether a text with parentheses is the reference to a unit in a file: its path has balanced ones."""
    place, colon, attribute = text.rpartition(":")
    balanced = place.count("(") == place.count(")") or Path(place).is_file()
    return bool(colon) and place.lower().endswith(".py") and attribute.isidentifier() and balanced


def _parts(inside: str, text: str) -> list[str]:
    """Split at the commas that are outside of inner parentheses."""
    parts, depth = [""], 0
    for character in inside:
        depth += (character == "(") - (character == ")")
        if depth < 0:
            break
        if character == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    if depth:
        raise ImportFailed(f"{text!r}: its parentheses do not match")
    return [part.strip() for part in parts]


def _literal(value: str) -> Any:
    try:
        return ast.literal_eval(value)
    except (SyntaxError, ValueError):
        return value


def _takes(unit: Any) -> str:
    if isinstance(unit, Wrapper):
        return "one variant"
    if isinstance(unit, ProblemMaker):
        return "one problem and its parameters" if unit.base else "its parameters by name, and no other unit"
    return "nothing"
