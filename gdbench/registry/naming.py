"""What a unit is called: its file and folder say it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gdbench.types import Origin


def unit_name(function: Callable[..., Any]) -> str:
    """An own unit bears the name of its file, which may hold characters that no function name can."""
    parts = function.__module__.split(".")
    return parts[-1] if parts[0] == "gdbench" else function.__name__


def unit_family(function: Callable[..., Any]) -> str:
    """An own unit belongs to the family of its folder, everybody else's to ``user``."""
    parts = function.__module__.split(".")
    return parts[2] if parts[0] == "gdbench" and len(parts) > 3 else "user"


def unit_origin(function: Callable[..., Any]) -> Origin:
    """A unit of this package is its own; every other one is the user's."""
    return "own" if function.__module__.split(".")[0] == "gdbench" else "yours"
