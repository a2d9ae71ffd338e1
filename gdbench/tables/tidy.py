"""Tidy tables of a manifest and its stored cells: one row per run, per target of a run, or per sample of a curve."""

from __future__ import annotations

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from gdbench.errors import StoreError, last_error
from gdbench.store import Store
from gdbench.types import ORACLE_PRICES, CellRow, Manifest, Stage, Status

TRIALS = b"trials"  # the metadata key under which a tuning table holds the settings of its trials
CELL_COLUMNS = ["variant", "workload", "unit", "kind", "dim", "batch"]
_LABELS = np.array([status.label for status in Status], dtype=object)  # statuses count from 0

_FACTS = (
    "variant", "name", "family", "rule", "workload", "unit", "unit_family", "kind", "dim", "batch", "sampling",
    "examples", "parameters", "flops", "state_bytes", "tags", "measure", "relative", "targets", "budget", "status",
    "reason", "tuning", "refinement", "evaluation", "trial", "setting", "lipschitz", "strong_convexity", "fixed",
)  # fmt: skip

StoredCells = Sequence[tuple[CellRow, Stage, pa.Table]]
Part = tuple[CellRow, Stage, dict[str, np.ndarray]]


def read_cells(store: Store, manifest: Manifest, stage: Stage | None = None) -> list[tuple[CellRow, Stage, pa.Table]]:
    """Return (row of the manifest, stage, table of runs) of every stored stage, read by four threads.

    With ``stage``, only the tables of that stage are read. The Arrow metadata ``trials`` of a tuning table is a JSON
    list of [trial, arguments as the rule receives them, round], where a round is 0 for the trials that were tried first
    and 1 for those that were placed by the results of the first ones.
    """
    stages = Stage if stage is None else (stage,)
    wanted = [(cell, each, keys) for cell in manifest.cells for each in stages if (keys := cell.stage_keys(each))]

    def read(one: tuple[CellRow, Stage, list[str]]) -> pa.Table:
        _, each, keys = one
        parts = [store.read(key)[1] for key in keys]
        table = parts[0] if len(parts) == 1 else pa.concat_tables(parts)
        if each is not Stage.TUNING:
            return table
        try:
            tried = [(*pair, number) for number, key in enumerate(keys) for pair in store.spec(key)["trials"]]
            return table.replace_schema_metadata({TRIALS: json.dumps(tried)})
        except (StoreError, KeyError):
            return table  # the settings are in another file; without them the runs can still be read

    with ThreadPoolExecutor(4) as pool:
        tables = pool.map(read, wanted)
        return [(cell, each, table) for (cell, each, _), table in zip(wanted, tables, strict=True)]


def runs_table(manifest: Manifest, cells: StoredCells) -> pd.DataFrame:
    """Return one row per run with its end and its costs; failed and declined cells have one row each.

    Columns: variant, workload, unit, kind, dim, batch, stage, trial (−1: default setting), seed, status, gap,
    best, grad_norm, steps, cost (gradient evaluations), one column per kind of oracle call, reason, and the measures of
    tasks at the end of the run.
    """
    parts: list[Part] = []
    for cell, stage, table in cells:
        names = ("trial", "seed", "gap", "best", "grad_norm", "steps", "cost")
        columns = {name: table[name].to_numpy() for name in names}
        columns["status"] = _LABELS[table["status"].to_numpy()]
        columns |= dict(zip(ORACLE_PRICES, matrix(table, "counts").T, strict=True))
        measured = [name for name in table.column_names if name.startswith("measure_")]
        columns |= {name.removeprefix("measure_"): table[name].to_numpy() for name in measured}
        parts.append((cell, stage, columns))
    for cell in manifest.cells:
        if cell.status != "done":
            reason = np.array([last_error(cell.reason)], dtype=object)
            columns = {"status": np.array([cell.status], dtype=object), "reason": reason}
            parts.append((cell, Stage.EVALUATION, columns))
    every = ["trial", "seed", "status", "gap", "best", "grad_norm", "steps", "cost", *ORACLE_PRICES, "reason"]
    return _stacked(parts, every)


def hits_table(cells: StoredCells) -> pd.DataFrame:
    """Return one row per run and target: the level (share of the initial gap), the step and cost at the first hit.

    A missed target has cost inf and step −1; it is kept and counts as censored at the run's cost.
    """
    parts: list[Part] = []
    for cell, stage, table in cells:
        cost, step = matrix(table, "hit_cost"), matrix(table, "hit_step")
        runs, targets = cost.shape
        columns = {
            "trial": np.repeat(table["trial"].to_numpy(), targets),
            "seed": np.repeat(table["seed"].to_numpy(), targets),
            "target": np.tile(np.arange(targets), runs),
            "level": np.tile(cell.targets, runs),
            "cost": cost.reshape(-1),
            "step": step.reshape(-1),
            "spent": np.repeat(table["cost"].to_numpy(), targets),
            "steps": np.repeat(table["steps"].to_numpy(), targets),
        }
        parts.append((cell, stage, columns))
    return _stacked(parts, ["trial", "seed", "target", "level", "cost", "step", "spent", "steps"])


def curves_table(cells: StoredCells) -> pd.DataFrame:
    """Return one row per run and sample: step, cost (gradient evaluations), gap."""
    parts: list[Part] = []
    for cell, stage, table in cells:
        gap = matrix(table, "curve_gap")
        columns = {
            "trial": np.repeat(table["trial"].to_numpy(), gap.shape[1]),
            "seed": np.repeat(table["seed"].to_numpy(), gap.shape[1]),
            "step": matrix(table, "curve_step").reshape(-1),
            "cost": matrix(table, "curve_cost").reshape(-1),
            "gap": gap.reshape(-1),
        }
        parts.append((cell, stage, columns))
    return _stacked(parts, ["trial", "seed", "step", "cost", "gap"])


def cells_table(manifest: Manifest) -> pd.DataFrame:
    """Return one row per cell with every field of `CellRow`; the setting is JSON, tags and targets are lists."""
    names = [*_FACTS, *(each.name for each in fields(CellRow) if each.name not in _FACTS)]
    frame = pd.DataFrame([cell.document() for cell in manifest.cells], columns=names)
    frame["setting"] = [json.dumps(setting, sort_keys=True) for setting in frame["setting"]]
    return frame


def fact(frame: pd.DataFrame, table: pd.DataFrame, column: str) -> np.ndarray:
    """Return, for each row of ``frame``, the number in ``column`` of ``table`` for the row's cell; NaN without one."""
    variants, workloads = (pd.Categorical(frame[name]) for name in ("variant", "workload"))
    known = np.full((len(variants.categories) + 1, len(workloads.categories) + 1), np.nan)
    rows = variants.categories.get_indexer(pd.Index(table["variant"].astype(object)))
    columns = workloads.categories.get_indexer(pd.Index(table["workload"].astype(object)))
    known[rows, columns] = table[column].to_numpy(float, na_value=np.nan)
    known[-1], known[:, -1] = np.nan, np.nan
    return known[variants.codes, workloads.codes]


def matrix(table: pa.Table, column: str) -> np.ndarray:
    """Return a fixed-size list column as an array ``[R, …]``."""
    chunks = [chunk.flatten().to_numpy(zero_copy_only=False).reshape(len(chunk), -1) for chunk in table[column].chunks]
    return chunks[0] if len(chunks) == 1 else np.concatenate(chunks)


def _stacked(parts: list[Part], names: list[str]) -> pd.DataFrame:
    """Stack the columns of all parts and label each row with its cell; a column that a part lacks is NaN there.

    Label columns are made once for the whole table, because making one frame per cell would take longer than reading
    the cell.
    """
    lengths = [len(next(iter(columns.values()))) for _, _, columns in parts]
    labels: dict[str, Any] = {name: [getattr(cell, name) for cell, _, _ in parts] for name in CELL_COLUMNS}
    labels["stage"] = [stage.value for _, stage, _ in parts]
    table = {name: _repeated(values, lengths, number=name in ("dim", "batch")) for name, values in labels.items()}
    every = dict.fromkeys([*names, *(name for _, _, columns in parts for name in columns)])
    for name in every:
        pieces = [columns.get(name) for _, _, columns in parts]
        kind = next((piece.dtype for piece in pieces if piece is not None), np.dtype(float))
        kind = np.dtype(float) if kind.kind in "iu" else kind
        filled = [
            np.full(length, np.nan, kind) if piece is None else piece
            for piece, length in zip(pieces, lengths, strict=True)
        ]
        table[name] = np.concatenate(filled) if filled else np.empty(0)
    return pd.DataFrame(table)


def _repeated(values: list[Any], lengths: list[int], *, number: bool) -> Any:
    if number:
        return pd.array(values, dtype="Int64").repeat(lengths)
    categories = sorted(set(values))
    place = {category: code for code, category in enumerate(categories)}
    codes = np.repeat(np.array([place[value] for value in values], dtype=int), lengths)
    return pd.Categorical.from_codes(codes, categories=pd.Index(categories))
