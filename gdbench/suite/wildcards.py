"""One name with wildcards → the entries that it stands for."""

from __future__ import annotations

import fnmatch
from collections.abc import Mapping
from typing import Any

from gdbench.errors import nearest
from gdbench.registry import load, names


def expanded(kind: str, entry: Any) -> list[Any]:
    """Return the entries that one with wildcards stands for.

    It keeps the dimensions that each unit allows; ``tags`` and ``without_tags`` choose among the problems, and
    ``quick = true`` leaves out the tasks that say of themselves that they take minutes.
    """
    table = entry if isinstance(entry, dict) else {"name": entry}
    pattern = table.get("name")
    if not isinstance(pattern, str) or ":" in pattern or not set(pattern) & set("*?["):
        return [entry]
    asked, refused = _tags(kind, table, "tags"), _tags(kind, table, "without_tags")
    chooses = {"problem": ("tags", "without_tags"), "task": ("quick",)}.get(kind, ())
    rest = {key: value for key, value in table.items() if key not in chooses}
    quick = _quick(table) if kind == "task" else False
    found = []
    for name in fnmatch.filter(names(kind), pattern):
        if quick and not load(kind, name).quick:
            continue
        copy = {**rest, "name": name}
        if kind == "problem":
            unit = load(kind, name)
            if not unit.tags.issuperset(asked) or unit.tags & refused:
                continue
            if isinstance(table.get("dims"), list):
                allowed = [dim for dim in table["dims"] if isinstance(dim, int) and unit.dims.allows(dim)]
                copy = copy | {"dims": allowed or None}
        found.append(copy)
    return found or [entry]


def _tags(kind: str, table: Mapping[str, Any], key: str) -> set[str]:
    """The tags that an entry asks for or refuses; raises ValueError for one that no problem has."""
    tags = table.get(key, []) if kind == "problem" else []
    known = {tag for name in names(kind) for tag in load(kind, name).tags} if tags else set()
    for tag in tags:
        if tag not in known:
            raise ValueError(f"{key}: no problem has the tag {tag!r}{nearest(str(tag), known)}")
    return set(tags)


def _quick(table: Mapping[str, Any]) -> bool:
    """Whether an entry asks for quick tasks alone; raises ValueError for anything but true and false."""
    quick = table.get("quick", False)
    if not isinstance(quick, bool):
        raise ValueError(f"quick: true or false, not {quick!r}")
    return quick
