"""Writes the figures and tables of the page for a paper: SVG and PDF on white, CSV, and LaTeX tables."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from gdbench.report.data.looks import printed
from gdbench.report.data.page_data import PageData
from gdbench.report.data.rows import rows_of
from gdbench.report.data.sheets import Sheet, SheetEntry, sheets, verdict_sheets
from gdbench.report.figures.drawing.drawing import Drawing
from gdbench.report.formats.latex import table as latex
from gdbench.report.text import words
from gdbench.store import replace_file
from gdbench.tables.run import Run

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_OWN = (".svg", ".csv", ".pdf", ".tex")
_SCORES = ("algoperf", "aggregates", "basins", "escapes", "regret")


def write_figures(page: PageData, drawings: Mapping[str, Sequence[Drawing]], folder: Path) -> None:
    """Write SVG, PDF and CSV of every drawing, CSV and LaTeX of every table, and remove files of an earlier version."""
    files: dict[str, bytes] = {}
    for drawing in (each for several in drawings.values() for each in several):
        files[f"{drawing.name}.svg"] = drawing.picture.on_paper(drawing.title, drawing.legend).encode()
        files[f"{drawing.name}.csv"] = csv_of(drawing.numbers)
        if drawing.plot is not None:
            files[f"{drawing.name}.pdf"] = _pdf(drawing.plot, drawing.title)
    for name, table in _tables(page.run).items():
        if len(table):
            files[f"{name}.csv"] = csv_of(table)
            files[f"{name}.tex"] = latex(_sheet(name, table)).encode()
    for sheet in verdict_sheets(page.run) if page.is_large else sheets(page.run):
        files[f"{sheet.key}.tex"] = latex(sheet).encode()
    if files or folder.exists():
        _replace(folder, files)


def _replace(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make the folder hold these files and no others of the same kinds; files that are equal already are kept."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        if old.suffix in _OWN and old.name not in files:
            old.unlink(missing_ok=True)  # another process may write the same report
    for name, content in files.items():
        target = folder / name
        if not target.exists() or target.read_bytes() != content:
            replace_file(target, content)


def _tables(run: Run) -> dict[str, pd.DataFrame]:
    """Return the tables that have files of their own, by name."""
    return {
        "verdict": run.ranking,
        "specialists": run.specialists,
        "defaults": run.defaults,
        "steps": run.steps,
        "own_against_optax": run.conformance.drop(columns=["setting", "counterpart_setting"], errors="ignore"),
        "rates": run.theory_rates.drop(columns=["source"], errors="ignore"),
        "learning_rates": run.intervals,
        "friedman": run.friedman,
        **({name: run.table(name) for name in _SCORES} if run.evaluated else {}),
    }


def _pdf(plot: Figure, title: str) -> bytes:
    """Return the figure as a PDF in the colours of paper; equal figures give equal bytes."""
    import matplotlib
    from matplotlib.backends.backend_pdf import FigureCanvasPdf

    colours = printed()
    for artist in plot.findobj():
        _recoloured(artist, colours)
    FigureCanvasPdf(plot)
    buffer = io.BytesIO()
    with matplotlib.rc_context({"text.parse_math": False, "pdf.compression": 6}):
        metadata = {"CreationDate": None, "Title": title}
        plot.savefig(buffer, format="pdf", transparent=True, metadata=metadata)
    return buffer.getvalue()


def _sheet(name: str, table: pd.DataFrame) -> Sheet:
    """Return a table as a sheet, with its numbers rounded."""
    columns = [(str(column).replace("_", " "), table[column].dtype.kind not in "iuf") for column in table]
    rows = [[SheetEntry(_written(value)) for value in row] for row in rows_of(table)]
    return Sheet(name, name.replace("_", " ").capitalize(), columns, rows)


def _written(value: Any) -> str:
    if isinstance(value, (int, np.integer)) and not isinstance(value, bool):
        return words.count(int(value))
    return words.number(float(value), 3) if isinstance(value, (float, np.floating)) else str(value)


def _recoloured(artist: Any, colours: Mapping[str, str]) -> None:
    """Replace the stand-in colours of an artist by those of paper."""
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


def csv_of(table: pd.DataFrame) -> bytes:
    """Return a table as CSV with six significant digits; a missing number is an empty field.

    Arrow writes the CSV, because pandas takes ten times as long.
    """
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


def _rounded(values: np.ndarray) -> np.ndarray:
    """Numbers with six significant digits."""
    with np.errstate(divide="ignore", invalid="ignore"):
        power = 5 - np.floor(np.log10(np.abs(values)))
        power = np.where(np.isfinite(power), np.clip(power, -300, 300), 0.0)
        scaled = np.rint(values * 10.0**power) / 10.0**power
    return np.where(np.isfinite(values), scaled, values)
