"""A shared program gives each cell the same numbers as a program of its own and as each run alone."""

import numpy as np
import pytest

from gdbench.engine import compiled as compiling
from gdbench.engine.bundles import Bundle, bundle_key, bundles
from gdbench.engine.compiled import compile_bundle
from gdbench.registry import load, names
from gdbench.suite import load_suite, read_suite
from gdbench.types import Cell, Entry, Lane, Problem, Protocol, Workload

PROTOCOL = Protocol("float64", 30, (0.5, 0.1, 1e-3), 8)
FEW_STEPS = Protocol("float64", 6, (0.5, 0.1, 1e-3), 3)  # for tasks, whose measures take long
SEEDS = (0, 9)


def problem(name="mgh01_rosenbrock"):
    unit = load("problem", name)
    return Workload(unit, 2 if unit.dims.allows(2) else unit.dims.default)


def task(name, batch="default"):
    unit = load("task", name)
    return Workload(unit, unit.parameters, unit.batch if batch == "default" else batch)


def entry(name):
    return Entry(name, load("variant", name))


def way(unit):
    """How the engine treats a unit: by its family, and by what it declares."""
    if isinstance(unit, Problem):
        return unit.residuals, unit.oracle is not None
    return unit.kind, unit.over, unit.noise, unit.value, unit.has_answer, unit.inner is not None


def one_of_each(kind):
    """The first unit of every family, and of everything that the engine treats in a way of its own."""
    units = [load(kind, name) for name in names(kind)]
    first = {unit.family: unit.name for unit in reversed(units)} | {way(unit): unit.name for unit in reversed(units)}
    return sorted(set(first.values()))


def smallest_tasks():
    """The task of fewest parameters among those that the engine treats alike."""
    units = sorted((load("task", name) for name in names("task")), key=lambda unit: -unit.parameters)
    facts = lambda unit: (unit.batch is None, unit.draws, unit.is_finite_sum, unit.target_measure == "loss")  # noqa: E731
    return sorted({facts(unit): unit.name for unit in units}.values())


def every_kind_of_unit():
    """Variants where they apply, problems and tasks under Adam."""
    adam = entry("adam")
    cells = [Cell(entry(name), problem(), PROTOCOL) for name in [*one_of_each("variant"), "adam", "optax:adam"]]
    cells += [Cell(adam, problem(name), PROTOCOL) for name in one_of_each("problem")]
    cells += [Cell(adam, task(name), FEW_STEPS) for name in ["mlp_digits", *smallest_tasks()]]
    cells += [Cell(entry("svrg"), task("linreg_diabetes", 32), FEW_STEPS)]
    unique = {cell.label: cell for cell in cells if not cell.declined()}
    return list(unique.values())


def lanes_of(cell):
    """Two seeds at a learning rate at which nothing blows up: divergence amplifies the last bit without end."""
    knobs = cell.entry.variant.hyperparameters
    settings = {"learning_rate": 1e-3} if "learning_rate" in knobs and cell.entry.variant.name != "newton" else {}
    return [Lane(-1, seed, settings) for seed in SEEDS]


CELLS = every_kind_of_unit()


@pytest.fixture(scope="module")
def shared():
    """The trace of every cell, run through the bundles of all of them."""
    traces = {}
    for bundle in bundles(CELLS, len(SEEDS) + 2):
        compiled = compile_bundle(bundle)
        for cell in bundle.cells:
            traces[cell.label] = compiled.run(cell, lanes_of(cell))
    return traces


def assert_same(one, other, rows):
    """Equal to 1e-10 of the run's own scale, the gap at its start: quasi-Newton steps amplify the last bit."""
    start = np.abs(other.curve_gap[:, :1])
    for name in ("gap", "best", "cost", "curve_gap", "curve_cost", "counts"):
        a, b = getattr(one, name)[rows], getattr(other, name)
        scale = np.maximum(1.0, start if b.ndim == 2 else start[:, 0])
        same = (a == b) | (np.isnan(a) & np.isnan(b))
        with np.errstate(invalid="ignore"):
            assert np.all(same | (np.abs(a - b) <= 1e-10 * scale)), name
    assert np.array_equal(one.status[rows], other.status)
    assert np.array_equal(one.hit_step[rows], other.hit_step)


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: cell.label)
def test_shared_program_equals_one_run_alone_in_a_program_of_its_own(cell, shared):
    alone = compile_bundle(Bundle(bundle_key(cell), (cell,), 1))
    for row, lane in enumerate(lanes_of(cell)):
        assert_same(shared[cell.label], alone.run(cell, [lane]), slice(row, row + 1))


def test_one_compilation_per_bundle_however_many_cells(monkeypatch):
    cells = [Cell(entry(name), problem(p), PROTOCOL) for name in ("sgd", "adam") for p in ("booth", "matyas")]
    (bundle,) = bundles(cells, 2)
    made = []
    compile_with = compiling.compile_with
    monkeypatch.setattr(compiling, "compile_with", lambda *given: made.append(given) or compile_with(*given))
    compiled = compile_bundle(bundle)
    for cell in cells:
        compiled.run(cell, lanes_of(cell))
    assert len(made) == 1


def test_quick_has_as_many_programs_as_bundles_and_this_many():
    suite = load_suite(*read_suite("quick"))
    cells = [cell for cell in suite.cells() if not cell.declined()]
    found = bundles(cells, 48)
    assert sum(len(bundle.cells) for bundle in found) == len(cells)
    rules = {cell.entry.variant.name for cell in cells if cell.entry.variant.kind == "full"}
    shapes = {bundle.key[0] for bundle in found}
    gradient = [bundle for bundle in found if bundle.kind.shared]
    assert len(gradient) == len(shapes), "gradient rules and factories share one program per shape"
    assert len(found) <= len(shapes) * (1 + len(rules)), "a full rule has at most one program per shape"


def test_adding_a_variant_adds_no_program():
    suite = load_suite(*read_suite("quick"))
    cells = [cell for cell in suite.cells() if not cell.declined()]
    added = [Cell(entry("optax:adabelief"), cell.workload, cell.protocol) for cell in cells]
    more = list({cell.label: cell for cell in cells + added}.values())
    assert {bundle.key for bundle in bundles(more, 48)} == {bundle.key for bundle in bundles(cells, 48)}
