"""Markdown: the tables of the report, one file each, for a README or an issue."""

from __future__ import annotations

from pathlib import Path

from gdbench.exports import Exported
from gdbench.store import replace_file


def write(exported: Exported, folder: Path) -> None:
    """Write one text per table: the verdict, the profile's numbers, expected times of every workload."""
    for name, text in exported.typeset("markdown").items():
        replace_file(folder / name, text.encode())
