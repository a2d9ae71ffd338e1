"""The gain from tuning: the default hyperparameters beside the tuned ones, on the same evaluation seeds."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gdbench.tables.bootstrap import interval, resampled_means
from gdbench.tables.expected import tuned
from gdbench.tables.scores import scores
from gdbench.tables.success import success_rates


def default_beside_tuned(hits: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """Return, per variant, the score of its default setting beside that of the tuned one, and the paired gain.

    Scores are the areas of `scores`, averaged over all workloads (0 where the variant failed or does not apply).
    gain = area − default_area, with a paired bootstrap interval, as both settings ran on the same workloads and seeds.
    Columns: variant, area, default_area, gain, gain_low, gain_high, success, default_success.
    """
    if not len(cells):
        names = ["area", "default_area", "gain", "gain_low", "gain_high", "success", "default_success"]
        return pd.DataFrame(columns=["variant", *names])
    default = hits[(hits["stage"] == "evaluation") & (hits["trial"] < 0)]
    both = [np.nan_to_num(scores(frame, cells).area) for frame in (hits, default.assign(trial=0.0))]
    if both[0].shape != both[1].shape:  # nothing was run at the default setting
        both[1] = np.full_like(both[0], np.nan)
    difference = both[0] - both[1]
    low, high = interval(resampled_means(difference))
    names = list(dict.fromkeys(cells["variant"]))
    table = pd.DataFrame(
        {
            "variant": names,
            "area": both[0].mean(axis=(1, 2)),
            "default_area": both[1].mean(axis=(1, 2)),
            "gain": difference.mean(axis=(1, 2)),
            "gain_low": low,
            "gain_high": high,
        }
    )
    for column, frame in (("success", tuned(hits)), ("default_success", default)):
        rates = success_rates(frame).set_index("variant")["success"]
        table[column] = table["variant"].map(rates).astype(float).fillna(0.0)
    return table
