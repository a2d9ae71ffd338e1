"""Reads a suite that a user gives as a name, a path or a mapping, and validates it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from gdbench.errors import ConfigError
from gdbench.suite import Suite, load_suite, read_suite


class SuiteSource(NamedTuple):
    """A suite with its text; ``where`` is its name in messages."""

    where: str
    text: bytes
    suite: Suite


def suite_source(suite: str | Path | Mapping[str, Any], trials: int | None = None) -> SuiteSource:
    """Return a suite; ``trials``, if given, replaces the suite's own number of trials per variant.

    Raises `ConfigError`, which names every mistake in the suite.
    """
    where, text = ("suite", _as_toml(suite)) if isinstance(suite, Mapping) else read_suite(str(suite))
    validated = load_suite(where, text)
    if trials is not None:
        if trials < 1:
            raise ConfigError("command line", [("--trials", f"must be at least 1, not {trials}")])
        validated = validated.model_copy(update={"tuning": validated.tuning.model_copy(update={"trials": trials})})
    return SuiteSource(where, text, validated)


def _as_toml(suite: Mapping[str, Any]) -> bytes:
    """Return the text of an equivalent suite file (JSON values are valid TOML; each section becomes one table)."""
    lines = []
    for name, section in suite.items():
        for table in section if isinstance(section, list) else [section]:
            if not isinstance(table, Mapping):
                raise ConfigError("suite", [(name, f"must be a table of keys and values, not {table!r}")])
            lines.append(f"[[{name}]]" if isinstance(section, list) else f"[{name}]")
            lines += [f"{key} = {_toml_value(value)}" for key, value in table.items() if value is not None]
    return ("\n".join(lines) + "\n").encode()


def _toml_value(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_toml_value(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_toml_value, value)) + "]"
    plain = value.item() if hasattr(value, "item") else value
    return json.dumps(plain, ensure_ascii=False).replace("\x7f", "\\u007f")
