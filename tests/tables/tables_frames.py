"""Tiny hand-made tables with the columns of the real ones."""

import numpy as np
import pandas as pd
import pyarrow as pa

from gdbench.types import ORACLE_PRICES, CellRow, Manifest, Stage, Status

INF = np.inf
BUDGET = 100
WORDS = len(ORACLE_PRICES)
LEVELS = [1.0, 0.1]  # of two targets in `hits`: 10^−target
NO_STEPS = pd.DataFrame({"variant": [], "seconds_per_step": []})


def hits(found, budget=BUDGET, trial=0, stage="evaluation"):
    """Hits from ``{(variant, workload): [costs of seed 0, of seed 1, …]}``, costs being one per target.

    A hit takes as many steps as its cost; a run that missed a target spent the budget.
    """
    rows = []
    for (variant, workload), seeds in found.items():
        for seed, costs in enumerate(seeds):
            missed = not np.isfinite(costs).all()
            spent = budget if missed else max(costs)
            for target, cost in enumerate(costs):
                step = int(cost) if np.isfinite(cost) else -1
                rows.append((variant, workload, stage, trial, seed, target, 10.0**-target, cost, step, spent, spent))
    names = ["variant", "workload", "stage", "trial", "seed", "target", "level", "cost", "step", "spent", "steps"]
    frame = pd.DataFrame(rows, columns=names)
    return frame.astype({"variant": "category", "workload": "category", "trial": float, "seed": float})


def cells(statuses, budget=BUDGET):
    """Cells from ``{(variant, workload): status}``."""
    rows = [(variant, workload, status, budget) for (variant, workload), status in statuses.items()]
    return pd.DataFrame(rows, columns=["variant", "workload", "status", "budget"])


def done(found, budget=BUDGET):
    """The cells of such hits, all of them done."""
    return cells(dict.fromkeys(found, "done"), budget)


def cells_of(found, *, budget=BUDGET, levels=LEVELS, keys=None, **statuses):
    """Cells of the manifest for hits; ``statuses`` by variant."""
    rows = [
        {
            "variant": variant,
            "workload": workload,
            "status": statuses.get(variant, "done"),
            "targets": list(levels),
            "budget": budget,
            "setting": "{}",
            "trial": 0,
            "evaluation": (keys or {}).get((variant, workload), f"{id(found)} {variant} {workload}"),
        }
        for variant, workload in found
    ]
    return pd.DataFrame(
        rows, columns=["variant", "workload", "status", "targets", "budget", "setting", "trial", "evaluation"]
    )


def run(*costs, seeds=8):
    """The same costs for every seed."""
    return [list(costs)] * seeds


def runs(found, trial=0.0, stage="evaluation"):
    """Runs from ``{variant: {status: how many}}``; the rows of a failed or declined cell have no trial."""
    rows = []
    for variant, statuses in found.items():
        for status, count in statuses.items():
            rows += [(variant, stage, np.nan if status in ("failed", "declined") else trial, status)] * count
    return pd.DataFrame(rows, columns=["variant", "stage", "trial", "status"])


def lists(values, dtype):
    """A column of fixed-size lists, as the store has it."""
    array = np.asarray(values, dtype)
    return pa.FixedSizeListArray.from_arrays(pa.array(array.reshape(-1)), array.shape[1])


def manifest_cell(variant="adam", workload="booth n=2", status="done", reason="", **more):
    """A row of a manifest."""
    known = {"unit": workload.split()[0], "dim": 2, "targets": (0.5, 0.1), "budget": BUDGET, "trial": 0} | more
    return CellRow(variant, workload, status, reason=reason, **known)


def manifest(*cells):
    """The manifest of a run of these cells."""
    return Manifest("tiny", cells)


def stored(cell, trials, seeds, gaps, costs, *, status=Status.BUDGET, hit=((INF, INF),), measures=None, stage=None):
    """A stored stage as it is read: (cell, stage, table); one row per trial and seed, in that order."""
    runs = len(trials)
    steps = np.arange(1, np.shape(gaps)[1] + 1, dtype=np.int32)
    cost = np.broadcast_to(np.asarray(hit, np.float32), (runs, 2))
    columns = {
        "trial": pa.array(trials, pa.int32()),
        "seed": pa.array(seeds, pa.int64()),
        "status": pa.array(np.full(runs, int(status), np.int8)),
        "gap": pa.array(np.asarray(gaps, np.float32)[:, -1]),
        "best": pa.array(np.asarray(gaps, np.float32).min(axis=1)),
        "grad_norm": pa.array(np.ones(runs, np.float32)),
        "steps": pa.array(np.full(runs, 7, np.int32)),
        "cost": pa.array(np.full(runs, 9.0, np.float32)),
        "counts": lists(np.arange(runs * WORDS).reshape(runs, WORDS), np.float32),
        "hit_step": lists(np.where(np.isfinite(cost), cost, -1), np.int32),
        "hit_cost": lists(cost, np.float32),
        "curve_step": lists(np.tile(steps, (runs, 1)), np.int32),
        "curve_cost": lists(costs, np.float32),
        "curve_gap": lists(gaps, np.float32),
    }
    columns |= {f"measure_{name}": pa.array(np.asarray(values)) for name, values in (measures or {}).items()}
    return cell, stage or Stage.EVALUATION, pa.table(columns)


def part(gaps, costs=None, steps=None, variant="adam", trials=None, **more):
    """A stored evaluation stage with these curves, a run each."""
    gaps = np.asarray(gaps, float)
    runs, samples = gaps.shape
    each = costs if costs is not None else np.arange(1, samples + 1)
    cell = manifest_cell(variant, **more.pop("cell", {}))
    made = stored(cell, trials or [0] * runs, list(range(runs)), gaps, np.tile(each, (runs, 1)), **more)
    if steps is None:
        return made
    column = lists(np.tile(steps, (runs, 1)), np.int32)
    return (*made[:2], made[2].set_column(made[2].schema.get_field_index("curve_step"), "curve_step", column))
