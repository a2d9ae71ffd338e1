"""Reads and writes the measured facts of a unit: ``<name>.json`` beside ``<name>.py``, written by `gdbench adopt`.

The file of a problem has ``float32_floor``: by dimension, the share of the starting gap that float32 resolves. The file
of a task has ``digest``, a hash of its data, and ``calibration``, the results of tuned optimizers on it. A unit without
such a file can be run, but its targets are not checked against float32, and its data are not checked at all.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any


def beside(source: Path, attribute: str = "") -> Path:
    """Return the file that holds the measured facts of a unit in this source file.

    A user's file may hold several units, so the name of its record contains the name of the unit.
    """
    return source.with_name(f"{source.stem}.{attribute}.json" if attribute else f"{source.stem}.json")


def read_measured(path: Path) -> dict[str, Any]:
    """Return the facts in a file, or an empty dict if there is no such file."""
    return json.loads(path.read_text()) if path.is_file() else {}


def measured_text(facts: Mapping[str, Any]) -> str:
    """Return the text of a file of facts, with one line per fact."""
    return "{\n" + ",\n".join(f'"{name}": {json.dumps(value)}' for name, value in facts.items()) + "\n}\n"


def with_measured(unit: Any, facts: Mapping[str, Any]) -> Any:
    """Return a problem, a maker of problems or a task with its measured facts."""
    if "float32_floor" in facts:
        return replace(unit, resolution={int(n): share for n, share in facts["float32_floor"].items()})
    return replace(unit, digest=facts["digest"]) if "digest" in facts else unit
