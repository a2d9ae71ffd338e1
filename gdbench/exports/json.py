"""JSON: one file per table, a list with one object a row on a line of its own; null is missing or infinite."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gdbench.exports.columns import TABLES, plain, readme
from gdbench.store import replace_file
from gdbench.tables.run import Run

if TYPE_CHECKING:
    import pandas as pd

_ROWS = 50_000  # rows converted at a time, because a million curve points as Python objects would take gigabytes


def write(run: Run, folder: Path) -> None:
    """Write every table and the page that documents them."""
    tables = {name: plain(run.table(name)) for name in TABLES}
    for name, frame in tables.items():
        replace_file(folder / f"{name}.json", _listed(frame).encode())
    replace_file(folder / "README.md", readme(run.manifest.name, tables, ".json").encode())


def _listed(frame: pd.DataFrame) -> str:
    lines = []
    for first in range(0, len(frame), _ROWS):
        part = frame.iloc[first : first + _ROWS]
        columns = [[_value(each) for each in part[name].tolist()] for name in part.columns]
        lines += [json.dumps(dict(zip(part.columns, row, strict=True))) for row in zip(*columns, strict=True)]
    return "[\n" + ",\n".join(lines) + "\n]\n"


def _value(value: Any) -> Any:
    if isinstance(value, (str, bool, int)) or value is None:
        return value
    return value if isinstance(value, float) and math.isfinite(value) else None
