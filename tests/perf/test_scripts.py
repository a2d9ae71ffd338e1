"""The measuring scripts can be started, with their modules, child processes and workers."""

import ast
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from gdbench.gate.clock.process import Process
from gdbench.gate.installation import Installation
from gdbench.running.suite_source import suite_source
from tests.perf import range_study
from tests.perf.noise_study import WORKER, cells_of
from tests.perf.speed_limits import CACHE
from tests.perf.speed_scaling import DEVICES, PRICES, child
from tests.perf.tuning_study import beside, coverage, kept

ROOT = Path(__file__).resolve().parents[2]
SPHERE = {"kind": "problem", "name": "sphere", "dim": 3, "runs": 2, "dtype": "float32"}


def test_the_planted_worker_adds_work_to_the_variants_that_it_is_told():
    side = Installation("head", "head", tree=ROOT, worker=(*WORKER, "lion=16"))
    with Process(side) as process:
        assert process.hello()["protocol"] == 1
        for number, name in enumerate(["lion", "sgd~4"]):
            request = {"do": "prepare", "id": number, "variant": name, "set": {}, "workload": SPHERE, "seconds": 1e-4}
            assert "steps" in process.ask(request), name


def test_a_study_takes_the_cells_of_its_suite():
    assert {"adam", "lion"} <= {each.label for each in cells_of("regress")}


def test_a_child_finds_the_repository():
    assert child("import json, tests.perf.speed_scaling as found; print(json.dumps(found.__name__))").endswith(
        "scaling"
    )


@pytest.mark.parametrize("code", [CACHE, DEVICES, PRICES])
def test_what_a_child_imports_is_there(code):
    for line in ast.parse(code).body:
        if isinstance(line, ast.Import):
            assert all(import_module(each.name) for each in line.names)
        if isinstance(line, ast.ImportFrom):
            for each in line.names:
                assert hasattr(import_module(line.module), each.name) or import_module(f"{line.module}.{each.name}")


@pytest.mark.parametrize(("study", "option"), [("noise_study", "--plant"), ("clock_study", "--pairs")])
def test_a_study_explains_its_options(study, option):
    command = [sys.executable, "-m", f"tests.perf.{study}", "--help"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and option in done.stdout, done.stderr


def repetition(seed, **areas):
    """A line of the study of tuning, of variants with an area each and intervals of ±0.1, on one workload."""
    best = max(areas.values())
    rows = [
        {"variant": name, "rank": 1 if area > best - 0.1 else 2, "area": area, "low": area - 0.1, "high": area + 0.1}
        for name, area in areas.items()
    ]
    cells = {name: [area] for name, area in areas.items()}
    return {"seed": seed, "seconds": 1.0, "ranking": [row | {"at_end": 0} for row in rows], "areas": cells}


def test_the_study_of_tuning_counts_intervals_that_cover_the_mean_and_leaders_that_stay():
    repeats = [repetition(0, a=0.9, b=0.5), repetition(1, a=0.8, b=0.5), repetition(2, a=0.4, b=0.5)]
    found = coverage(repeats)
    assert found["covered"].to_dict() == {"a": pytest.approx(1 / 3), "b": 1.0}, "0.7 ± 0.1 holds 0.8 and not 0.9 or 0.4"
    assert kept(repeats) == (pytest.approx(2 / 6), pytest.approx(2 / 6))
    assert "| a | +0.850 | +0.400 | +0.450 |" in beside(repeats[:2], repeats[2:])


def test_the_study_of_ranges_takes_the_cells_that_search_a_learning_rate():
    source = suite_source("quick")
    cells, total = range_study.cells_of(source, 13, [])
    names = {cell.entry.label for cell in cells}
    assert {"adam", "sgd", "optax:adam"} <= names and not {"bfgs", "pso", "newton"} & names
    assert {cell.workload.label for cell in cells} < {
        cell.workload.label for cell in source.suite.cells()
    } and total == 26
