"""Time per step, and own against Optax: medians with bootstrap intervals; ratios are paired within a round."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

LEVEL = 0.95


def timings_table(rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Return every observation: one row per measured sample, seconds per step of all runs."""
    flat = [
        {
            **{name: value for name, value in row.items() if name != "samples"},
            "round": turn,
            "seconds": seconds,
        }
        for row in rows
        for turn, seconds in enumerate(row["samples"])
    ]
    columns = ["kind", "variant", "problem", "dim", "runs", "steps", "round", "seconds"]
    return pd.DataFrame(flat) if flat else pd.DataFrame(columns=columns)


def steps_table(rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Return, per variant, the median seconds per step of its latest measurement with a bootstrap interval.

    Columns: variant, problem, dim, runs, seconds_per_step, low, high, trace_seconds, compile_seconds.
    """
    latest = {row["variant"]: row for row in rows if row["kind"] == "step"}
    out = []
    for name, row in latest.items():
        low, high = _interval(np.asarray(row["samples"], float))
        out.append(
            {
                **{key: row[key] for key in ("problem", "dim", "runs", "trace_seconds", "compile_seconds")},
                "variant": name,
                "seconds_per_step": float(np.median(row["samples"])),
                "low": low,
                "high": high,
            }
        )
    columns = ["variant", "problem", "dim", "runs", "seconds_per_step", "low", "high"]
    return pd.DataFrame(out, columns=[*columns, "trace_seconds", "compile_seconds"])


def conformance_table(rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Return, per own variant with a counterpart in Optax, the trajectory difference and the ratio of step times.

    difference: largest distance of the end points after ``steps`` steps at equal settings, relative to the
    start; ratio: median of own/Optax over rounds, with a bootstrap interval of the paired log-ratios.
    """
    latest = {row["variant"]: row for row in rows if row["kind"] == "pair"}
    out = []
    for name, row in latest.items():
        logs = np.log(np.asarray(row["samples"], float) / np.asarray(row["counterpart_samples"], float))
        low, high = _interval(logs)
        out.append(
            {
                "variant": name,
                "counterpart": row["counterpart"],
                "setting": row["setting"],
                "counterpart_setting": row.get("counterpart_setting", {}),
                "steps": row["steps"],
                "difference": row["difference"],
                "own_seconds": float(np.median(row["samples"])),
                "counterpart_seconds": float(np.median(row["counterpart_samples"])),
                "ratio": float(np.exp(np.median(logs))),
                "low": float(np.exp(low)),
                "high": float(np.exp(high)),
            }
        )
    columns = [
        "variant",
        "counterpart",
        "setting",
        "counterpart_setting",
        "steps",
        "difference",
        "own_seconds",
        "counterpart_seconds",
    ]
    return pd.DataFrame(out, columns=[*columns, "ratio", "low", "high"])


def _interval(samples: np.ndarray, draws: int = 2000) -> tuple[float, float]:
    """Percentile bootstrap of the median."""
    random = np.random.default_rng(0)
    medians = np.median(random.choice(samples, (draws, len(samples))), axis=1)
    low, high = np.quantile(medians, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)
