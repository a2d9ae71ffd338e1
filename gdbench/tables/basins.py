"""How often a run ends in the basin of the global minimum."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gdbench.tables.expected import last_target, tuned
from gdbench.tables.success import success_rates


def basin_success(hits: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """Return, per variant and workload tagged ``multimodal``, the share of runs that found the global basin.

    A run has found it once its gap is below every other minimum's: when it reaches the last target. Runs of the tuned
    setting, 95 % Wilson interval.
    Columns: variant, workload, solved, attempted, success, low, high.
    """
    many = [name for name, tags in zip(cells["workload"], cells["tags"], strict=True) if "multimodal" in tags]
    frame = tuned(hits)
    frame = frame[frame["workload"].isin(many)]
    found = success_rates(last_target(frame), ("variant", "workload"))
    return found[np.asarray(found["attempted"] > 0)].reset_index(drop=True)
