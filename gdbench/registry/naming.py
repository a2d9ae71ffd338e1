"""The name, the family and the origin of a unit, which follow from its file and folder."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gdbench.types import Origin


def unit_name(function: Callable[..., Any]) -> str:
    """Return the name of a unit; an own unit has the name of its file, which function names cannot always spell."""
    parts = function.__module__.split(".")
    return parts[-1] if parts[0] == "gdbench" else function.__name__


def unit_family(function: Callable[..., Any]) -> str:
    """Return the family of a unit: the folder name of an own unit, and ``user`` for all others."""
    parts = function.__module__.split(".")
    return parts[2] if parts[0] == "gdbench" and len(parts) > 3 else "user"


def unit_origin(function: Callable[..., Any]) -> Origin:
    """Return the origin of a unit: ``own`` for a unit of this package, and ``yours`` for all others."""
    return "own" if function.__module__.split(".")[0] == "gdbench" else "yours"
