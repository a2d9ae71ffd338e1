"""Median and quartiles of convergence curves over the evaluation seeds."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd

from gdbench.tables.tidy import Cells, matrix
from gdbench.types import Stage

SMALLEST = 1e-16  # gaps at or below the rounding floor are drawn here on a logarithmic axis


def bands_table(cells: Cells) -> pd.DataFrame:
    """Return, per variant and workload, the quartiles of the gap at each sample of the tuned setting.

    A run that left the finite numbers counts as +inf, so a band may end where a quarter of the runs did.
    Columns: variant, workload, cost, median, low, high (quartiles), runs.
    """
    frames = []
    for cell, stage, table in cells:
        if stage is not Stage.EVALUATION:
            continue
        chosen = table["trial"].to_numpy() >= 0
        gap = matrix(table, "curve_gap")[chosen].astype(float)
        cost = matrix(table, "curve_cost")[chosen].astype(float)
        gap = np.maximum(np.where(np.isfinite(gap), gap, np.inf), SMALLEST)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)  # inf − inf inside the interpolation of quantiles
            low, median, high = np.quantile(gap, [0.25, 0.5, 0.75], axis=0, method="nearest")
        frames.append(
            pd.DataFrame(
                {
                    "variant": cell["variant"],
                    "workload": cell["workload"],
                    "cost": np.nanmedian(cost, axis=0),
                    "median": median,
                    "low": low,
                    "high": high,
                    "runs": int(chosen.sum()),
                }
            )
        )
    columns = ["variant", "workload", "cost", "median", "low", "high", "runs"]
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=columns)
