"""The figures and tables of the page for a paper: SVG and PDF on a white ground, CSV, and LaTeX tables."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from gdbench.report import words
from gdbench.report.facts import Facts
from gdbench.report.figures import Drawing
from gdbench.report.formats.latex import table as latex
from gdbench.report.formats.sheets import Entry, Sheet, sheets
from gdbench.report.studies import Studies
from gdbench.report.style import printed
from gdbench.store import replace_file

_OWN = (".svg", ".csv", ".pdf", ".tex")


def write_figures(
    facts: Facts, drawings: Mapping[str, Drawing], tables: Mapping[str, pd.DataFrame], folder: Path
) -> None:
    """Write SVG, PDF and CSV of every drawing, CSV and LaTeX of every table; remove those of an earlier version."""
    files: dict[str, bytes] = {}
    for drawing in drawings.values():
        files[f"{drawing.file}.svg"] = drawing.picture.on_paper(drawing.title, drawing.legend).encode()
        files[f"{drawing.file}.csv"] = _csv(drawing.numbers)
        if drawing.pdf is not None:
            files[f"{drawing.file}.pdf"] = pdf(drawing)
    for name, table in tables.items():
        if len(table):
            files[f"{name}.csv"] = _csv(table)
            files[f"{name}.tex"] = latex(_sheet(name, table)).encode()
    told = replace(facts, hits=facts.hits.iloc[:0]) if facts.is_large else facts
    for sheet in sheets(told):
        files[f"{sheet.key}.tex"] = latex(sheet).encode()
    if not files and not folder.exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        if old.suffix in _OWN and old.name not in files:
            old.unlink()
    for name, content in files.items():
        target = folder / name
        if not target.exists() or target.read_bytes() != content:
            replace_file(target, content)


def tables_of(facts: Facts, studies: Studies) -> dict[str, pd.DataFrame]:
    """Return the tables that have files of their own, by name."""
    return {
        "verdict": facts.ranking,
        "specialists": facts.specialists,
        "defaults": facts.defaults,
        "steps": facts.steps,
        "own_against_optax": facts.conformance.drop(columns=["setting", "counterpart_setting"], errors="ignore"),
        "rates": studies.rates.drop(columns=["source"], errors="ignore"),
        "learning_rates": studies.intervals,
        "friedman": studies.friedman,
    }


def pdf(drawing: Drawing) -> bytes:
    """Return the figure as a PDF in the colours of paper; equal figures give equal bytes."""
    import matplotlib
    from matplotlib.backends.backend_pdf import FigureCanvasPdf

    colours = printed()
    for artist in drawing.pdf.findobj():
        _recoloured(artist, colours)
    FigureCanvasPdf(drawing.pdf)
    buffer = io.BytesIO()
    with matplotlib.rc_context({"text.parse_math": False, "pdf.compression": 6}):
        drawing.pdf.savefig(
            buffer, format="pdf", transparent=True, metadata={"CreationDate": None, "Title": drawing.title}
        )
    return buffer.getvalue()


def _sheet(name: str, table: pd.DataFrame) -> Sheet:
    """A table as it is, its numbers rounded."""
    columns = [(str(column).replace("_", " "), table[column].dtype.kind not in "iuf") for column in table]
    rows = [[Entry(_written(value)) for value in row] for row in table.itertuples(index=False)]
    return Sheet(name, name.replace("_", " ").capitalize(), columns, rows)


def _written(value: Any) -> str:
    if isinstance(value, (int, np.integer)) and not isinstance(value, bool):
        return words.count(value)
    return words.number(float(value), 3) if isinstance(value, (float, np.floating)) else str(value)


def _recoloured(artist: Any, colours: Mapping[str, str]) -> None:
    """Exchange stand-in colours for those of paper."""
    from matplotlib.colors import to_hex

    for name in ("color", "facecolor", "edgecolor"):
        get, put = getattr(artist, f"get_{name}", None), getattr(artist, f"set_{name}", None)
        if get is None or put is None:
            continue
        try:
            now = to_hex(get())
        except (ValueError, TypeError):
            continue
        if now in colours:
            put(colours[now])


def _csv(table: pd.DataFrame) -> bytes:
    """Six significant digits, nothing where there is no number; pandas itself takes ten times as long."""
    import pyarrow as pa
    from pyarrow import csv

    columns = {}
    for name in table:
        values = table[name]
        if values.dtype.kind == "f":
            columns[str(name)] = pa.array(_rounded(values.to_numpy()), from_pandas=True)
        elif values.dtype.kind in "iub" and not hasattr(values.dtype, "categories"):
            columns[str(name)] = pa.array(values.to_numpy())
        else:
            listed = values.to_numpy(object)
            columns[str(name)] = pa.array([None if value is pd.NA or value is None else str(value) for value in listed])
    sink = io.BytesIO()
    csv.write_csv(pa.table(columns), sink, csv.WriteOptions(quoting_style="needed"))
    return sink.getvalue()


def _rounded(values: np.ndarray, digits: int = 6) -> np.ndarray:
    with np.errstate(divide="ignore", invalid="ignore"):
        power = digits - 1 - np.floor(np.log10(np.abs(values)))
        power = np.where(np.isfinite(power), np.clip(power, -300, 300), 0.0)
        scaled = np.rint(values * 10.0**power) / 10.0**power
    return np.where(np.isfinite(values), scaled, values)
