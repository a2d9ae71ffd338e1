"""The meaning of every exported table and column, in the order in which they are written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from gdbench.tables.endings import CELL_ENDS, ENDS
from gdbench.types import ORACLE_PRICES

if TYPE_CHECKING:
    import pandas as pd

_CELL = {
    "variant": "label of the optimizer",
    "workload": "label of the problem with its dimension, or of the task",
    "unit": "name of the problem or task",
    "kind": "problem or task",
    "dim": "number of coordinates or parameters",
    "batch": "examples per step; empty for all examples and for problems",
    "stage": "tuning (to choose settings) or evaluation (to report results)",
    "trial": "number of the setting; −1 is the default setting",
    "seed": "seed of the start, mini-batches and noise of the run; the same for all variants",
}
_TIMES = {
    "kind": "step (a variant) or pair (an own variant and its counterpart in Optax, interleaved)",
    "variant": "label of the optimizer",
    "problem": "the problem on which a step is timed",
    "dim": "number of coordinates",
    "runs": "runs side by side in the timed program",
    "steps": "steps after which a variant is compared with its counterpart",
    "process": "number of the process that took the sample",
    "round": "number of the sample in its process",
    "call_seconds": "seconds that a call costs beside its steps",
    "clock": "what a sample means; only those of one clock can be compared",
    "seconds": "seconds per step of all runs together",
    "trace_seconds": "seconds to trace and lower the program",
    "compile_seconds": "seconds to compile it",
    "dtype": "floating-point type",
    "identity": "observations can be compared if this is equal",
    "machine": "machine and packages (JSON)",
    "version": "hash of the variant's code",
    "when": "seconds since 1970",
    "counterpart": "pairs: the factory of Optax",
    "counterpart_samples": "pairs: its seconds per step in every process and round (JSON)",
    "counterpart_call_seconds": "pairs: seconds that a call of it costs beside its steps",
    "counterpart_setting": "pairs: its arguments (JSON)",
    "difference": "pairs: largest distance of the end points, relative to the start",
    "setting": "pairs: arguments of the own variant (JSON)",
}
TABLES: dict[str, tuple[str, dict[str, str]]] = {
    "runs": (
        "one row per run; failed and declined cells have a row too",
        _CELL
        | {
            "status": f"{', '.join(ENDS)}; {' or '.join(CELL_ENDS)} for a cell",
            "gap": "value − optimum at the last evaluation; infinite or empty when diverged",
            "best": "smallest gap of the run, without values below the known minimum",
            "grad_norm": "norm of the gradient when it was last recorded",
            "steps": "number of steps",
            "cost": "gradient evaluations used, other oracle calls at their price",
        }
        | {name: f"oracle calls: {name}" for name in ORACLE_PRICES}
        | {"reason": "why a cell failed or was declined"},
    ),
    "hits": (
        "one row per run and target",
        _CELL
        | {
            "target": "number of the target, 0 the easiest",
            "level": "the target: a share of the gap at the start, or a gap (see relative in cells)",
            "cost": "gradient evaluations at the first hit; infinite if the target was missed",
            "step": "step at the first hit; −1 if the target was missed",
            "spent": "gradient evaluations of the whole run, at which a miss is censored",
            "steps": "steps of the whole run",
        },
    ),
    "curves": (
        "one row per run and sample, samples evenly spaced in the logarithm of steps",
        _CELL | {"step": "step of the sample", "cost": "gradient evaluations so far", "gap": "value − optimum"},
    ),
    "bands": (
        "quartiles over evaluation seeds of the curves at the tuned setting",
        {
            "variant": _CELL["variant"],
            "workload": _CELL["workload"],
            "cost": "gradient evaluations",
            "median": "median gap; infinite where half of the runs are no longer finite",
            "low": "lower quartile",
            "high": "upper quartile",
            "start": "median gap at the first sample",
            "runs": "number of runs",
        },
    ),
    "cells": (
        "one row per cell, a variant on a workload",
        {
            "variant": _CELL["variant"],
            "name": "name of the variant",
            "family": "its family",
            "rule": "gradient, full or factory",
            "workload": _CELL["workload"],
            "unit": _CELL["unit"],
            "unit_family": "family of the problem or task",
            "kind": _CELL["kind"],
            "dim": _CELL["dim"],
            "batch": _CELL["batch"],
            "sampling": "how the examples of a step are drawn: shuffled, replacement or growing",
            "examples": "examples to learn from; 0 for a problem",
            "parameters": "number of coordinates or parameters, the same as dim",
            "flops": "floating-point operations of one value with its gradient; empty if they cannot be counted",
            "state_bytes": "bytes that a run keeps from step to step beside its parameters",
            "tags": "properties of the problem or task (JSON)",
            "measure": "the quantity that the targets refer to: the value, or a measure of the task",
            "relative": "whether targets are shares of the gap at the start",
            "targets": "levels of the targets (JSON)",
            "budget": "gradient evaluations that a run may use",
            "status": "done, declined or failed",
            "reason": "why the cell was declined or failed",
            "tuning": "key of its tuning runs in the results folder",
            "refinement": "key of the runs of the trials that were placed by the results of the first ones",
            "evaluation": "key of its evaluation runs",
            "trial": "the trial that tuning chose",
            "setting": "the setting that tuning chose (JSON)",
            "lipschitz": "Lipschitz constant of the gradient, where it is known",
            "strong_convexity": "constant of strong convexity, where it is known",
            "fixed": "settings that were fixed by the suite (JSON)",
            "searched": "the range of each setting that was tuned: low, high, scale, and whether it is a cap (JSON)",
            "origin": "where the variant comes from: own (gdbench), optax or yours",
            "theory": "the rate that theory gives for the setting that tuning chose (JSON); empty if it gives none",
        },
    ),
    "timings": ("one row per observation of the clock", _TIMES),
    "verdict": (
        "one row per ranked variant, best first; empty where none is ranked",
        {
            "rank": "rank by area; variants that are not significantly worse than the best of a rank share the rank",
            "rank_low": "lower end of the 95 % interval of the place",
            "rank_high": "upper end",
            "variant": _CELL["variant"],
            "area": "mean of 1 − log(cost of the target) / log(budget); a miss counts 0",
            "low": "lower end of the 95 % interval of the area; missing for one seed on one workload",
            "high": "upper end",
            **{f"top_{k}": f"probability that the area is among the {k} largest" for k in (1, 3, 10)},
            "workloads": "workloads that the variant applies to",
            "calls": "median over workloads of the expected gradient evaluations to the last target",
            "seconds": "the same in steps × measured seconds per step",
            "solved": "runs that reached the last target",
            "attempted": "runs attempted",
            "at_end": "workloads on which the tuned learning rate is within a factor of 3 of an end of its range",
        }
        | {name: f"runs that ended as {name}" for name in (*ENDS[1:], *CELL_ENDS)},
    ),
}
_OTHER = "see docs/disk-format.md of gdbench"
_MEASURE = "measure of the task at the sample at which its tile of runs stopped"


def meaning(table: str, column: str) -> str:
    """Return the meaning of a column; in ``runs``, a column that is not listed is a measure of a task."""
    return TABLES[table][1].get(column, _MEASURE if table == "runs" else _OTHER)


def plain(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table that holds only numbers and texts: lists and mappings become JSON, categories become texts."""
    out = {}
    for name in frame.columns:
        column = frame[name]
        if column.dtype == "category":
            column = column.astype(object)
        if column.dtype == object:
            column = column.map(_flat)
        out[name] = column
    return frame.assign(**out)


def readme(name: str, tables: Mapping[str, pd.DataFrame], ending: str) -> str:
    """Return a page that documents the files of an export."""
    lines = [f"# Run {name}", "", "Tables of a gdbench run. An empty field is a value that is missing.", ""]
    for table, frame in tables.items():
        lines += [f"## {table}{ending}: {TABLES[table][0]} ({len(frame)} rows)", ""]
        lines += [f"- `{column}`: {meaning(table, column)}" for column in frame.columns] + [""]
    return "\n".join(lines)


def _flat(value: Any) -> Any:
    if isinstance(value, (dict, list, tuple, np.ndarray)):
        return json.dumps(value.tolist() if isinstance(value, np.ndarray) else value, sort_keys=True, default=str)
    return value
