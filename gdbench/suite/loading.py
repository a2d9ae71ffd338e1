"""Reads a suite file and reports all its mistakes at once, each with its path and the nearest valid name."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from gdbench.errors import ConfigError, GdbenchError, UnknownName, nearest
from gdbench.suite.schema import Section, Suite

_PACKAGE = Path(__file__).parent.parent
_FOLDERS = (_PACKAGE / "suites", _PACKAGE.parent / "suites")  # in an installed package, and in a checkout


def suite_names() -> dict[str, Path]:
    """Return the suites that ship with gdbench, by name."""
    return {path.stem: path for folder in _FOLDERS for path in sorted(folder.glob("*.toml"))}


def read_suite(name_or_path: str) -> tuple[str, bytes]:
    """Return the place of a suite, for messages, and its unchanged text."""
    path = Path(name_or_path)
    if path.suffix.lower() != ".toml":
        known = suite_names()
        if name_or_path not in known:
            raise _no_suite(name_or_path, known)
        path = known[name_or_path]
    try:
        return str(path), path.read_bytes()
    except OSError as error:
        raise ConfigError(str(path), [("file", f"cannot be read ({error.strerror})")]) from error


def _no_suite(name: str, known: Iterable[str]) -> GdbenchError:
    """Return the error of a name that no suite has, which may be meant as a file."""
    if Path(f"{name}.toml").is_file():
        return ConfigError("command line", [("SUITE", f"no suite is named {name!r}; the file here is {name}.toml")])
    if Path(name).exists():
        return ConfigError("command line", [("SUITE", f"{name} is no suite file, whose name ends in .toml")])
    return UnknownName("suite", name, known)


def load_suite(where: str, text: bytes) -> Suite:
    """Return the validated suite; raises `ConfigError` that lists every mistake."""
    try:
        document = tomllib.loads(text.decode("utf-8-sig"))  # editors on Windows begin a file with a byte-order mark
    except UnicodeDecodeError as error:
        raise ConfigError(where, [("file", f"is not TOML: it is no text in UTF-8 ({error})")]) from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(where, [("file", f"is not TOML: {error}")]) from error
    return validated_suite(where, document)


def validated_suite(where: str, document: Mapping[str, Any]) -> Suite:
    """Return the suite of a document that is made of plain values; raises `ConfigError` that lists every mistake."""
    try:
        return Suite.model_validate(document)
    except ValidationError as error:
        mistakes: dict[str, list[str]] = {}
        for path, sentence in map(_sentence, error.errors()):
            mistakes.setdefault(path, []).append(sentence)
        raise ConfigError(where, [(path, "; or ".join(found)) for path, found in mistakes.items()]) from error


# The rules that a value has broken in words, by pydantic's name of the mistake.
_RULES = {
    "int_type": "must be a whole number without a decimal point",
    "float_type": "must be a number",
    "string_type": "must be a text",
    "list_type": "must be a list",
    "dict_type": "must be a table of keys and values",
    "model_type": "must be a table of keys and values",
    "too_short": "must have at least {min_length} entry",
    "string_too_long": "must have at most {max_length} letters",
    "greater_than": "must be more than {gt}",
    "greater_than_equal": "must be at least {ge}",
    "less_than": "must be less than {lt}",
    "less_than_equal": "must be at most {le}",
    "literal_error": "must be {expected}",
}


def _sentence(error: Any) -> tuple[str, str]:
    """Return (path, sentence) of one pydantic error."""
    place = [part for part in error["loc"] if not str(part).startswith(("function-", "constrained-", "literal["))]
    path = ".".join(map(str, place)) or "suite"
    kind, given = error["type"], error["input"]
    if kind == "extra_forbidden":
        known = _fields(tuple(str(part) for part in place[:-1] if not isinstance(part, int)))
        return path, f"no such key{nearest(str(place[-1]), known)} (known here: {', '.join(known)})"
    if kind == "missing":
        return path, "is required"
    if kind == "value_error":
        return path, error["msg"].removeprefix("Value error, ")
    rule = _RULES.get(kind, error["msg"].replace("Input should", "should")).format(**error.get("ctx", {}))
    return path, f"{rule}, not {given!r}"


@cache
def _fields(path: tuple[str, ...]) -> list[str]:
    """Return the keys that are allowed at a path of a suite file; positions in lists are not part of the path."""
    section: type[BaseModel] = Suite
    for part in path:
        field = section.model_fields.get(part)
        found = _sections(field.annotation) if field else []
        if not found:
            break
        section = found[0]
    return list(section.model_fields)


def _sections(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, Section):
        return [annotation]
    return [found for part in getattr(annotation, "__args__", ()) for found in _sections(part)]
