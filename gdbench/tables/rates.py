"""Convergence rates fitted to curves: the slope of the longest window in which a straight line fits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa

from gdbench.tables.blocks import mean_interval
from gdbench.tables.tidy import StoredCells, matrix
from gdbench.types import Rate, Stage

TOLERANCES = (0.003, 0.01, 0.03)  # allowed misfit, as a share of the fall in the window; tried from strict to loose
LEAST_SAMPLES = 8
LEAST_FALL = {"linear": np.log(10.0), "sublinear": 0.5 * np.log(10.0)}  # least fall of log gap within the window
LEAST_SHARE = 1.0 / 3.0  # of the whole fall: a loose fit of a long window says more than a perfect fit of a short one
ENDS = 64  # the number of samples at which windows may begin and end
AGREE = 0.02
_COLUMNS = ["variant", "workload", "kind", "factor", "factor_low", "factor_high", "order", "order_low", "order_high"]
_COLUMNS += ["first_step", "last_step", "samples", "decades", "misfit", "runs", "success"]


class Line(NamedTuple):
    """A straight line fitted to log gap in one window."""

    slope: float
    low: float
    high: float
    first: int  # index of the first sample of the window
    last: int  # index of its last sample, included
    fall: float  # of log gap along the line
    misfit: float  # standard deviation from the line / fall


def fitted_rates(cells: StoredCells) -> pd.DataFrame:
    """Return, per variant and workload, the fitted convergence rate of the tuned setting on the evaluation seeds.

    The linear model is log gap = a + k log(factor) for step k, the sublinear model log gap = a − order · log k. The
    curve is the mean of log gap over seeds (the geometric mean) up to the first end of a run. A window has at least 8
    samples, the gap falls in it by at least a decade (half a decade for sublinear) and by a third of the whole fall.
    The longest window in k (in log k for sublinear) is taken whose misfit is at most 0.3 % of the fall within it; if no
    window qualifies, the limit is 1 %, then 3 %. The misfit is the weighted standard deviation from the line, where a
    sample weighs as much as the steps between its neighbours. Samples after the smallest value of the curve are
    ignored, so that no line is fitted to the rounding floor. Intervals are over seeds.

    kind is the model whose window covers more of the fall, or "" if no window fits; first_step, last_step, samples,
    decades and misfit describe that window. success is the share of runs that reached the last target.
    """
    rows = []
    for cell, stage, table in cells:
        if stage is Stage.EVALUATION:
            rows.append({"variant": cell.variant, "workload": cell.workload, **_fitted(table)})
    return pd.DataFrame(rows, columns=_COLUMNS)


def rates_beside_theory(rates: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """Return the fitted rates beside the rates that theory gives for the same variant, setting and curvature bounds.

    theory is the slope of log gap per step (linear) or −order (sublinear). For a gap of the form k^power · factor^k it
    is taken within the fitted window: log(factor) + power × the slope of log k there. measured is the fitted slope,
    with low and high. exact says whether theory is an equality (quadratics) or a bound. agrees is True within 2 % of an
    equality, or if the interval contains it, or if the slope is at most 2 % slower than a linear bound. For a sublinear
    bound agrees is True or None, because the bound limits the size of the gap and not its slope. reason says why a rate
    does not agree, or why the two are not compared. ``cells`` needs the column theory: a `Rate`, its JSON object, or
    None where theory gives no rate.
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
    """Return the rate that theory gives for a cell, read from a `Rate` or its JSON object; None if there is none."""
    if isinstance(theory, Rate):
        return theory
    return Rate.read(theory) if isinstance(theory, Mapping) else None


def _fitted(table: pa.Table) -> dict[str, Any]:
    """Return the columns of one cell."""
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
    """Return log gaps ``[S, K]`` and steps ``[K]`` up to the first end of a run, or to the smallest mean if earlier."""
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
    """Return the line through log gaps ``[S, K]`` over x ``[K]`` by the rule of `fitted_rates`; None if none fits."""
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
    """Return the first and last sample, slope and weighted standard deviation of every window of x and y ``[K]``."""
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
    """Return the interval of the slope, NaN for one seed; the mean curve's slope is the mean of the seeds' slopes."""
    centred = weight * (x - np.average(x, weights=weight))
    slopes = logs @ centred / (centred @ x)
    (low,), (high,) = mean_interval(slopes[None])
    return float(low), float(high)


def _compared(row: Any, said: Rate | None, quadratic: bool) -> tuple[Any, ...]:
    """Return the columns that compare a fitted rate with theory."""
    linear = row.kind != "sublinear"
    bounds = (row.factor, row.factor_low, row.factor_high)
    measured, low, high = np.log(bounds) if linear else (-row.order, -row.order_high, -row.order_low)
    if said is None:
        return measured, low, high, np.nan, False, None, "theory gives no rate for this variant on this function", ""
    theory = _slope(said, row) if linear else np.nan if said.order is None else -said.order
    exact = said.exact and quadratic and linear
    if not row.kind:
        return measured, low, high, theory, exact, None, "no straight line fits a third of the fall", said.source
    if np.isnan(theory):
        reason = f"theory gives no {row.kind} rate for this setting"
        return measured, low, high, theory, exact, None, reason, said.source
    slower = measured > theory + AGREE * abs(theory)
    faster = linear and measured < theory - AGREE * abs(theory)
    agrees = low <= theory <= high or not (slower or (faster and exact))
    if not agrees and not linear:
        reason = "the order in this window is smaller, which a bound on the gap allows"
        return measured, low, high, theory, exact, None, reason, said.source
    reason = _why(slower) if not agrees else "faster than theory, which bounds the worst case" if faster else ""
    return measured, low, high, theory, exact, bool(agrees), reason, said.source


def _slope(said: Rate, row: Any) -> float:
    """Return the slope of log gap per step that theory gives within the fitted window, by least squares."""
    if said.factor is None or not said.factor > 0.0:
        return np.nan
    if not (said.power and row.last_step > row.first_step):
        return np.log(said.factor)
    k = np.linspace(row.first_step, row.last_step, 1000)
    return np.log(said.factor) + said.power * np.polyfit(k - k.mean(), np.log(k), 1)[0]


def _why(slower: bool) -> str:
    if slower:
        return "slower than theory: the window lies before the final phase, or rounding slows the run down"
    return "faster than theory: within the window, directions of other curvature still decay faster"
