"""Cost axes: hits and curves counted in gradients, functions, steps, examples, epochs, seconds or FLOPs."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gdbench.tables.tidy import fact

AXES = {
    "gradients": "gradient evaluations",
    "functions": "function evaluations",
    "steps": "steps",
    "examples": "training examples",
    "epochs": "epochs",
    "seconds": "seconds",
    "flops": "floating-point operations",
}
PER_STEP = ("steps", "seconds")
_SEE_VALUES = ["values", "gradients", "jacobians"]  # oracle calls that evaluate the function


def prices_table(
    cells: pd.DataFrame, runs: pd.DataFrame | None = None, steps: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return the price of one unit of work on each axis, one row per cell; NaN where the price is not known.

    Prices per gradient evaluation: ``functions`` (calls that evaluate the function / gradient evaluations, pooled over
    the cell's ``runs``; exact if the rule makes only one kind of call), ``examples`` (the batch, or all training
    examples), ``epochs`` (examples / training examples), ``flops`` (one gradient of one run, without the update).
    Prices per step: ``steps`` (1), ``seconds`` (median on the timing problem, all of whose runs step together).
    Problems have no examples, and growing batches have no fixed price. Columns: variant, workload, and the axes.
    """
    examples, batch = _number(cells, "examples"), _number(cells, "batch")
    examples = np.where(examples > 0, examples, np.nan)
    grows = cells["sampling"].eq("growing").to_numpy(bool) if "sampling" in cells else np.zeros(len(cells), bool)
    drawn = np.where(grows, np.nan, np.where(np.isnan(batch), examples, batch))
    timed = dict(zip(steps["variant"], steps["seconds_per_step"], strict=True)) if steps is not None else {}
    return pd.DataFrame(
        {
            "variant": cells["variant"].to_numpy(object),
            "workload": cells["workload"].to_numpy(object),
            "gradients": 1.0,
            "functions": np.nan if runs is None else _functions(cells, runs),
            "steps": 1.0,
            "examples": drawn,
            "epochs": drawn / examples,
            "seconds": np.array([timed.get(name, np.nan) for name in cells["variant"]], float),
            "flops": _number(cells, "flops"),
        }
    )


def on_axis(frame: pd.DataFrame, prices: pd.DataFrame, axis: str) -> pd.DataFrame:
    """Return hits or curves whose ``cost`` (and ``spent``) are given in the unit of ``axis`` (see `AXES`).

    cost = price × gradient evaluations, or price × steps for ``steps`` and ``seconds``. A miss stays infinite, and the
    cost is NaN where the price of the cell is not known.
    """
    if axis not in AXES:
        raise ValueError(f"no cost axis {axis!r}; there are {', '.join(AXES)}")
    if axis == "gradients":
        return frame
    price = fact(frame, prices, axis)
    per_step = axis in PER_STEP
    moves = frame["step" if per_step else "cost"].to_numpy(float)
    out = {"cost": np.where(np.isfinite(frame["cost"].to_numpy(float)), moves * price, np.inf)}
    out["cost"][np.isnan(price)] = np.nan
    if "spent" in frame:
        out["spent"] = frame["steps" if per_step else "spent"].to_numpy(float) * price
    return frame.assign(**out)


def cells_on(cells: pd.DataFrame, hits: pd.DataFrame) -> pd.DataFrame:
    """Return the cells with the ``budget`` and ``cost_unit`` of each workload on the axis of ``hits`` (for scores).

    budget is the largest amount that any run spent on the workload, and cost_unit is the smallest cost at which any run
    hit any target (budget / e if no run did). All variants of a workload share both numbers, so that their areas stay
    comparable. The axis of gradient evaluations needs no change of the cells.
    """
    finite = hits["cost"].where(np.isfinite(hits["cost"]))
    known = pd.DataFrame({"workload": hits["workload"].astype(object), "cost": finite, "spent": hits["spent"]})
    found = known.groupby("workload").agg(unit=("cost", "min"), budget=("spent", "max"))
    budget = cells["workload"].map(found["budget"]).astype(float)
    unit = cells["workload"].map(found["unit"]).astype(float)
    unit = unit.where(unit > 0).fillna(budget / np.e).clip(upper=budget)
    return cells.assign(budget=np.maximum(budget, unit * (1 + 1e-9)), cost_unit=unit)


def scales_table(cells: pd.DataFrame, hits: pd.DataFrame, runs: pd.DataFrame, steps: pd.DataFrame) -> pd.DataFrame:
    """Return the price, the budget and the unit of every done cell on every axis for which some cell has a price.

    Columns: axis, variant, workload, budget, unit, price (see `prices_table` and `cells_on`). On the axis of gradient
    evaluations the budget is the cell's own budget, and the unit is 1.
    """
    done = cells[cells["status"] == "done"]
    prices = prices_table(done, runs[runs["status"] != "declined"], steps)
    parts = []
    for name in AXES:
        if prices[name].notna().any():
            scale = done.assign(cost_unit=1.0) if name == "gradients" else cells_on(done, on_axis(hits, prices, name))
            kept = scale[["variant", "workload", "budget", "cost_unit"]].rename(columns={"cost_unit": "unit"})
            parts.append(kept.assign(price=prices[name].to_numpy(float)))
            parts[-1].insert(0, "axis", name)
    columns = ["axis", "variant", "workload", "budget", "unit", "price"]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)


def _number(cells: pd.DataFrame, name: str) -> np.ndarray:
    """Return a column as floats, with NaN where a cell or an older manifest has no value."""
    if name not in cells:
        return np.full(len(cells), np.nan)
    return pd.to_numeric(cells[name], errors="coerce").to_numpy(float, na_value=np.nan)


def _functions(cells: pd.DataFrame, runs: pd.DataFrame) -> np.ndarray:
    """Return the number of function-evaluating calls per gradient evaluation, pooled over the runs of each cell."""
    keys = [runs["variant"].astype(object), runs["workload"].astype(object)]
    called = runs[_SEE_VALUES].sum(axis=1).groupby(keys).sum()
    spent = runs["cost"].groupby(keys).sum()
    ratio = (called / spent.where(spent > 0)).reindex(pd.MultiIndex.from_frame(cells[["variant", "workload"]]))
    return ratio.to_numpy(float)
