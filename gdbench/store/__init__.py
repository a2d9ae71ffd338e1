"""results/ on disk: keys, atomic commits, schema. The format is described in docs/disk-format.md.

Belongs here: reading and writing the files of the results folder.
Does not: JAX, pandas, and anything that computes a result or makes a table of one.

`files`       writing a file so that a crash leaves it whole or absent
`keys`        canonical JSON, and the hash under which a result is stored
`trace_rows`  a trace as rows of Parquet
`cells`       the cells: committed by one rename, immutable after
`runs`        the folder of a run: manifest, suite file, timings, close-ups
"""

from gdbench.store.cells import CellStore
from gdbench.store.files import check_writable, replace_file
from gdbench.store.keys import canonical, key_of
from gdbench.store.runs import RunStore
from gdbench.store.trace_rows import SCHEMA_VERSION

__all__ = ["SCHEMA_VERSION", "Store", "canonical", "check_writable", "key_of", "replace_file"]


class Store(CellStore, RunStore):
    """The results folder: cells by key, and one folder per run."""
