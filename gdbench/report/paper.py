"""The figures of the page for a paper: SVG on a white ground, and a CSV of the numbers behind each."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from gdbench.report.facts import Facts
from gdbench.report.figures import Drawing
from gdbench.store import replace_file

_OWN = (".svg", ".csv")


def write_figures(facts: Facts, drawings: Mapping[str, Drawing], folder: Path) -> None:
    """Write one SVG and one CSV per drawing and one CSV per table; remove those of an earlier version."""
    files: dict[str, str] = {}
    for drawing in drawings.values():
        files[f"{drawing.file}.svg"] = drawing.picture.on_paper(drawing.title, drawing.legend)
        files[f"{drawing.file}.csv"] = _csv(drawing.numbers)
    tables = {"verdict": facts.ranking, "specialists": facts.specialists, "steps": facts.steps}
    files |= {f"{name}.csv": _csv(table) for name, table in tables.items() if len(table)}
    if not files and not folder.exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        if old.suffix in _OWN and old.name not in files:
            old.unlink()
    for name, text in files.items():
        target = folder / name
        if not target.exists() or target.read_bytes() != text.encode():
            replace_file(target, text.encode())


def _csv(table: pd.DataFrame) -> str:
    return table.to_csv(index=False, float_format="%.6g", lineterminator="\n")
