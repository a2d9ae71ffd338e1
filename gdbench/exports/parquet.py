"""Parquet: one file per table with its types; the meaning of each column is in the metadata of its field."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from gdbench.exports.columns import TABLES, meaning, plain, readme
from gdbench.store import replace_file
from gdbench.tables.run import Run


def write(run: Run, folder: Path) -> None:
    """Write every table and the page that documents them."""
    tables = {name: plain(run.table(name)) for name in TABLES}
    for name, frame in tables.items():
        sink = pa.BufferOutputStream()
        pq.write_table(_documented(name, pa.Table.from_pandas(frame, preserve_index=False)), sink, compression="zstd")
        replace_file(folder / f"{name}.parquet", sink.getvalue().to_pybytes())
    replace_file(folder / "README.md", readme(run.manifest.name, tables, ".parquet").encode())


def _documented(name: str, table: pa.Table) -> pa.Table:
    fields = [field.with_metadata({"description": meaning(name, field.name)}) for field in table.schema]
    return table.cast(pa.schema(fields, metadata={"table": name, "description": TABLES[name][0]}))
