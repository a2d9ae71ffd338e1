"""Small synthetic runs for the report's tests, made by the product's own writers without JAX or an engine."""

import numpy as np

from gdbench.store import Store, key_of
from gdbench.tables.run import StoredRun
from gdbench.types import ORACLE_PRICES, CellRow, Closeups, Lane, Manifest, Status, Timing, Trace
from gdbench.types.manifest import ProgramRow

TARGETS = (1e-1, 1e-2, 1e-4)
SEEDS = 6
BUDGET = 100
SUITE = "[suite]\nname = 'tiny' # <&>\n"


def trace(rates, *, diverges=False):
    """Runs whose gap decays like exp(−rate · cost); ``rates`` is one number, or one per run."""
    rates = np.asarray(rates, float) if np.ndim(rates) else rates * (1 + 0.1 * np.arange(SEEDS))
    runs = len(rates)
    cost = np.unique(np.geomspace(1, BUDGET, 12).astype(int)).astype(np.float32)
    gap = np.exp(-rates[:, None] * cost[None]).astype(np.float32)
    if diverges:
        gap[:, 3:] = np.nan
    with np.errstate(divide="ignore"):
        first = np.ceil(-np.log(np.array(TARGETS))[None] / rates[:, None])
    hit = np.where((first <= BUDGET) & (rates[:, None] > 0) & (not diverges), first, np.inf)
    solved = np.isfinite(hit[:, -1])
    spent = np.where(solved, hit[:, -1], BUDGET).astype(np.float32)
    status = np.where(solved, Status.SOLVED, Status.DIVERGED if diverges else Status.BUDGET).astype(np.int8)
    return Trace(
        status=status,
        gap=gap[:, -1],
        best=np.nanmin(gap, axis=1),
        grad_norm=np.ones(runs, np.float32),
        steps=spent.astype(np.int32),
        cost=spent,
        counts=np.ones((runs, len(ORACLE_PRICES)), np.float32),
        hit_step=np.where(np.isfinite(hit), hit, -1).astype(np.int32),
        hit_cost=hit.astype(np.float32),
        curve_step=np.tile(cost.astype(np.int32), (runs, 1)),
        curve_cost=np.tile(cost, (runs, 1)),
        curve_gap=gap,
    )


def cell(variant, workload, status="done", reason="", **facts):
    """One row of a manifest, before anything of it was stored."""
    name, _, dim = workload.partition(" n=")
    known = {
        "name": variant,
        "family": "elementwise",
        "unit": name,
        "unit_family": "quadratic",
        "kind": "problem" if dim else "task",
        "dim": int(dim or 7),
        "tags": ("convex",),
        "measure": "value" if dim else "test_error",
        "relative": bool(dim),
        "targets": TARGETS,
        "budget": BUDGET,
        "trial": 3,
        "setting": {"learning_rate": 0.1234567},
    }
    return CellRow(variant, workload, status, reason=reason, **known | facts)


def run_of(folder, cells, rates, *, tuned=False, timings=(), closeups=None, suite=SUITE, **facts):
    """Commit every done cell and return the run; ``rates`` is by variant, NaN diverges.

    ``tuned``: with the trials of tuning and with runs at the default setting, which decay at half the rate. ``facts``
    are those of the manifest.
    """
    store = Store(folder)
    store.open_for_writing()
    made = [_committed(store, each, rates[each.variant], tuned) if each.status == "done" else each for each in cells]
    return saved(store, manifest_of(made, **facts), timings, closeups or Closeups(), suite)


def saved(store, manifest, timings, closeups, suite):
    """Write the records of a run and return it."""
    store.write_manifest(manifest.name, manifest, suite.encode())
    store.append_timings(manifest.name, timings)
    store.write_closeups(manifest.name, closeups)
    return StoredRun(store, manifest.name, manifest)


def _committed(store, each, rate, tuned):
    rate = rate(each.workload) if callable(rate) else rate
    spec = {"variant": each.variant, "workload": each.workload, "rate": str(rate)}
    stages = {"evaluation": key_of(spec)}
    lanes = [Lane(3, seed, {}) for seed in range(SEEDS)]
    made = trace(0.1, diverges=True) if np.isnan(rate) else trace(rate)
    if tuned:
        lanes += [Lane(-1, seed, {}) for seed in range(SEEDS)]
        own = rate * (1 + 0.1 * np.arange(SEEDS))
        made = trace(np.concatenate([own, own / 2]))
        stages["tuning"] = _tuning(store, each, rate)
    store.commit(stages["evaluation"], spec, made, lanes, {})
    return CellRow.read(each.document() | stages)


def _tuning(store, each, rate):
    """Commit six trials on two seeds, of which the fourth is the best, and return their key."""
    values = np.geomspace(1e-3, 1.0, 6)
    spec = {"variant": each.variant, "workload": each.workload, "stage": "tuning", "rate": str(rate)}
    spec["trials"] = [[trial, {"learning_rate": value}] for trial, value in enumerate(values)]
    lanes = [Lane(trial, seed, {}) for trial in range(6) for seed in (90, 91)]
    worth = np.exp(-np.abs(np.log10(values / values[3])))
    store.commit(key_of(spec), spec, trace(np.repeat(rate * worth, 2)), lanes, {})
    return key_of(spec)


def manifest_of(cells, **facts):
    known = {
        "name": "tiny",
        "gdbench": "0.1.0",
        "title": "A tiny <run> & more",
        "plan": "0" * 32,
        "created": 1795311070.0,
        "seconds": 12.5,
        "environment": {"platform": "cpu", "device": "cpu", "devices": 1, "cores": 2, "processor": "Abacus"},
        "protocol": {"dtype": "float32", "budget": BUDGET, "targets": list(TARGETS), "samples": 12},
        "tuning": {"method": "quasirandom", "trials": 4, "seeds": 2},
        "evaluation": {"seeds": SEEDS},
        "compiled": (ProgramRow("2 rules", 4, 8, 0.1, 0.5),),
    }
    return Manifest(**known | facts, cells=tuple(cells))


def timing(variant, seconds, kind="step", **more):
    samples = (seconds, 1.1 * seconds, 1.2 * seconds)
    known = {"problem": "sphere", "dim": 100, "runs": 256, "steps": 200, "trace_seconds": 0.02, "compile_seconds": 0.3}
    known |= {"process": (0, 1, 2), "call_seconds": 5e-5}
    return Timing(kind, variant, samples, **known | more)


def pair(variant, seconds, other, factor):
    samples = (factor * seconds, factor * 1.2 * seconds, factor * 1.1 * seconds)
    beside = {"counterpart": other, "setting": {"mode": "optax"}, "difference": 4.3e-7}
    return timing(variant, seconds, "pair", **beside, counterpart_samples=samples)
