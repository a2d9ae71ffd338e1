"""The tables of a run as text: what a README, an issue or a paper takes in. One format per file, found by its folder.

A format has ``SUFFIX``, ``table(sheet) -> str`` for one table and ``document(text, sheets) -> str`` for all of them.
Its cells hold what people read (numbers rounded, ties marked, intervals); the exact numbers are in `gdbench export`.
To add a format, copy `markdown`.

`sheets`    a run → tables in words
`markdown`  pipe tables, as GitHub and pandoc read them
`latex`     booktabs
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gdbench.report.formats.sheets import Sheet, Summary


def names() -> list[str]:
    """Return the formats that the folder holds."""
    own = {"__init__", "sheets"}
    return sorted(path.stem for path in Path(__file__).parent.glob("*.py") if path.stem not in own)


def suffix(form: str) -> str:
    """Return how files of a format end: .md, .tex."""
    return import_module(f"{__name__}.{form}").SUFFIX


def document(form: str, summary: Summary) -> str:
    """Return a run as one text: its verdict in prose, then every table."""
    return import_module(f"{__name__}.{form}").document(summary)


def tables(form: str, sheets: list[Sheet]) -> Mapping[str, str]:
    """Return one text per table, by file name."""
    module = import_module(f"{__name__}.{form}")
    return {f"{sheet.key}{module.SUFFIX}": module.table(sheet) for sheet in sheets}
