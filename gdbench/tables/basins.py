"""How often a run ends in the basin of the global minimum."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gdbench.tables.expected import last_target, tuned
from gdbench.tables.success import success_rates


def basin_success(hits: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """Return, per variant and workload tagged ``multimodal``, the share of runs that found the global basin.

    A run has found the global basin once its gap is smaller than that of every other minimum, which is assumed when
    the run reaches the last target. Only runs of the tuned setting count. Columns: variant, workload, solved,
    attempted, success, low, high (95 % Wilson interval).
    """
    many = [name for name, tags in zip(cells["workload"], cells["tags"], strict=True) if "multimodal" in tags]
    frame = tuned(hits)
    frame = frame[frame["workload"].isin(many)]
    found = success_rates(last_target(frame), ("variant", "workload"))
    return found[np.asarray(found["attempted"] > 0)].reset_index(drop=True)
