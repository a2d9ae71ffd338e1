"""Small runs as the product writes them: traces committed to a store, and a manifest of records."""

import numpy as np

from gdbench.store import Store, key_of
from gdbench.tables.run import StoredRun
from gdbench.types import ORACLE_PRICES, CellRow, Lane, Manifest, Status, Trace

TARGETS = (1e-1, 1e-2, 1e-4)
BUDGET = 100
RATES = {"fast": 0.4, "steady": 0.2, "slow": 0.05, "stuck": 0.0}
TRIALS = 3


def trace(rates):
    """Runs whose gap decays like exp(−rate · cost), one run per rate; a rate that is NaN leaves the numbers."""
    rates = np.asarray(rates, float)
    cost = np.unique(np.geomspace(1, BUDGET, 12).astype(int)).astype(np.float32)
    with np.errstate(over="ignore"):
        gap = np.exp(-rates[:, None] * cost).astype(np.float32)
    with np.errstate(divide="ignore", invalid="ignore"):
        first = np.ceil(-np.log(TARGETS) / rates[:, None])
    hit = np.where(first <= BUDGET, first, np.inf)
    solved = np.isfinite(hit[:, -1])
    spent = np.where(solved, hit[:, -1], BUDGET).astype(np.float32)
    lost = np.where(np.isnan(rates), Status.DIVERGED, Status.BUDGET)
    return Trace(
        status=np.where(solved, Status.SOLVED, lost).astype(np.int8),
        gap=gap[:, -1],
        best=gap.min(axis=1),
        grad_norm=np.ones(len(rates), np.float32),
        steps=spent.astype(np.int32),
        cost=spent,
        counts=np.ones((len(rates), len(ORACLE_PRICES)), np.float32) * spent[:, None],
        hit_step=np.where(np.isfinite(hit), hit, -1).astype(np.int32),
        hit_cost=hit.astype(np.float32),
        curve_step=np.tile(cost.astype(np.int32), (len(rates), 1)),
        curve_cost=np.tile(cost, (len(rates), 1)),
        curve_gap=gap,
    )


def row(variant, workload, status="done", **facts):
    """The row of a cell in a manifest, before anything of it was stored."""
    unit, _, dim = workload.partition(" n=")
    known = {"name": variant, "family": "plain", "unit": unit, "unit_family": "quadratic", "dim": int(dim)}
    return CellRow(variant, workload, status, **known | {"targets": TARGETS, "budget": BUDGET} | facts)


def commit(store, cell, rates, *, tuned=True, default=False):
    """Commit the stages of a cell whose evaluation runs decay at ``rates``, one per seed; return its row.

    With ``default``, the default setting decays at half the rates. Tuning tries learning rates on two seeds.
    """
    spec = {"variant": cell.variant, "workload": cell.workload}
    lanes, every = [Lane(1, seed, {}) for seed in range(len(rates))], list(rates)
    if default:
        lanes, every = [*lanes, *(Lane(-1, seed, {}) for seed in range(len(rates)))], [*every, *np.divide(rates, 2)]
    stages = {"evaluation": key_of(spec), "trial": 1, "setting": {"learning_rate": 0.1}}
    store.commit(stages["evaluation"], spec, trace(every), lanes, {})
    if tuned:
        values = [10.0 ** (trial - 2) for trial in range(TRIALS)]
        spec |= {"stage": "tuning", "trials": [[k, {"learning_rate": value}] for k, value in enumerate(values)]}
        stages["tuning"] = key_of(spec)
        worth = np.repeat([0.5, 1.0, 0.2], 2) * np.nan_to_num(np.mean(rates))
        store.commit(
            stages["tuning"], spec, trace(worth), [Lane(k, s, {}) for k in range(TRIALS) for s in (90, 91)], {}
        )
    return CellRow.read(cell.document() | stages)


def a_run(folder, rates=RATES, workloads=("sphere n=2", "booth n=2", "matyas n=2"), *, seeds=4, cells=(), **more):
    """A run of these variants on these workloads, and of more ``cells``, of which nothing is stored.

    ``rates``: the rate of each variant, or a function of the workload; seed s decays 1 + s/10 times as fast.
    ``theory``: what is promised of a variant, by its label.
    """
    store = Store(folder)
    store.open_for_writing()
    facts = {name: more.pop(name) for name in ("tags", "lipschitz", "strong_convexity") if name in more}
    promised = more.pop("theory", {})
    made = []
    for variant, rate in rates.items():
        for workload in workloads:
            own = (rate(workload) if callable(rate) else rate) * (1 + 0.1 * np.arange(seeds))
            made.append(commit(store, row(variant, workload, theory=promised.get(variant), **facts), own, **more))
    manifest = Manifest("tiny", (*made, *cells), gdbench="0.1.0", created=1795311070.0, title="A tiny run")
    store.write_manifest("tiny", manifest, b"[suite]\n")
    return StoredRun(store, "tiny", manifest)
