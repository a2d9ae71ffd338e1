"""Expands an entry whose name has wildcards into one entry per matching unit."""

from __future__ import annotations

import fnmatch
from collections.abc import Mapping
from typing import Any, TypeGuard

from gdbench.errors import nearest
from gdbench.registry import load, names
from gdbench.types import Problem

_TAG_KEYS = ("tags", "without_tags")


def expanded_variants(entry: Any) -> list[Any]:
    """Return the entries that a variant's entry stands for: itself, or one for each name that it matches."""
    table = _table(entry)
    return [{**table, "name": name} for name in _matched("variant", table)] or [entry]


def expanded_problems(entry: Any) -> list[Any]:
    """Return the entries that a problem's entry stands for.

    If the name has wildcards, ``tags`` and ``without_tags`` select among the matching problems, and each problem keeps
    only the dimensions that it allows.
    """
    table = _table(entry)
    if not _is_pattern(table.get("name")):
        return [entry]
    asked, refused = (_tags(table, key) for key in _TAG_KEYS)
    units = [load("problem", name) for name in _matched("problem", table)]
    kept = [unit for unit in units if unit.tags >= asked and not unit.tags & refused]
    rest = {key: value for key, value in table.items() if key not in _TAG_KEYS}
    return [{**rest, "name": unit.name, **_allowed_dims(table, unit)} for unit in kept] or [entry]


def expanded_tasks(entry: Any) -> list[Any]:
    """Return the entries that a task's entry stands for.

    If the name has wildcards, ``quick = true`` leaves out the tasks that are declared to take minutes.
    """
    table = _table(entry)
    if not _is_pattern(table.get("name")):
        return [entry]
    quick, rest = _quick(table), {key: value for key, value in table.items() if key != "quick"}
    matched = [name for name in _matched("task", table) if not quick or load("task", name).quick]
    return [{**rest, "name": name} for name in matched] or [entry]


def _table(entry: Any) -> dict[str, Any]:
    return entry if isinstance(entry, dict) else {"name": entry}


def _matched(kind: str, table: Mapping[str, Any]) -> list[str]:
    """Return the names that a pattern matches; the list is empty for a name without wildcards."""
    pattern = table.get("name")
    return fnmatch.filter(names(kind), pattern) if _is_pattern(pattern) else []


def _is_pattern(name: Any) -> TypeGuard[str]:
    return isinstance(name, str) and ":" not in name and bool(set(name) & set("*?["))


def _allowed_dims(table: Mapping[str, Any], unit: Problem) -> dict[str, Any]:
    """Return the dimensions of an entry that the problem allows, or the problem's default if it allows none of them."""
    if not isinstance(table.get("dims"), list):
        return {}
    return {"dims": [dim for dim in table["dims"] if isinstance(dim, int) and unit.dims.allows(dim)] or None}


def _tags(table: Mapping[str, Any], key: str) -> set[str]:
    """Return the tags that an entry requires or excludes; raises ValueError for a tag that no problem has."""
    tags = table.get(key, [])
    known = {tag for name in names("problem") for tag in load("problem", name).tags} if tags else set()
    for tag in tags:
        if tag not in known:
            raise ValueError(f"{key}: no problem has the tag {tag!r}{nearest(str(tag), known)}")
    return set(tags)


def _quick(table: Mapping[str, Any]) -> bool:
    """Return whether an entry asks for quick tasks only; raises ValueError for anything but true and false."""
    quick = table.get("quick", False)
    if not isinstance(quick, bool):
        raise ValueError(f"quick: true or false, not {quick!r}")
    return quick
