"""The ranking at shorter horizons, because the variant that leads early need not lead at the end."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gdbench.tables.expected import tuned
from gdbench.tables.success import success_rates
from gdbench.tables.tidy import fact
from gdbench.tables.verdicts import ranked_areas

SHARES = (0.1, 0.3, 1.0)


def at_horizon(hits: pd.DataFrame, cells: pd.DataFrame, share: float) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return hits and cells as if the budget were only ``share`` of the real one: later hits count as misses.

    The runs themselves do not change, so a schedule that was set to the whole budget is judged before it ends.
    """
    budget = share * fact(hits, cells, "budget")
    late = hits["cost"].to_numpy(float) > budget
    cut = hits.assign(
        cost=np.where(late, np.inf, hits["cost"].to_numpy(float)),
        step=np.where(late, -1, hits["step"]),
        spent=np.minimum(hits["spent"].to_numpy(float), budget),
    )
    return cut, cells.assign(budget=cells["budget"] * share)


def horizon_ladder(hits: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """Return the ranking at each share of the budget, best first (see `ranking` for ranks and ties).

    Columns: horizon (share of the budget), rank, variant, area, low, high, solved (runs that reached the last target
    within that share), attempted.
    """
    parts = []
    for share in SHARES:
        cut, shorter = at_horizon(hits, cells, share)
        table = ranked_areas(cut, shorter)
        rates = success_rates(tuned(cut)).set_index("variant")
        counts = {name: table["variant"].map(rates[name]).fillna(0).astype(int) for name in ("solved", "attempted")}
        parts.append(table.assign(horizon=share, **counts))
    columns = ["horizon", "rank", "variant", "area", "low", "high", "solved", "attempted"]
    return pd.concat(parts, ignore_index=True)[columns]
