"""What is measured of a unit lies beside it: ``<name>.json`` beside ``<name>.py``, written by `gdbench adopt`.

A problem's file has ``float32_floor``: by dimension, the share of the starting gap that float32 resolves. A task's has
``digest``, a hash of its data, and ``calibration``, what tuned optimizers reach on it. A unit without such a file can
be run, but no target is refused as too fine for it, and its data are not checked.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any


def beside(source: Path, attribute: str = "") -> Path:
    """Return the file that holds what is measured of a unit of this source file.

    A user's file may hold several units, so the name of the unit is part of that of its record.
    """
    return source.with_name(f"{source.stem}.{attribute}.json" if attribute else f"{source.stem}.json")


def read_measured(path: Path) -> dict[str, Any]:
    """Return what is kept in a file; an empty dict where there is none."""
    return json.loads(path.read_text()) if path.is_file() else {}


def measured_text(facts: Mapping[str, Any]) -> str:
    """Return the facts as they are kept: one line each."""
    return "{\n" + ",\n".join(f'"{name}": {json.dumps(value)}' for name, value in facts.items()) + "\n}\n"


def with_measured(unit: Any, facts: Mapping[str, Any]) -> Any:
    """Return a problem, a maker of problems or a task with its facts."""
    if "float32_floor" in facts:
        return replace(unit, resolution={int(n): share for n, share in facts["float32_floor"].items()})
    return replace(unit, digest=facts["digest"]) if "digest" in facts else unit
