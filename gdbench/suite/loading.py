"""Reads a suite file and reports all its mistakes at once, each with its path and the nearest valid name."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from gdbench.errors import ConfigError, UnknownName, nearest
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
            raise UnknownName("suite", name_or_path, known)
        path = known[name_or_path]
    try:
        return str(path), path.read_bytes()
    except OSError as error:
        raise ConfigError(str(path), [("file", f"cannot be read ({error.strerror})")]) from error


def load_suite(where: str, text: bytes) -> Suite:
    """Return the validated suite; raises `ConfigError` that lists every mistake."""
    try:
        document = tomllib.loads(text.decode("utf-8-sig"))  # editors on Windows begin a file with a byte-order mark
    except UnicodeDecodeError as error:
        raise ConfigError(where, [("file", f"is not TOML: it is no text in UTF-8 ({error})")]) from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(where, [("file", f"is not TOML: {error}")]) from error
    try:
        return Suite.model_validate(document)
    except ValidationError as error:
        mistakes: dict[str, list[str]] = {}
        for path, sentence in map(_sentence, error.errors()):
            mistakes.setdefault(path, []).append(sentence)
        raise ConfigError(where, [(path, "; or ".join(found)) for path, found in mistakes.items()]) from error


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
    text = error["msg"].removeprefix("Value error, ")
    text = text[0].lower() + text[1:] if text.startswith("Input") else text
    return path, text.replace("input should", "should") + ("" if kind == "value_error" else f", not {given!r}")


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
