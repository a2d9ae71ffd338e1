"""A new unit takes its file, one command and, for a variant or a problem, its transcription.

The project is copied, one unit of every kind is written, and `gdbench adopt` is run; no other file is changed. Of the
whole test suite, the tests whose name contains that of a new unit are run, and those that look at all units at once.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LEFT_OUT = (".git", ".nox", ".venv", ".*_cache", ".benchmarks", ".hypothesis", "node_modules")
LEFT_OUT += ("dist", "build", "reports", "results")
# Tests that a new unit may concern although their names do not say so: they look at the package or the registry.
AT_ALL_UNITS = ["test_floors.py", "registry", "suite", "verify/test_transcriptions.py"]

HALF_SGD = {
    "gdbench/variants/elementwise/half_sgd.py": '''
"""Half of gradient descent."""

from gdbench.registry import variant
from gdbench.types import log


@variant(
    hyperparameters={"learning_rate": log(1e-2, 1e-5, 1.0, tuned=True)},
    source="the test that adds it",
    symmetries={"rotation": {}, "sign": {}},
    stability_edge=lambda hp: 4.0,
)
def half_sgd(t, g, x, slots, hp):
    """Steps against half of the gradient.

    x ← x − η g / 2

    where η is ``learning_rate``.
    """
    del t, x, slots
    return -0.5 * hp.learning_rate * g, ()
''',
    "gdbench/verify/transcriptions/variants/half_sgd.py": '''
"""Half of the gradient: x_t = x_{t-1} − η g_t / 2."""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None):
    points = [np.array(x0, dtype=np.float64)]
    for g in gradients:
        points.append(points[-1] - hp["learning_rate"] * g / 2)
    return np.stack(points), np.stack(points)
''',
}
HEUN_FLOW = {
    "gdbench/variants/momentum/heun_flow.py": '''
"""Heun's method on the gradient flow."""

from gdbench.registry import variant
from gdbench.types import log


def init(x, oracle, hp, key):
    """Return nothing: the rule has no memory."""
    del x, oracle, hp, key
    return ()


@variant(
    hyperparameters={"learning_rate": log(1e-2, 1e-5, 1.0, tuned=True)},
    source="the test that adds it",
    init=init,
    charges=lambda t, hp, share: {"gradients": 2} if t else {},
)
def heun_flow(t, x, state, oracle, hp, key):
    """Follows the gradient flow by Heun's method, with two gradients a step.

    x ← x − η (g(x) + g(x − η g(x))) / 2

    where η is ``learning_rate``.
    """
    del t, key
    here = oracle.gradient(x, oracle.batch)
    there = oracle.gradient(x - hp.learning_rate * here, oracle.batch)
    return x - 0.5 * hp.learning_rate * (here + there), state
''',
    "gdbench/verify/transcriptions/variants/heun_flow.py": '''
"""Heun's method for x' = −∇f: a step of Euler, and the mean of the slopes at both of its ends."""

import numpy as np


def run(oracle, x0, hp, steps):
    x, points = np.array(x0, dtype=np.float64), [np.array(x0, dtype=np.float64)]
    for _ in range(steps):
        first = -oracle.value_and_grad(x)[1]
        second = -oracle.value_and_grad(x + hp["learning_rate"] * first)[1]
        x = x + hp["learning_rate"] * (first + second) / 2
        points.append(x)
    return np.stack(points)
''',
}
TEMPERED = {
    "gdbench/variants/wrappers/tempered.py": '''
"""Steps of another rule, made smaller."""

from gdbench.registry import wrapper
from gdbench.types import SpecialCase, linear


@wrapper(
    base="sgd",
    hyperparameters={"temper": linear(0.5, 0.0, 1.0, tuned=True)},
    source="the test that adds it",
    special_cases=(SpecialCase("sgd", here={"temper": 0.0}),),
)
def tempered(t, g, x, slots, hp, inner):
    """Takes a share of the step of another rule.

    x ← x + (1 − c) s

    where s is the step of the wrapped rule with its ``learning_rate`` and c is ``temper``.
    """
    del slots
    return (1.0 - hp.temper) * inner(t, g, x), ()
''',
    "gdbench/verify/transcriptions/variants/tempered.py": '''
"""Around gradient descent: x_t = x_{t-1} − (1 − c) η g_t."""

import numpy as np


def run(gradients, x0, hp, *, shapes=None, noise=None):
    points = [np.array(x0, dtype=np.float64)]
    for g in gradients:
        points.append(points[-1] - (1 - hp["temper"]) * hp["learning_rate"] * g)
    return np.stack(points), np.stack(points)
''',
}
TILTED_BOWL = {
    "gdbench/problems/quadratic/tilted_bowl.py": '''
"""A bowl that is steeper from one coordinate to the next."""

import numpy as np

from gdbench.problems.coordinates import along
from gdbench.registry import problem
from gdbench.types import scalable


@problem(
    start=3.0,
    minimiser=1.0,
    minimum=0.0,
    dims=scalable(10, at_least=2),
    tags={"convex", "strongly-convex", "smooth", "quadratic", "separable"},
    source="the test that adds it",
    lipschitz=lambda n: 2.0 * n,
    strong_convexity=2.0,
)
def tilted_bowl(x):
    """A quadratic whose curvatures grow linearly: f = Σ i (xᵢ − 1)²."""
    return (along(x, np.arange(1, len(x) + 1)) * (x - 1.0) ** 2).sum(axis=0)
''',
    "gdbench/verify/transcriptions/problems/tilted_bowl.py": '''
"""The sum of i (x_i - 1)^2 over i = 1..n."""


def value(x: list[float]) -> float:
    return sum(i * (xi - 1.0) ** 2 for i, xi in enumerate(x, start=1))
''',
}
EIGHT_POINTS = {
    "gdbench/tasks/convex/eight_points.py": '''
"""A line through points that lie on one."""

import jax
import numpy as np
from jax import numpy as jnp

from gdbench.registry import task


def init(key):
    """Random numbers, so that seeds differ."""
    return {"b": jnp.zeros(()), "w": jax.random.normal(key, ())}


def data():
    """Eight points on the line y = 2 x + 1."""
    x = np.linspace(-1.0, 1.0, 8)
    return {"train": {"x": x, "y": 2.0 * x + 1.0}}


def residuals(params, batch):
    """The errors over √N, of which the loss is the sum of squares."""
    error = params["w"] * batch["x"] + params["b"] - batch["y"]
    return error / jnp.sqrt(1.0 * error.shape[0]).astype(error.dtype)


def measures(params, data):
    """The loss on all examples."""
    return {"loss": eight_points.loss(params, data["train"])}


@task(
    init=init,
    data=data,
    measures=measures,
    residuals=residuals,
    levels=(1e-1, 1e-3, 1e-6),
    budget=100,
    tags=("convex", "strongly-convex", "smooth", "quadratic", "finite-sum"),
    source="the test that adds it",
)
def eight_points(params, batch):
    """The mean squared error of a line: f = Σ (w xᵢ + b − yᵢ)² / N, which is 0 at w = 2 and b = 1."""
    return jnp.sum(residuals(params, batch) ** 2)
''',
}
KINDS = {
    "elementwise": ("half_sgd", HALF_SGD, 32),
    "full rule": ("heun_flow", HEUN_FLOW, 20),
    "wrapper": ("tempered", TEMPERED, 31),
    "problem": ("tilted_bowl", TILTED_BOWL, 27),
    "task": ("eight_points", EIGHT_POINTS, 14),
}


def python(root: Path, *arguments: str) -> str:
    """What Python prints in a copy of the project, which must end well."""
    environment = {**os.environ, "PYTHONPATH": str(root)}
    command = [sys.executable, *arguments]
    found = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout + found.stderr
    return found.stdout


# A test of one unit that was there before is left out: it runs in the suite itself.
CHOOSER = """
from pathlib import Path

from gdbench.registry import names

ADDED, AT_ALL_UNITS, TESTS = {names!r}, {at_all_units!r}, Path(__file__).parent / "tests"
UNITS = {{name for kind in ("variant", "problem", "task") for name in names(kind)}}


def of_one_unit(item):
    values = item.callspec.params.values() if hasattr(item, "callspec") else ()
    return any(str(getattr(value, "name", value)) in UNITS for value in values)


def looks_at_all(item):
    place = item.path.relative_to(TESTS)
    return any(place.is_relative_to(each) for each in AT_ALL_UNITS) and not of_one_unit(item)


def pytest_collection_modifyitems(config, items):
    chosen = [item for item in items if looks_at_all(item) or any(name in item.nodeid for name in ADDED)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(chosen)])
    items[:] = chosen
"""


def passed_tests(root: Path, names: list[str]) -> list[str]:
    """The names of the tests of a copy of the project that passed, of those that concern new units; none may fail."""
    (root / "chooser.py").write_text(CHOOSER.format(names=names, at_all_units=AT_ALL_UNITS))
    output = python(root, "-m", "pytest", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "chooser", "-vv", "tests")
    return [line for line in output.splitlines() if " PASSED" in line]


def project_with(folder: Path, *kinds: str) -> Path:
    """A copy of the project with these units written and adopted."""
    root = folder / "project"
    shutil.copytree(ROOT, root, ignore=shutil.ignore_patterns(*LEFT_OUT))
    for each in ("results", "reports"):
        (root / each).mkdir()
        shutil.copy(ROOT / each / "README.md", root / each)
    for kind in kinds:
        for place, text in KINDS[kind][1].items():
            assert not (root / place).exists()
            (root / place).write_text(text.lstrip())
    python(root, "-m", "gdbench.cli", "adopt", *(KINDS[kind][0] for kind in kinds))
    return root


@pytest.fixture(scope="module")
def passed(tmp_path_factory):
    """The tests that passed once the units of all kinds were added; the whole suite is collected once for them."""
    root = project_with(tmp_path_factory.mktemp("added"), *KINDS)
    return passed_tests(root, [name for name, _, _ in KINDS.values()])


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_unit_costs_its_file_its_transcription_and_one_command(kind, passed):
    """A task needs no transcription."""
    name, files, least = KINDS[kind]
    assert len(files) == (1 if kind == "task" else 2)
    found = sum(name in line for line in passed)
    assert found >= least, f"{found} tests ran for {name}"


def test_no_test_that_looks_at_all_units_minds_new_ones(passed):
    for each in AT_ALL_UNITS:
        assert any(line.startswith(f"tests/{each}") for line in passed), f"no test of {each} ran"
