"""Units are found by folder, without importing anything; the decorators make typed units."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import gdbench
from gdbench.errors import UnknownName
from gdbench.registry import KINDS, families, load, names
from gdbench.types import Problem, Reference, Task, Variant, complement, fixed, log, scalable, static

PACKAGE = Path(gdbench.__file__).parent
TYPES = {"variant": Variant, "problem": Problem, "task": Task}
EVERY = [(kind, name) for kind in KINDS for name in names(kind)]


@pytest.mark.parametrize("kind", list(KINDS))
def test_families_are_the_folders(kind):
    found = {path.stem: path.parent.name for path in (PACKAGE / KINDS[kind]).glob("*/*.py") if path.stem[0] != "_"}
    assert families(kind) == found
    assert names(kind) == sorted(found)


def test_no_two_units_share_a_name():
    everything = [name for _, name in EVERY]
    assert len(set(everything)) == len(everything), "gdbench show NAME finds one unit by its name"


@pytest.mark.parametrize(("kind", "name"), EVERY)
def test_a_unit_bears_the_name_and_family_of_its_file(kind, name):
    unit = load(kind, name)
    assert isinstance(unit, TYPES[kind])
    assert (unit.name, unit.family) == (name, families(kind)[name])
    assert unit.doc and unit.source
    assert load(kind, name) is unit


def test_names_are_listed_without_importing_jax():
    code = (
        "import sys; from gdbench.registry import families; "
        "assert all(families(kind) for kind in ('variant', 'problem', 'task')); "
        "print(sorted({'jax', 'optax', 'pandas', 'scipy', 'pydantic'} & set(sys.modules)))"
    )
    environment = {**os.environ, "PYTHONPATH": str(PACKAGE.parent)}
    out = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("kind", "name", "hint"),
    [
        ("variant", "adm", "; did you mean 'adam'?"),
        ("problem", "bothh", "; did you mean 'booth'?"),
        ("task", "zzz", ""),
        ("variant", "booth", ""),
        ("variant", "__init__", ""),
    ],
)
def test_an_unknown_name_gives_the_nearest(kind, name, hint):
    with pytest.raises(UnknownName) as caught:
        load(kind, name)
    assert str(caught.value) == f"no {kind} named {name!r}{hint} (`gdbench list {kind}s` shows all)"
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(("short", "name"), [("rosenbrock", "mgh01_rosenbrock"), ("ackley", "ackley10")])
def test_a_number_may_be_left_out_where_one_unit_remains(short, name):
    assert load("problem", short) is load("problem", name)


def test_a_short_name_of_two_units_is_unknown():
    with pytest.raises(UnknownName, match="levy10"):
        load("problem", "levy")


def test_a_gradient_rule_is_a_variant():
    knobs = {"rate": log(0.1, 1e-3, 1.0, tuned=True), "b": complement(0.9, 1e-3, 1.0), "p": static(1, 1, 2)}

    @gdbench.variant(hyperparameters=knobs, source="a paper", slots=["m"], reference=Reference("optax:sgd"))
    def rule(t, g, x, slots, hp):
        """One sentence.

        x ← x − η g
        """

    assert isinstance(rule, Variant) and rule.rule.__name__ == "rule"
    assert (rule.name, rule.family, rule.kind, rule.source) == ("rule", "user", "gradient", "a paper")
    assert rule.doc == "One sentence.\n\nx ← x − η g"
    assert (rule.slots, rule.over, rule.needs) == (("m",), "element", frozenset())
    assert rule.settings() == {"rate": 0.1, "b": 0.9, "p": 1} and rule.static_settings({"p": 2}) == {"p": 2}
    assert rule.arguments({"b": 0.75}) == {"rate": 0.1, "one_minus_b": 0.25}


def test_a_rule_with_a_start_state_is_a_full_rule():
    @gdbench.variant(hyperparameters={}, source="s", init=lambda x, oracle, hp, key: (), needs=["hessian"], max_dim=9)
    def rule(t, x, state, oracle, hp, key):
        """One sentence."""

    assert (rule.kind, rule.needs, rule.max_dim) == ("full", frozenset({"hessian"}), 9)


def test_facts_of_a_problem_may_be_numbers_arrays_or_functions():
    def declared(**facts):
        @gdbench.problem(source="s", tags=["convex"], **facts)
        def parabola(x):
            """One sentence."""
            return (x * x).sum(axis=0)

        return parabola

    one = declared(dims=2, start=1.0, minimiser=0.0, minimum=0.0)
    assert isinstance(one, Problem) and one.dims == fixed(2) and one.tags == {"convex"}
    np.testing.assert_array_equal(one.start(2), [1.0, 1.0])
    np.testing.assert_array_equal(one.minimisers(2), [[0.0, 0.0]])
    many = declared(
        dims=scalable(3),
        start=lambda n: 2 * np.arange(n),
        minimiser=lambda n: [[0.0] * n, [1.0] * n],
        minimum=lambda n: -n,
        lipschitz=2.0,
    )
    np.testing.assert_array_equal(many.start(4), [0.0, 2.0, 4.0, 6.0])
    assert many.minimisers(4).shape == (2, 4) and many.minimum(4) == -4.0
    assert many.lipschitz(4) == 2.0 and many.strong_convexity is None
    assert many.value(np.array([3.0, 4.0])) == 25.0


def test_residuals_are_squared_and_summed():
    @gdbench.problem(source="s", tags=[], dims=2, start=1.0, minimiser=0.0, minimum=0.0, residuals=True)
    def twice(x):
        """One sentence."""
        return 2 * x

    np.testing.assert_array_equal(twice.value(np.array([[1.0, 0.0], [2.0, 3.0]])), [20.0, 36.0])


def test_a_loss_is_a_task():
    @gdbench.task(
        init=lambda key: {"w": np.zeros(3), "b": np.zeros(())},
        data=lambda: {"train": {}, "test": {}},
        measures=lambda params, data: {"loss": 0.0},
        source="s",
        tags=["convex"],
        levels=[0.1, 0.01],
    )
    def regression(params, batch):
        """One sentence."""

    assert isinstance(regression, Task) and regression.family == "user"
    assert (regression.parameters, regression.levels, regression.batch) == (4, (0.1, 0.01), None)
