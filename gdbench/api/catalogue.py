"""What there is to run, and descriptions of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from gdbench.api.results import DEFAULT_OUT
from gdbench.store import Store


def catalogue(kind: str, out: str | Path = DEFAULT_OUT) -> list[dict[str, Any]]:
    """Return the names and families of ``variants``, ``problems``, ``tasks``, ``suites`` or ``runs``."""
    from gdbench.registry import families
    from gdbench.suite import suite_names

    if kind == "suites":
        return [{"name": name, "family": "suite"} for name in sorted(suite_names())]
    if kind == "runs":
        return [{"name": name, "family": "run"} for name in Store(out).runs()]
    found = families(kind.removesuffix("s"))
    return [{"name": name, "family": family} for name, family in found.items()]


def describe(name: str) -> str:
    """Return what is known of a unit, as text for a terminal."""
    from gdbench.describe import unit_text
    from gdbench.registry import kind_of, load
    from gdbench.running.machine import usable_devices

    usable_devices()
    return unit_text(load(kind_of(name), name))
