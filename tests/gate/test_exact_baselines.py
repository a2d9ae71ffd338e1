"""Baselines: what a file keeps, how it is rewritten, and what a comparison with one says."""

from dataclasses import replace

import pytest

from gdbench.errors import NotComparable
from gdbench.gate import baseline
from gdbench.gate.convergence import Convergence
from gdbench.gate.rewriting import differing, explained
from gdbench.suite import CompareSection
from tests.gate.conftest import command, edit
from tests.gate.made_metrics import HERE, cell, different, facts, metrics, outcome


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


def test_a_new_baseline_is_explained_change_by_change():
    new = {("adam", "booth n=2"): cell(default=outcome(2.0)), ("new", "booth n=2"): cell()}
    assert explained(metrics(), metrics(new)) == [
        "1 cells are new: new on booth n=2",
        "adam on booth n=2: default setting: final gap: 1 → 2, worse",
        "sgd on booth n=2: the cell: done → missing",
    ]
    assert explained(None, metrics()) == ["the first baseline of suite tiny here: 2 cells, 0 programs of a step"]
    assert explained(metrics(), metrics()) == []


def test_cells_that_rounding_moves_are_those_that_differ_by_more_than_a_comparison_allows():
    moved = {("adam", "booth n=2"): cell(default=outcome(2.0)), ("sgd", "booth n=2"): cell(default=outcome(1.03))}
    assert differing(metrics(), metrics(moved)) == {("adam", "booth n=2")}


def test_a_run_becomes_a_baseline_and_is_compared_with_it(runs):
    folder = runs / "baselines"
    answer = command("compare", folder, runs / "base" / "tiny", "--rewrite")
    assert answer.code == 0 and answer.out.startswith("the first baseline of suite tiny here: 2 cells, 2 programs")
    assert answer.out.rstrip().endswith(".json")
    again = command("compare", folder, runs / "base" / "tiny", "--rewrite")
    assert again.out.count("\n") == 1, "what the file does not keep is no change"
    fine = command("compare", folder, runs / "base" / "tiny", "--strict")
    assert fine.code == 0 and "program: " in fine.out
    worse = command("compare", folder, runs / "head" / "tiny")
    assert worse.code == 1 and worse.out.startswith("## Regression in mine")
    answer = command("compare", folder, runs / "head" / "tiny", "--rewrite")
    assert answer.code == 0
    assert (
        "mine on booth n=2: default setting: gradient evaluations to target 0.1: " in answer.out and "→" in answer.out
    )
    assert command("compare", folder, runs / "head" / "tiny", "--strict").code == 0


def test_steadiness_is_kept_and_new_cells_are_unsteady_until_measured(runs):
    folder = runs / "baselines"
    only_adam = lambda run: run.update(cells=[each for each in run["cells"] if each["variant"] == "adam"])  # noqa: E731
    edit(runs / "head" / "tiny" / "run.json", only_adam)
    command("compare", folder, runs / "head" / "tiny", "--rewrite", "--rounded", runs / "head" / "tiny")
    (path,) = folder.iterdir()
    assert baseline.read(path).unsteady == frozenset()
    nothing = {"variant": "other", "status": "declined", "tuning": None, "evaluation": None, "trial": None}
    edit(runs / "base" / "tiny" / "run.json", lambda run: run["cells"].append({**run["cells"][0], **nothing}))
    command("compare", folder, runs / "base" / "tiny", "--rewrite")
    assert baseline.read(path).unsteady == {("mine", "booth n=2")}, "a declined cell is not new"
    command("compare", folder, runs / "base" / "tiny", "--rewrite", "--rounded", runs / "base" / "tiny")
    assert baseline.read(path).unsteady == frozenset()


def test_a_baseline_of_another_jax_is_missing_here(runs):
    folder = runs / "baselines"
    command("compare", folder, runs / "base" / "tiny", "--rewrite")
    edit(runs / "base" / "tiny" / "run.json", lambda run: run["environment"].update(jax="9.9.9"))
    answer = command("compare", folder, runs / "base" / "tiny")
    assert answer.code == 3 and "cpu-jax-9.9.json" in answer.err
