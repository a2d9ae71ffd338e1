"""Reads a suite that a user gives as a name, a path or a mapping, and validates it."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from os import PathLike
from typing import Any, NamedTuple

from gdbench.errors import ConfigError
from gdbench.suite import Suite, load_suite, read_suite, validated_suite

Mistakes = list[tuple[str, str]]


class SuiteSource(NamedTuple):
    """A suite with its text; ``where`` is its name in messages."""

    where: str
    text: bytes
    suite: Suite


def suite_source(suite: str | PathLike[str] | Mapping[str, Any], trials: int | None = None) -> SuiteSource:
    """Return a suite; ``trials``, if given, replaces the suite's own number of trials per variant.

    Raises `ConfigError`, which names every mistake in the suite.
    """
    found = _source(suite)
    return found if trials is None else found._replace(suite=_with_trials(found.suite, trials))


def _source(suite: Any) -> SuiteSource:
    if isinstance(suite, Mapping):
        document = _document(suite)
        validated = validated_suite("suite", document)  # first, because its mistakes are named by their keys
        return SuiteSource("suite", _as_toml(document), validated)
    if not isinstance(suite, (str, PathLike)):
        sentence = f"must be a name, the path of a suite file or a mapping, not {type(suite).__name__}"
        raise ConfigError("suite", [("suite", sentence)])
    where, text = read_suite(str(suite))
    return SuiteSource(where, text, load_suite(where, text))


def _with_trials(suite: Suite, trials: int) -> Suite:
    document = suite.model_dump(exclude_unset=True)
    document["tuning"] = {**document.get("tuning", {}), "trials": _plain(trials, "--trials", [])}
    try:
        return validated_suite("command line", document)
    except ConfigError as error:
        found = [("--trials", text) for path, text in error.mistakes if path.startswith("tuning.trials")]
        raise ConfigError("command line", found or error.mistakes) from error


def _document(suite: Mapping[str, Any]) -> dict[str, Any]:
    """Return the suite in plain values, as a suite file would give it; a key of a section that is None is left out.

    Raises `ConfigError`, which names every value that a suite file cannot hold by its key.
    """
    mistakes: Mistakes = []
    plain = _plain(suite, "", mistakes)
    if mistakes:
        raise ConfigError("suite", mistakes)
    for section in _sections(plain):
        for name in [name for name, value in section.items() if value is None]:
            del section[name]
    return plain


def _sections(document: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for value in document.values():
        yield from (each for each in (value if isinstance(value, list) else [value]) if isinstance(each, dict))


def _plain(value: Any, path: str, mistakes: Mistakes) -> Any:
    """Return a value made of dictionaries, lists, texts, numbers, truth values and None; others become mistakes."""
    if isinstance(value, Mapping):
        return {str(key): _plain(inner, f"{path}.{key}".lstrip("."), mistakes) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner, f"{path}.{place}".lstrip("."), mistakes) for place, inner in enumerate(value)]
    if hasattr(value, "tolist"):  # a number or an array of NumPy or JAX
        return _plain(value.tolist(), path, mistakes)
    if isinstance(value, PathLike):
        value = str(value)
    fault = _fault(value)
    if fault:
        mistakes.append((path, fault))
    return value


def _fault(value: Any) -> str | None:
    """Return why a suite file cannot hold a value, or None if it can."""
    if isinstance(value, str) and not value.isascii() and "\\ud" in ascii(value):
        return f"holds half of a character: {value!r}"
    if value is None or isinstance(value, (bool, int, float, str)):
        return None
    if callable(value):
        name = getattr(value, "__qualname__", type(value).__qualname__)
        return f"must be a name, not the object {name}: write package.module:name or path/to/file.py:name"
    return f"must be a text, a number, a list or a table, not {type(value).__qualname__}"


def _as_toml(document: Mapping[str, Any]) -> bytes:
    """Return the text of an equivalent suite file, in which each section is one table."""
    lines = []
    for name, section in document.items():
        if section is None:
            continue
        for table in section if isinstance(section, list) else [section]:
            lines.append(f"[[{name}]]" if isinstance(section, list) else f"[{name}]")
            lines += [f"{_key(key)} = {_toml_value(value)}" for key, value in table.items() if value is not None]
    return ("\n".join(lines) + "\n").encode()


def _toml_value(value: Any) -> str:
    if isinstance(value, Mapping):
        known = {key: inner for key, inner in value.items() if inner is not None}
        return "{ " + ", ".join(f"{_key(key)} = {_toml_value(inner)}" for key, inner in known.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml_value, value)) + "]"
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)  # inf, -inf and nan are words of TOML
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")  # all other JSON values are valid TOML


def _key(key: str) -> str:
    plain = key and all(letter.isascii() and (letter.isalnum() or letter in "_-") for letter in key)
    return key if plain else json.dumps(key, ensure_ascii=False)
