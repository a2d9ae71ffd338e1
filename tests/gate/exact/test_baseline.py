"""Tests baselines: the contents of a file, and the choice of the file for an environment."""

from dataclasses import replace

import pytest

from gdbench.errors import NotComparable
from gdbench.gate.exact import baseline
from gdbench.gate.exact.convergence import Convergence
from gdbench.suite import CompareSection
from tests.gate.exact.made_metrics import HERE, cell, different, facts, metrics


def test_a_baseline_is_read_as_it_was_written(tmp_path):
    cells = {
        **metrics().cells,
        ("lamb", "booth n=2"): Convergence("failed", "oh"),
        ("svrg", "x"): Convergence("declined"),
    }
    exact = metrics(cells, programs={("adam", "booth n=2"): facts()}, unsteady=frozenset({("sgd", "booth n=2")}))
    path = tmp_path / "deep" / baseline.file_name(exact)
    baseline.write(exact, path)
    again = baseline.read(path)
    assert path.name == "cpu-jax-0.10.json"
    assert again.cells == {**metrics().cells, ("lamb", "booth n=2"): Convergence("failed")}
    assert (again.programs, again.compiled, again.unsteady) == (exact.programs, 2, exact.unsteady)
    assert not different(exact, again)
    odd = metrics({("adam", "booth n=2"): cell(budget=80, targets=(0.2, 0.1))}, limits=CompareSection(timing=1.5))
    baseline.write(odd, path)
    assert baseline.read(path) == odd
    baseline.write(exact, path)
    assert baseline.text_of(again) == path.read_text()
    assert sum(line.startswith('  ["adam", "booth n=2", {"default"') for line in path.read_text().splitlines()) == 1


def test_baselines_of_devices_and_versions_lie_side_by_side(tmp_path):
    gpu = replace(
        metrics(), environment={**HERE, "platform": "gpu", "device": "NVIDIA H100 80GB HBM3", "jax": "0.12.0.1"}
    )
    assert baseline.file_name(gpu) == "gpu-nvidia-h100-80gb-hbm3-jax-0.12.json"
    baseline.write(metrics(), tmp_path / "cpu-jax-0.10.json")
    with pytest.raises(NotComparable, match=r"there is no baseline .*beside it: cpu-jax-0.10.json"):
        baseline.read(baseline.locate(tmp_path, gpu))
