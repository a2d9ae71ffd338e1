"""Names of folders and tags for variants and workloads."""

from __future__ import annotations

import re

_UNSAFE = re.compile(r"[^A-Za-z0-9_.-]")


def folders_of(labels: list[str]) -> dict[str, str]:
    """Return a name for each label that every file system accepts: ASCII letters, digits, -, _ and full stops.

    Names that would be equal, upper and lower case aside, are numbered.
    """
    out: dict[str, str] = {}
    for label in labels:
        plain = _UNSAFE.sub("-", label).strip(".") or "-"
        name, number = plain, 1
        while name.lower() in {known.lower() for known in out.values()}:
            number += 1
            name = f"{plain}-{number}"
        out[label] = name
    return out
