"""Tests the cells and seeds of a validated suite, and the suites that ship with the package."""

import re

import pytest

from gdbench.registry import load, names
from gdbench.suite import load_suite, read_suite, suite_names
from gdbench.suite.loading import _FOLDERS
from tests.suite.suite_text import loaded, mistakes, suite_text

TWICE = """
variants = ["sgd", "adam"]
problems = ["booth", { name = "sphere", dims = [2, 5, 2] }]
tasks = [{ name = "mlp_digits", batch = 8 }, { name = "mlp_digits", batch = "full" }]
[[run]]
variants = ["adam", "lion"]
problems = ["booth"]
"""


def labels(suite):
    return [cell.label for cell in suite.cells()]


def test_cells_come_once_in_the_order_of_the_file():
    assert labels(loaded(TWICE)) == [
        "sgd on booth n=2",
        "adam on booth n=2",
        "sgd on sphere n=2",
        "adam on sphere n=2",
        "sgd on sphere n=5",
        "adam on sphere n=5",
        "sgd on mlp_digits b=8",
        "adam on mlp_digits b=8",
        "sgd on mlp_digits",
        "adam on mlp_digits",
        "lion on booth n=2",
    ]


def test_a_cell_carries_what_the_file_says():
    suite = loaded(
        'variants = [{ name = "adam", label = "half", set = { b1 = 0.5 }, sweep = { eps = "log:1e-9:1e-7" } }]\n'
        'problems = [{ name = "sphere", dims = [3], budget = 9 }]\n'
        'tasks = [{ name = "mlp_digits", batch = 8, samples = 5 }]',
        '[protocol]\ndtype = "float64"\nbudget = 70\ntargets = [0.5, 0.25]\nsamples = 11',
    )
    problem, task = suite.cells()
    assert problem.entry.label == "half" and problem.entry.variant is load("variant", "adam")
    assert problem.entry.fixed == {"b1": 0.5}
    assert {name: (knob.low, knob.high) for name, knob in problem.entry.searched().items()} == {"eps": (1e-9, 1e-7)}
    assert (problem.workload.dim, problem.workload.batch) == (3, None)
    assert (task.workload.dim, task.workload.batch) == (load("task", "mlp_digits").parameters, 8)
    assert (problem.protocol.dtype, problem.protocol.targets) == ("float64", (0.5, 0.25))
    assert (problem.protocol.budget, problem.protocol.samples) == (9, 11)
    assert (task.protocol.budget, task.protocol.samples) == (70, 5)


def test_a_problem_without_dims_runs_in_its_default_and_a_task_with_its_own_batch():
    found = {cell.workload.unit.name: cell.workload for cell in loaded(TWICE).cells()}
    assert found["booth"].dim == load("problem", "booth").dims.default
    own = loaded('variants = ["sgd"]\ntasks = ["mlp_digits"]').cells()[0].workload
    assert own.batch == load("task", "mlp_digits").batch


def test_wildcards_stand_for_every_unit_in_the_dimensions_it_allows():
    cells = loaded('variants = ["*sgd"]\nproblems = [{ name = "mgh*", dims = [2, 3] }]').cells()
    assert {cell.entry.label for cell in cells} == {name for name in names("variant") if name.endswith("sgd")}
    found = {}
    for cell in cells:
        found.setdefault(cell.workload.unit.name, set()).add(cell.workload.dim)
    assert found.keys() == {name for name in names("problem") if name.startswith("mgh")}
    for name, dims in found.items():
        unit = load("problem", name)
        assert dims == ({n for n in (2, 3) if unit.dims.allows(n)} or {unit.dims.default})


@pytest.mark.parametrize(("tuning", "evaluation"), [(1, 1), (4, 32), (1000, 1000)])
def test_evaluation_seeds_are_never_tuning_seeds(tuning, evaluation):
    suite = loaded(rest=f"[tuning]\nseeds = {tuning}\n[evaluation]\nseeds = {evaluation}")
    assert len(suite.tuning_seeds) == len(set(suite.tuning_seeds)) == tuning
    assert len(suite.evaluation_seeds) == len(set(suite.evaluation_seeds)) == evaluation
    assert not set(suite.tuning_seeds) & set(suite.evaluation_seeds)
    fewer = loaded(rest=f"[tuning]\nseeds = {tuning}\n[evaluation]\nseeds = 1")
    assert fewer.evaluation_seeds == suite.evaluation_seeds[:1], "more seeds extend fewer"


@pytest.mark.parametrize(
    "run",
    [
        'variants = ["optax:sgd", { name = "optax:sgd", set = { momentum = 0.9 } }]\nproblems = ["booth"]',
        'variants = [{ name = "*sgd", label = "same" }]\nproblems = ["booth"]',
        'variants = ["sgd"]\nproblems = ["booth", { name = "booth", budget = 7 }]',
    ],
)
def test_two_different_cells_with_one_label_are_a_mistake(run):
    assert len(mistakes(suite_text(run))) == 1


def missed(settings, reason):
    """Settings of a variant that are refused because they mean nothing."""
    return pytest.param(settings, id=reason)


@pytest.mark.parametrize(
    "settings",
    [
        missed("set = { learning_rate = nan }", "NaN is taken"),
        missed(
            'set = { learning_rate = 0.1 }, sweep = { learning_rate = "log:1e-3:1" }', "set and swept: the sweep wins"
        ),
        missed('sweep = { mode = "linear:0:1" }', "a static knob is swept without any effect on the runs"),
        missed('sweep = { learning_rate = "log:1e-3:1:5" }', "the count of a sweep in a file is silently ignored"),
    ],
)
def test_settings_without_a_meaning_are_mistakes(settings):
    assert mistakes(suite_text(f'variants = [{{ name = "adagrad", {settings} }}]\nproblems = ["booth"]'))


def test_a_budget_of_one_is_refused_everywhere():
    assert mistakes(suite_text('variants = ["sgd"]\nproblems = [{ name = "booth", budget = 1 }]'))


# --- The suites that ship ---

SHIPPED = sorted(suite_names())


def shipped(name):
    return load_suite(*read_suite(name))


def test_the_suites_folder_is_what_is_listed():
    assert {path.stem for folder in _FOLDERS for path in folder.glob("*.toml")} == set(SHIPPED)
    assert {"quick", "smoke"} <= set(SHIPPED)


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_suites_load(name):
    suite = shipped(name)
    assert suite.name == name and suite.suite.title
    cells = labels(suite)
    assert cells and len(set(cells)) == len(cells)
    assert re.match(rb"# \S", read_suite(name)[1]), "its first line says what it is for"


def covered(name, kind):
    applies = [cell for cell in shipped(name).cells() if not cell.declined()]
    if kind == "variant":
        return {cell.entry.variant.name for cell in applies}
    return {cell.workload.unit.name for cell in applies if cell.workload.unit.kind == kind}


@pytest.mark.parametrize("kind", ["variant", "problem", "task"])
def test_smoke_runs_every_unit(kind):
    left = set(names(kind)) - covered("smoke", kind)
    if kind == "problem":
        left = {name for name in left if load(kind, name).min_dtype != "float64"}
    if kind == "task":  # minutes each: convolutions, recurrent networks
        left -= covered("learning-gpu", kind)
    assert not left, "add it to suites/smoke.toml, where it applies"


def test_classic_runs_every_variant():
    sums = {name for name in names("variant") if "finite_sum" in load("variant", name).needs}
    assert sums and set(names("variant")) - covered("classic", "variant") == sums, "test problems are no finite sums"
