"""Manifest and stored cells → tidy tables: one row per run, per target of a run, per sample of a run's curve."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from gdbench.store import Store
from gdbench.types import ORACLE_PRICES, Stage, Status

CELL_COLUMNS = ["variant", "workload", "unit", "kind", "dim", "batch"]
_LABELS = {status.value: status.label for status in Status}

Cells = list[tuple[dict[str, Any], Stage, pa.Table]]


def read_cells(store: Store, manifest: Mapping[str, Any], stage: Stage | None = None) -> Cells:
    """Return (cell of the manifest, stage, table of runs) of every stored stage, read by four threads."""
    wanted = [
        (cell, each) for cell in manifest["cells"] for each in Stage if cell[each.value] and stage in (None, each)
    ]
    with ThreadPoolExecutor(4) as pool:
        tables = pool.map(lambda pair: store.read(pair[0][pair[1].value])[1], wanted)
        return [(cell, each, table) for (cell, each), table in zip(wanted, tables, strict=True)]


def runs_table(manifest: Mapping[str, Any], cells: Cells) -> pd.DataFrame:
    """Return one row per run: how it ended and what it used; failed and declined cells have a row too.

    Columns: variant, workload, unit, kind, dim, batch, stage, trial (−1: default setting), seed, status, gap,
    best, grad_norm, steps, cost (gradient evaluations), one column per kind of oracle call, reason.
    """
    frames = []
    for cell, stage, table in cells:
        frame = table.select(["trial", "seed", "status", "gap", "best", "grad_norm", "steps", "cost"]).to_pandas()
        frame["status"] = frame["status"].map(_LABELS)
        counts = matrix(table, "counts")
        for column, kind in enumerate(ORACLE_PRICES):
            frame[kind] = counts[:, column]
        frames.append(_labelled(frame, cell, stage))
    for cell in manifest["cells"]:
        if cell["status"] != "done":
            lines = [line for line in cell["reason"].splitlines() if line.strip()]
            row = pd.DataFrame({"status": [cell["status"]], "reason": [lines[-1] if lines else ""]})
            frames.append(_labelled(row, cell, Stage.EVALUATION))
    return _stacked(frames)


def hits_table(cells: Cells) -> pd.DataFrame:
    """Return one row per run and target: the level (share of the initial gap), the step and cost at the first hit.

    A missed target has cost inf and step −1: it is censored at the run's cost, never dropped.
    """
    frames = []
    for cell, stage, table in cells:
        cost, step = matrix(table, "hit_cost"), matrix(table, "hit_step")
        runs, targets = cost.shape
        frame = pd.DataFrame(
            {
                "trial": np.repeat(table["trial"].to_numpy(), targets),
                "seed": np.repeat(table["seed"].to_numpy(), targets),
                "target": np.tile(np.arange(targets), runs),
                "level": np.tile(cell["targets"], runs),
                "cost": cost.reshape(-1),
                "step": step.reshape(-1),
                "spent": np.repeat(table["cost"].to_numpy(), targets),
                "steps": np.repeat(table["steps"].to_numpy(), targets),
            }
        )
        frames.append(_labelled(frame, cell, stage))
    return _stacked(frames)


def curves_table(cells: Cells) -> pd.DataFrame:
    """Return one row per run and sample: step, cost (gradient evaluations), gap, and a task's measures."""
    frames = []
    for cell, stage, table in cells:
        names = [name for name in table.column_names if name.startswith("measure_")]
        gap = matrix(table, "curve_gap")
        frame = pd.DataFrame(
            {
                "trial": np.repeat(table["trial"].to_numpy(), gap.shape[1]),
                "seed": np.repeat(table["seed"].to_numpy(), gap.shape[1]),
                "step": matrix(table, "curve_step").reshape(-1),
                "cost": matrix(table, "curve_cost").reshape(-1),
                "gap": gap.reshape(-1),
                **{name.removeprefix("measure_"): matrix(table, name).reshape(-1) for name in names},
            }
        )
        frames.append(_labelled(frame, cell, stage))
    return _stacked(frames)


def cells_table(manifest: Mapping[str, Any]) -> pd.DataFrame:
    """Return one row per cell: what it is, how it ended, the chosen trial and setting (JSON)."""
    frame = pd.DataFrame(manifest["cells"])
    frame["setting"] = [json.dumps(setting, sort_keys=True) for setting in frame["setting"]]
    return frame


def matrix(table: pa.Table, column: str) -> np.ndarray:
    """Return a fixed-size list column as an array ``[R, …]``."""
    chunks: Iterator[np.ndarray] = (
        chunk.flatten().to_numpy(zero_copy_only=False).reshape(len(chunk), -1) for chunk in table[column].chunks
    )
    return np.concatenate(list(chunks))


def _labelled(frame: pd.DataFrame, cell: Mapping[str, Any], stage: Stage) -> pd.DataFrame:
    facts = {name: cell[name] for name in CELL_COLUMNS} | {"stage": stage.value}
    return frame.assign(**facts)


def _stacked(frames: list[pd.DataFrame]) -> pd.DataFrame:
    if not frames:
        return pd.DataFrame(columns=[*CELL_COLUMNS, "stage"])
    frame = pd.concat(frames, ignore_index=True)
    for name in ("dim", "batch"):
        frame[name] = frame[name].astype("Int64")
    for name in ("variant", "workload", "unit", "kind", "stage"):
        frame[name] = frame[name].astype("category")
    first = [*CELL_COLUMNS, "stage"]
    return frame[[*first, *(name for name in frame.columns if name not in first)]]
