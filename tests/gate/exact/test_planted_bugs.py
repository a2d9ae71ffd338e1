"""A bug planted in a rule changes its convergence at fixed seeds, in every variant that can have the bug."""

from dataclasses import replace

import pytest

from gdbench.executors.base import execute
from gdbench.executors.plan import Environment, Plan
from gdbench.gate.exact.changes import compare_exact
from gdbench.gate.exact.convergence import convergence
from gdbench.gate.exact.metrics import ExactMetrics
from gdbench.gate.findings import Verdict
from gdbench.registry import load, names
from gdbench.running.inventory import cell_row
from gdbench.store import Store
from gdbench.suite import CompareSection, Suite
from gdbench.tables.run import StoredRun
from gdbench.types import Cell, Entry, Manifest, Protocol, Workload
from tests.gate.exact.planted import Bug, Gardener, may_have

pytestmark = pytest.mark.slow

SECTIONS = {  # the budgets of the smoke suite
    "suite": {"name": "planted"},
    "protocol": {"budget": 60, "targets": [0.5, 1e-1, 1e-3], "samples": 12},
    "tuning": {"trials": 4, "seeds": 2},
    "evaluation": {"seeds": 4},
    "run": [{"variants": ["sgd"], "problems": ["mgh01_rosenbrock"]}],
}
PROTOCOL = Protocol("float32", 60, (0.5, 1e-1, 1e-3), 12)
HERE = {"jax": "0.10.2", "jaxlib": "0.10.2", "platform": "cpu", "device": "cpu", "processor": "this one"}
LEAST = {Bug.BETA2: 45, Bug.BIAS: 40, Bug.NESTEROV: 7, Bug.STALE: 110, Bug.ANSWER: 12}  # variants with a place
# The share of variants that are worse with a bug. An average lags behind its iterate, so that an iterate that is
# reported instead may even look better.
WORSE = {Bug.ANSWER: 0.6}
# Its step is as long as the parameters, whatever the lengths of the moments: their bias cancels.
BLIND = {(Bug.BIAS, "lamb")}


def entries(gardener):
    """Every rule that takes a gradient, and the full rules that average in Adam's way."""
    for name in names("variant"):
        variant = load("variant", name)
        if variant.kind != "gradient" and "one_minus_b2" not in variant.argument_names:
            continue
        yield Entry(name, gardener.planted(variant, name))
        if "nesterov" in variant.switches and not variant.hyperparameters["nesterov"].default:
            label = f"{name}, nesterov"
            yield Entry(label, gardener.planted(variant, label), {"nesterov": True, **variant.switches["nesterov"]})


def workloads(entry):
    """A curved valley and a flat one; for rules of matrices also a task with a matrix of parameters."""
    yield from (Workload(load("problem", name), 2) for name in ("mgh01_rosenbrock", "matyas"))
    if entry.variant.over == "matrix":  # such a rule may treat vectors in another way
        task = load("task", "softmax_iris")
        yield Workload(task, task.parameters)


def run(cells, folder):
    """Run cells as `gdbench run` would, and return their rows of a manifest."""
    store = Store(folder)
    store.open_for_writing()
    plan = Plan(Suite.model_validate(SECTIONS), Environment("cpu", "0.10.2"))
    return store, [cell_row(outcome) for outcome in execute(plan, cells, store).outcomes]


def exact(store, rows):
    run = StoredRun(store, "planted", Manifest("planted", tuple(rows)))
    return ExactMetrics("planted", HERE, SECTIONS["protocol"], convergence(run))


def compared(base, head, limits=None, **options):
    common = set(base.cells) & set(head.cells)
    base = replace(base, cells={place: base.cells[place] for place in common})
    return compare_exact(base, head, ("base", "head"), limits or CompareSection(), **options)


@pytest.fixture(scope="module")
def garden(tmp_path_factory):
    """Where each bug has found a place, and the exact metrics of runs with it (with none: `Bug.NONE`)."""
    gardener = Gardener()
    chosen = list(entries(gardener))
    cells = []
    for bug in Bug:
        for entry in [each for each in chosen if may_have(each, bug)]:
            hurt = Entry(f"{bug.value} {entry.label}", entry.variant, {**entry.fixed, "bug": float(bug)})
            cells += [Cell(hurt.within(PROTOCOL.budget), load_, PROTOCOL) for load_ in workloads(entry)]
    with gardener.helpers():
        store, rows = run(cells, tmp_path_factory.mktemp("planted"))
    metrics = {}
    for bug in Bug:
        mine = [row for row in rows if row.variant.startswith(f"{bug.value} ")]
        metrics[bug] = exact(store, [replace(row, variant=row.variant[2:]) for row in mine])
    return gardener.found, metrics


def test_the_runs_without_a_bug_are_those_of_the_rules_themselves(garden, tmp_path):
    chosen = [Entry(name, load("variant", name)) for name in ("adam", "fista", "lookahead", "nadam", "prodigy")]
    cells = [Cell(entry.within(60), load_, PROTOCOL) for entry in chosen for load_ in workloads(entry)]
    bare = exact(*run(cells, tmp_path))
    assert len(bare.cells) == 10 and all(cell.status == "done" for cell in bare.cells.values())
    # What is planted beside a formula may change how it is rounded, and a run at the edge of chaos tells.
    found = compared(bare, garden[1][Bug.NONE], CompareSection(rounding=0.01), strict=True)
    assert len(found.findings) == 10 * 15 and not found.different


@pytest.mark.parametrize("bug", [bug for bug in Bug if bug], ids=lambda bug: bug.name.lower())
def test_a_planted_bug_is_caught_in_every_variant_that_has_a_place_for_it(garden, bug):
    found, metrics = garden
    comparison = compared(metrics[Bug.NONE], metrics[bug], strict=True)
    blind = {name for kind, name in BLIND if kind is bug}
    caught = {each.variant for each in comparison.failing} - blind
    worse = {each.variant for each in comparison.different if each.verdict is Verdict.WORSE}
    places = found[bug] - blind
    print(f"{bug.name}: {len(places)} variants, {len(caught)} caught, {len(worse)} of them worse")
    assert caught == places, (sorted(places - caught), sorted(caught - places))
    assert len(worse) >= WORSE.get(bug, 0.85) * len(places)  # without `strict`: the others are reported as changed
    assert comparison.exit_code == 1
    assert len(places) >= LEAST[bug]
    for finding in comparison.failing:
        said = finding.sentence()
        assert finding.variant in said and finding.workload in said
        assert "base " in said and "head " in said and finding.base != finding.head


def test_what_is_blind_to_a_bug_is_so_by_its_formula(garden):
    found, metrics = garden
    for bug, name in BLIND:
        assert name in found[bug]
        gaps = [
            [cell.default.gap for place, cell in sorted(side.cells.items()) if place[0] == name]
            for side in (metrics[Bug.NONE], metrics[bug])
        ]
        assert gaps[0] == pytest.approx(gaps[1], rel=1e-3)


def test_matrices_have_places_that_vectors_do_not(garden):
    metrics = garden[1]
    comparison = compared(metrics[Bug.NONE], metrics[Bug.NESTEROV])
    on_task = {each.variant for each in comparison.different if each.workload == "softmax_iris"}
    assert "muon" in on_task
