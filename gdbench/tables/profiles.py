"""Profiles over many problems: performance profiles and data profiles."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gdbench.tables.bootstrap import band
from gdbench.tables.expected import ratio_to_best

_SLACK = 1 + 1e-12  # a ratio that equals τ up to rounding counts as within τ


def performance_profile(ert: pd.DataFrame, most: float = 100.0, points: int = 120) -> pd.DataFrame:
    """Return the share of (workload, target) pairs that each variant solves within a factor τ of the best one.

    ρ_v(τ) = |{p : ERT_v,p ≤ τ · min_u ERT_u,p}| / |P| (Dolan & Moré 2002), over the pairs that at least one
    variant solves, for τ log-spaced in [1, ``most``]. Columns: variant, tau, share, low, high (bootstrap over
    workloads).
    """
    if ert.empty:
        return pd.DataFrame(columns=["variant", "tau", "share", "low", "high"])
    pairs = ert.pivot_table(index=["workload", "target"], columns="variant", values="ert", observed=True, aggfunc="min")
    values = pairs.to_numpy(dtype=float, na_value=np.inf)
    values = np.where(np.isnan(values), np.inf, values)
    best = values.min(axis=1, keepdims=True)
    solvable = np.isfinite(best[:, 0])
    ratios = ratio_to_best(values[solvable], best[solvable])
    tau = np.geomspace(1.0, most, points)
    within = ratios.T[:, :, None] <= tau * _SLACK  # [variants, pairs, points]
    groups = pairs.index.get_level_values("workload").astype(str).to_numpy()[solvable]
    return _curves("tau", tau, list(pairs.columns), band(within, groups))


def data_profile(hits: pd.DataFrame, most: float | None = None, points: int = 120) -> pd.DataFrame:
    """Return, per target level τ, the share of runs that reach it within κ (n + 1) evaluations.

    d_v(κ) = |{p : t_p,v / (n_p + 1) ≤ κ}| / |P| (Moré & Wild 2009, eq. 2.9), where t_p,v is the cost at which
    f(x) ≤ f* + τ (f(x₀) − f*) and n_p is the dimension. p runs over workloads and seeds, and a run without a row
    counts as unsolved. ``hits`` holds the hits of the tuned setting, with a column dim. κ is evenly spaced up to
    ``most`` (default: the largest κ at which a run hits a target). The paper counts function evaluations; `on_axis`
    converts the hits to them. Columns: variant, level, kappa, share, low, high (bootstrap over workloads).
    """
    size = hits["dim"].to_numpy(float, na_value=np.nan) + 1.0
    frame = hits.assign(kappa=hits["cost"].to_numpy(float) / size)
    finite = frame["kappa"][np.isfinite(frame["kappa"])]
    kappa = np.linspace(0.0, most or (finite.max() if len(finite) else 0.0) or 1.0, points)
    names = list(dict.fromkeys(frame["variant"]))
    parts = []
    for level, group in frame.groupby("level", sort=True, observed=True):
        runs = group.pivot_table(
            index=["workload", "seed"], columns="variant", values="kappa", observed=True, aggfunc="min", dropna=False
        ).reindex(columns=names)
        values = runs.to_numpy(float, na_value=np.inf).T
        within = np.where(np.isnan(values), np.inf, values)[:, :, None] <= kappa * _SLACK
        groups = runs.index.get_level_values("workload").astype(str).to_numpy()
        parts.append(_curves("kappa", kappa, names, band(within, groups)).assign(level=level))
    columns = ["variant", "level", "kappa", "share", "low", "high"]
    return pd.concat(parts, ignore_index=True)[columns] if parts else pd.DataFrame(columns=columns)


def _curves(
    name: str, grid: np.ndarray, variants: list[str], found: tuple[np.ndarray, np.ndarray, np.ndarray]
) -> pd.DataFrame:
    """Return a table with one row per variant and point of the grid."""
    share, low, high = (values.reshape(-1) for values in found)
    return pd.DataFrame(
        {
            "variant": np.repeat(np.array(variants, dtype=object), len(grid)),
            name: np.tile(grid, len(variants)),
            "share": share,
            "low": low,
            "high": high,
        }
    )
