"""The measuring scripts can be started, with their modules, child processes and workers."""

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from gdbench.gate.clock.process import Process
from gdbench.gate.installation import Installation
from tests.perf.noise_study import WORKER, cells_of
from tests.perf.speed_scaling import DEVICES, PRICES, child

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


@pytest.mark.parametrize("code", [DEVICES, PRICES])
def test_what_a_child_imports_is_there(code):
    for line in [line for line in code.splitlines() if line.startswith("from ")]:
        _, module, _, names = line.split(maxsplit=3)
        for name in names.partition(" as ")[0].split(", "):
            assert hasattr(import_module(module), name) or import_module(f"{module}.{name}"), line


@pytest.mark.parametrize(("study", "option"), [("noise_study", "--plant"), ("clock_study", "--pairs")])
def test_a_study_explains_its_options(study, option):
    command = [sys.executable, "-m", f"tests.perf.{study}", "--help"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and option in done.stdout, done.stderr
