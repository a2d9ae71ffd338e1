"""Success rates with Wilson intervals."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from gdbench.tables.bootstrap import LEVEL
from gdbench.tables.expected import last_target


def wilson(solved: np.ndarray, attempted: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the score interval of a proportion p̂ = solved / attempted (Wilson 1927); [0, 1] without an attempt.

    (p̂ + z²/2n ± z √(p̂ (1 − p̂)/n + z²/4n²)) / (1 + z²/n), where z is the two-sided normal quantile of `LEVEL`.
    """
    from scipy.special import ndtri

    z = float(ndtri((1 + LEVEL) / 2))
    n = np.asarray(attempted, float)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.asarray(solved, float) / n
        centre = (share + z * z / (2 * n)) / (1 + z * z / n)
        half = z * np.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    low = np.where(n > 0, np.maximum(centre - half, 0.0), 0.0)
    high = np.where(n > 0, np.minimum(centre + half, 1.0), 1.0)
    return np.where(np.asarray(solved) == 0, 0.0, low), np.where(np.asarray(solved) == n, 1.0, high)


def success_rates(hits: pd.DataFrame, by: Sequence[str] = ("variant",)) -> pd.DataFrame:
    """Return the share of runs that reach the last target of their workload, with its 95 % Wilson interval.

    ``hits`` holds the hits of the tuned setting; ``by`` groups the runs, for example by ("variant", "workload"). Runs
    of one workload are alike, so an interval over several workloads holds for these workloads and says nothing about
    others. Columns: those of ``by``, solved, attempted, success, low, high.
    """
    frame = last_target(hits)
    frame = frame.assign(hit=np.isfinite(frame["cost"]))
    table = frame.groupby(list(by), observed=True).agg(solved=("hit", "sum"), attempted=("hit", "size")).reset_index()
    low, high = wilson(table["solved"].to_numpy(), table["attempted"].to_numpy())
    return table.assign(success=table["solved"] / table["attempted"], low=low, high=high)
