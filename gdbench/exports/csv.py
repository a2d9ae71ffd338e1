"""CSV: one file per table, UTF-8, every digit of every number, infinities as inf; README.md explains the columns."""

from __future__ import annotations

from pathlib import Path

from gdbench.exports.columns import TABLES, plain, readme
from gdbench.store import replace_file
from gdbench.tables.run import Run


def write(run: Run, folder: Path) -> None:
    """Write every table and the page that documents them."""
    tables = {name: plain(run.table(name)) for name in TABLES}
    for name, frame in tables.items():
        replace_file(folder / f"{name}.csv", frame.to_csv(index=False, lineterminator="\n").encode())
    replace_file(folder / "README.md", readme(run.manifest.name, tables, ".csv").encode())
