r"""LaTeX: the tables of the report, one file each, for ``\input`` in a paper."""

from __future__ import annotations

from pathlib import Path

from gdbench.report import formats
from gdbench.report.data.sheets import sheets
from gdbench.store import replace_file
from gdbench.tables.run import Run


def write(run: Run, folder: Path) -> None:
    """Write one text per table: the verdict, the profile's numbers, expected times of every workload."""
    for name, text in formats.tables("latex", sheets(run)).items():
        replace_file(folder / name, text.encode())
