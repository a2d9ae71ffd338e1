"""Convergence rates fitted to curves: the slope of the longest window in which a straight line fits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa

from gdbench.tables.bootstrap import DRAWS, interval, multiplicities
from gdbench.tables.tidy import StoredCells, matrix
from gdbench.types import Rate, Stage

TOLERANCES = (0.003, 0.01, 0.03)  # misfit allowed, as a share of the fall in the window; the strictest that serves
LEAST_SAMPLES = 8
LEAST_FALL = {"linear": np.log(10.0), "sublinear": 0.5 * np.log(10.0)}  # of log gap within the window
LEAST_SHARE = 1.0 / 3.0  # of the whole fall: a looser fit of a longer window says more than a perfect short one
ENDS = 64  # windows begin and end at so many samples at most
AGREE = 0.02
_COLUMNS = ["variant", "workload", "kind", "factor", "factor_low", "factor_high", "order", "order_low", "order_high"]
_COLUMNS += ["first_step", "last_step", "samples", "decades", "misfit", "runs", "success"]


class Line(NamedTuple):
    """A straight line fitted to log gap in one window."""

    slope: float
    low: float
    high: float
    first: int  # samples, both included
    last: int
    fall: float  # of log gap along the line
    misfit: float  # standard deviation from the line / fall


def fitted_rates(cells: StoredCells) -> pd.DataFrame:
    """Return, per variant and workload, the fitted convergence rate of the tuned setting on the evaluation seeds.

    linear: log gap = a + k log(factor), fitted to step k; sublinear: log gap = a − order · log k. The curve is the
    mean of log gap over seeds (the geometric mean) while all of them go on. Of all windows of at least 8 samples, in
    which the gap falls by a decade (half of one for sublinear), the longest one in k (in log k) is taken whose misfit,
    the weighted standard deviation from the line, is at most 0.3 %, else 1 %, else 3 % of the fall within it, and which
    covers a third of the whole fall. Samples count as much as the steps between them. Nothing after the smallest
    value of the curve is looked at, so no line runs through the floor of rounding. Intervals: bootstrap over seeds.

    kind is the one whose window covers more of the fall, "" where no window fits; first_step, last_step, samples,
    decades and misfit describe that window. success: share of runs that reached the last target.
    """
    rows = []
    for cell, stage, table in cells:
        if stage is Stage.EVALUATION:
            rows.append({"variant": cell.variant, "workload": cell.workload, **_fitted(table)})
    return pd.DataFrame(rows, columns=_COLUMNS)


def rates_beside_theory(rates: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """Return the fitted rates with what theory says of the same variant, setting and curvature bounds.

    theory: the slope of log gap per step (linear), or −order (sublinear), within the fitted window, so that a double
    root's factor k² counts where it was measured: log(factor) + power × the slope of log k there. measured: the fitted
    slope, with low and high. exact: whether theory is an equality (quadratics) or a bound. agrees: within 2 % of an
    equality or with it inside the interval; not slower than a linear bound by more than 2 %; of a sublinear bound,
    True or nothing, for it is on the size of the gap and not on its slope. reason: why not, or why nothing is said.
    Needs the column theory in ``cells``: a `Rate`, its JSON object, or None where theory is silent.
    """
    places = zip(cells["variant"], cells["workload"], strict=True)
    facts = dict(zip(places, zip(cells["theory"], cells["tags"], strict=True), strict=True))
    rows = []
    for row in rates.itertuples():
        theory, tags = facts[str(row.variant), str(row.workload)]
        rows.append(_compared(row, promised(theory), "quadratic" in tags))
    columns = ["measured", "low", "high", "theory", "exact", "agrees", "reason", "source"]
    return pd.concat([rates.reset_index(drop=True), pd.DataFrame(rows, columns=columns)], axis=1)


def promised(theory: Any) -> Rate | None:
    """Return what theory says of a cell, from its row or its JSON object."""
    if isinstance(theory, Rate):
        return theory
    return Rate.read(theory) if isinstance(theory, Mapping) else None


def _fitted(table: pa.Table) -> dict[str, Any]:
    """The columns of one cell."""
    keep = table["trial"].to_numpy() >= 0
    gap, step = (matrix(table, name)[keep].astype(float) for name in ("curve_gap", "curve_step"))
    solved = np.isfinite(matrix(table, "hit_cost")[keep][:, -1])
    out: dict[str, Any] = dict.fromkeys(_COLUMNS[2:], np.nan)
    out |= {"kind": "", "runs": len(gap), "success": solved.mean() if len(gap) else np.nan}
    logs, steps = _together(gap, step)
    if len(steps) < LEAST_SAMPLES:
        return out
    lines = {"linear": fit(steps, logs, "linear"), "sublinear": fit(np.log(steps), logs, "sublinear")}
    if (line := lines["linear"]) is not None:
        out |= dict(zip(("factor", "factor_low", "factor_high"), np.exp(line[:3]), strict=True))
    if (line := lines["sublinear"]) is not None:
        out |= {"order": -line.slope, "order_low": -line.high, "order_high": -line.low}
    found = {kind: line for kind, line in lines.items() if line is not None}
    if found:
        kind = max(found, key=lambda name: found[name].fall)
        line = found[kind]
        out |= {"kind": kind, "first_step": steps[line.first], "last_step": steps[line.last]}
        out |= {"samples": line.last - line.first + 1, "decades": line.fall / np.log(10.0), "misfit": line.misfit}
    return out


def _together(gap: np.ndarray, step: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Log gaps ``[S, K]`` and steps ``[K]`` of the samples up to the first end of a run, or the smallest mean."""
    if not len(gap):
        return gap, np.empty(0)
    going = np.diff(step, axis=1, prepend=-1.0) > 0
    valid = (going & np.isfinite(gap) & (gap > 0)).all(axis=0)
    stop = int(np.argmin(valid)) if not valid.all() else len(valid)
    start = int(step[0, 0] < 1)  # the point before the first step has no logarithm
    logs = np.log(gap[:, start:stop])
    if not logs.shape[1]:
        return logs, np.empty(0)
    last = int(np.argmin(logs.mean(axis=0))) + 1
    return logs[:, :last], step[0, start : start + last]


def fit(x: np.ndarray, logs: np.ndarray, kind: str) -> Line | None:
    """Return the line through log gaps ``[S, K]`` against x ``[K]`` by the rule of `fitted_rates`; None: none fits."""
    mean = logs.mean(axis=0)
    i, j, slope, misfit = _windows(x, mean)
    fall = -slope * (x[j] - x[i])
    enough = np.maximum(LEAST_FALL[kind], LEAST_SHARE * (mean[0] - mean[-1]))
    for tolerance in TOLERANCES:
        good = (fall >= enough) & (misfit <= tolerance * fall)
        if good.any():
            k = int(np.argmax(np.where(good, x[j] - x[i], -np.inf)))
            part = slice(i[k], j[k] + 1)
            low, high = _interval(x[part], np.gradient(x)[part], logs[:, part])
            return Line(float(slope[k]), low, high, int(i[k]), int(j[k]), float(fall[k]), float(misfit[k] / fall[k]))
    return None


def _windows(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """First and last sample, slope and weighted standard deviation of every window of x and y ``[K]``."""
    places = np.unique(np.linspace(0, len(x) - 1, min(len(x), ENDS)).round().astype(int))
    i, j = (places[each] for each in np.triu_indices(len(places), 1))
    i, j = (each[j - i >= LEAST_SAMPLES - 1] for each in (i, j))
    weight, u, v = np.gradient(x), x - x.mean(), y - y.mean()
    moments = np.stack([np.ones_like(u), u, v, u * u, v * v, u * v]) * weight
    sums = np.concatenate([np.zeros((6, 1)), np.cumsum(moments, axis=1)], axis=1)
    w, mu, mv, uu, vv, uv = sums[:, j + 1] - sums[:, i]
    uu, vv, uv = uu - mu * mu / w, vv - mv * mv / w, uv - mu * mv / w
    slope = uv / uu
    return i, j, slope, np.sqrt(np.maximum(vv - slope * uv, 0.0) / w)


def _interval(x: np.ndarray, weight: np.ndarray, logs: np.ndarray) -> tuple[float, float]:
    """The bootstrap interval of the mean slope over seeds: that of the mean curve is the mean of theirs."""
    centred = weight * (x - np.average(x, weights=weight))
    slopes = logs @ centred / (centred @ x)
    low, high = interval(multiplicities(DRAWS, len(slopes)) @ slopes / len(slopes))
    return float(low), float(high)


def _compared(row: Any, said: Rate | None, quadratic: bool) -> tuple[Any, ...]:
    """The columns that stand beside a fitted rate."""
    linear = row.kind != "sublinear"
    bounds = (row.factor, row.factor_low, row.factor_high)
    measured, low, high = np.log(bounds) if linear else (-row.order, -row.order_high, -row.order_low)
    if said is None:
        return measured, low, high, np.nan, False, None, "theory says nothing of this variant or function", ""
    theory = _slope(said, row) if linear else np.nan if said.order is None else -said.order
    exact = said.exact and quadratic and linear
    if not row.kind:
        return measured, low, high, theory, exact, None, "no line fits a third of the fall", said.source
    if np.isnan(theory):
        reason = f"theory promises no {row.kind} rate for this setting"
        return measured, low, high, theory, exact, None, reason, said.source
    slower = measured > theory + AGREE * abs(theory)
    faster = linear and measured < theory - AGREE * abs(theory)
    agrees = low <= theory <= high or not (slower or (faster and exact))
    if not agrees and not linear:
        reason = "of smaller order in this window, which a bound on the gap allows"
        return measured, low, high, theory, exact, None, reason, said.source
    reason = _why(slower) if not agrees else "faster than the bound, which is for the worst case" if faster else ""
    return measured, low, high, theory, exact, bool(agrees), reason, said.source


def _slope(said: Rate, row: Any) -> float:
    """The slope of log gap per step that theory gives within the fitted window, by least squares as well."""
    if said.factor is None or not said.factor > 0.0:
        return np.nan
    if not (said.power and row.last_step > row.first_step):
        return np.log(said.factor)
    k = np.linspace(row.first_step, row.last_step, 1000)
    return np.log(said.factor) + said.power * np.polyfit(k - k.mean(), np.log(k), 1)[0]


def _why(slower: bool) -> str:
    if slower:
        return "slower than theory says: the window lies before the final phase, or rounding slows it down"
    return "faster than in the end: parts of other curvature still decay within the window"
