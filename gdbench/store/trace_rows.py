"""A trace as Parquet: one row per run, curves as lists of one fixed length, an explicit schema."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from gdbench.types import Lane, Trace

SCHEMA_VERSION = 1
_SCALARS = ("status", "gap", "best", "grad_norm", "steps", "cost")
_LISTS = ("counts", "hit_step", "hit_cost", "curve_step", "curve_cost", "curve_gap")


def write_rows(sink: Any, parts: Iterable[Trace], lanes: Sequence[Lane]) -> None:
    """Write traces of consecutive lanes to a path or stream, one row group per trace."""
    writer, at = None, 0
    try:
        for trace in parts:
            table = _table(trace, lanes[at : at + len(trace.gap)])
            at += table.num_rows
            writer = writer or pq.ParquetWriter(sink, table.schema, compression="zstd", use_dictionary=False)
            writer.write_table(table)
    finally:
        if writer is not None:
            writer.close()


def _table(trace: Trace, lanes: Sequence[Lane]) -> pa.Table:
    columns: dict[str, pa.Array] = {
        "trial": pa.array([lane.trial for lane in lanes], pa.int32()),
        "seed": pa.array([lane.seed for lane in lanes], pa.int64()),
    }
    for name in _SCALARS:
        columns[name] = pa.array(getattr(trace, name))
    for name, values in trace.measures.items():
        columns[f"measure_{name}"] = pa.array(values)
    for name in _LISTS:
        values = getattr(trace, name)
        flat = pa.array(np.ascontiguousarray(values).reshape(-1))
        columns[name] = pa.FixedSizeListArray.from_arrays(flat, values.shape[1])
    return pa.table(columns)
