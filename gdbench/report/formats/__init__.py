"""The tables of a run as text for a README, an issue or a paper; one format per file, found by this folder.

A format has ``SUFFIX``, ``table(sheet) -> str`` for one table and ``document(summary) -> str`` for all tables. Cells
contain numbers for people to read (rounded, with ties and intervals); `gdbench export` writes the exact numbers. The
contents of tables are made in `gdbench.report.data.sheets`. To add a format, copy `markdown`.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gdbench.report.data.sheets import Sheet, Summary


def names() -> list[str]:
    """Return the formats that the folder holds."""
    return sorted(path.stem for path in Path(__file__).parent.glob("[!_]*.py"))


def suffix(form: str) -> str:
    """Return the file suffix of a format: .md, .tex."""
    return import_module(f"{__name__}.{form}").SUFFIX


def document(form: str, summary: Summary) -> str:
    """Return a run as one text: its verdict in prose, then every table."""
    return import_module(f"{__name__}.{form}").document(summary)


def tables(form: str, sheets: list[Sheet]) -> Mapping[str, str]:
    """Return one text per table, by file name."""
    module = import_module(f"{__name__}.{form}")
    return {f"{sheet.key}{module.SUFFIX}": module.table(sheet) for sheet in sheets}
