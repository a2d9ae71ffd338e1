"""Tests the exit codes of `gdbench compare`: 0 fine, 1 regression and nothing else, 2 usage, 3 not comparable."""

import shutil

import pytest

import gdbench
from gdbench.errors import ConfigError, NotComparable
from gdbench.gate.exact import baseline
from tests.gate.compared_runs import command, edit


def test_a_run_compared_with_itself_is_fine(runs):
    answer = command("compare", runs / "base" / "tiny", runs / "base" / "tiny")
    assert answer.code == 0 and answer.err == ""
    assert answer.out.startswith("## No regression: all ")
    assert "| variant |" not in answer.out  # nothing differs, so there is no table


def test_a_slower_variant_is_a_regression_that_names_variant_workload_base_and_head(runs):
    answer = command("compare", runs / "base" / "tiny", runs / "head" / "tiny")
    assert answer.code == 1
    assert answer.out.startswith("## Regression in mine: ")
    rows = [line for line in answer.out.splitlines() if line.startswith("| mine | booth n=2 |")]
    assert any("gradient evaluations to target 0.1 | " in row and "❌ worse" in row for row in rows)
    assert "| adam |" not in answer.out


def test_the_other_way_round_it_is_an_improvement(runs):
    answer = command("compare", runs / "head", runs / "base")  # as results folders with one run
    assert answer.code == 0 and "✅ better" in answer.out and "❌" not in answer.out


def test_strict_fails_on_any_change(runs):
    answer = command("compare", runs / "head", runs / "base", "--strict")
    assert answer.code == 1 and answer.out.startswith("## Change in mine: ")


def test_thresholds_come_from_the_suite_file_of_head(runs):
    with (runs / "head" / "tiny" / "suite.toml").open("a") as stream:
        stream.write("\n[compare]\nconvergence = 1e9\n")
    answer = command("compare", runs / "base", runs / "head")
    assert answer.code == 0 and "⚠️ changed" in answer.out and "❌" not in answer.out


def test_a_threshold_that_makes_no_sense_is_a_mistake(runs):
    with (runs / "head" / "tiny" / "suite.toml").open("a") as stream:
        stream.write("\n[compare]\nconvergence = 0.5\n")
    answer = command("compare", runs / "base", runs / "head")
    assert answer.code == 2 and "convergence" in answer.err and "Traceback" not in answer.err


def test_a_missing_baseline_is_not_comparable(runs):
    answer = command("compare", runs / "nowhere", runs / "head" / "tiny")
    assert answer.code == 3 and answer.out == ""
    assert answer.err.startswith("gdbench: no baseline: ") and "nowhere" in answer.err


def test_an_empty_folder_is_no_baseline(runs):
    (runs / "empty").mkdir()
    assert command("compare", runs / "empty", runs / "head" / "tiny").code == 3
    assert command("compare", runs / "empty" / "base.json", runs / "head" / "tiny").code == 3


@pytest.mark.parametrize("wrong", ["nowhere", "notes.txt"])
def test_a_head_that_is_no_run_is_wrong_usage(runs, wrong):
    (runs / "notes.txt").write_text("hello")
    answer = command("compare", runs / "base" / "tiny", runs / wrong)
    assert answer.code == 2 and wrong in answer.err and "Traceback" not in answer.err


def test_a_file_that_is_no_baseline_is_wrong_usage(runs):
    (runs / "any.json").write_text('{"a": 1}')
    (runs / "broken.json").write_text("{")
    for name in ("any.json", "broken.json"):
        answer = command("compare", runs / name, runs / "head" / "tiny")
        assert answer.code == 2 and name in answer.err


def test_an_argument_too_few_is_wrong_usage(runs):
    assert command("compare", runs / "base").code == 2


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("jax", "9.9.9", "head on JAX 9.9.9"),
        ("platform", "gpu", "head on gpu"),
        ("device", "NVIDIA H100", "head on NVIDIA H100"),
        ("processor", "another one", "head on another one"),
        ("system", "Linux aarch64", "head on Linux aarch64"),
    ],
)
def test_another_machine_or_jax_is_not_comparable(runs, name, value, said):
    edit(runs / "head" / "tiny" / "run.json", lambda run: run["environment"].update({name: value}))
    answer = command("compare", runs / "base" / "tiny", runs / "head" / "tiny")
    assert answer.code == 3
    assert said in answer.err and "Traceback" not in answer.err and answer.out == ""


def test_a_patch_of_jax_compares_convergence_and_says_what_it_leaves_out(runs):
    newer = lambda run: run["environment"].update(jax=run["environment"]["jax"].rpartition(".")[0] + ".99")  # noqa: E731
    edit(runs / "base" / "tiny" / "run.json", newer)
    answer = command("compare", runs / "base", runs / "base")
    assert answer.code == 0
    answer = command("compare", runs / "base", runs / "head")
    assert answer.code == 1 and "Programs were not compared: base has jax " in answer.out


def test_another_protocol_is_not_comparable(runs):
    edit(runs / "head" / "tiny" / "run.json", lambda run: run["protocol"].update(budget=31))
    answer = command("compare", runs / "base", runs / "head")
    assert answer.code == 3 and "budget of the protocol is 30 in base and 31 in head" in answer.err


def test_a_store_that_has_lost_cells_is_not_comparable(runs):
    shutil.rmtree(next((runs / "base" / "cells").glob("??/*")))
    answer = command("compare", runs / "base", runs / "head")
    assert answer.code == 3 and "misses 1 results" in answer.err


def test_an_error_that_nobody_foresaw_is_not_a_regression(runs):
    edit(runs / "base" / "tiny" / "run.json", lambda run: run.pop("tuning"))
    answer = command("compare", runs / "base", runs / "head")
    assert answer.code == 3 and "KeyError: 'method'" in answer.err and "Traceback" not in answer.err


def test_stores_with_nothing_in_common_are_not_comparable(runs):
    (runs / "head" / "tiny").rename(runs / "head" / "other")
    answer = command("compare", runs / "base", runs / "head")
    assert answer.code == 3 and "no run of one name in common" in answer.err


def test_stores_are_compared_run_by_run(runs):
    for side in ("base", "head"):
        shutil.copytree(runs / side / "tiny", runs / side / "twin")
    edit(runs / "head" / "twin" / "run.json", lambda run: run["environment"].update(jax="9.9.9"))
    answer = command("compare", runs / "base", runs / "head")
    assert answer.code == 1
    assert "| mine | tiny: booth n=2 |" in answer.out and "Not compared: twin: " in answer.out


def test_a_variant_that_fails_now_is_a_regression(runs):
    def fail(run):
        cell = next(cell for cell in run["cells"] if cell["variant"] == "adam")
        cell.update(status="failed", reason="RuntimeError: oh", tuning=None, evaluation=None)

    edit(runs / "head" / "tiny" / "run.json", fail)
    answer = command("compare", runs / "base", runs / "head")
    assert answer.code == 1 and "| adam | booth n=2 | the cell | done | failed |" in answer.out


def test_a_cell_that_is_gone_is_reported_and_fails_a_strict_comparison(runs):
    drop = lambda run: run.update(cells=[cell for cell in run["cells"] if cell["variant"] == "adam"])  # noqa: E731
    edit(runs / "base" / "tiny" / "run.json", lambda run: None)
    shutil.copytree(runs / "base", runs / "less")
    edit(runs / "less" / "tiny" / "run.json", drop)
    answer = command("compare", runs / "base", runs / "less")
    assert answer.code == 0 and "| mine | booth n=2 | the cell | done | missing |" in answer.out
    assert command("compare", runs / "base", runs / "less", "--strict").code == 1
    more = command("compare", runs / "less", runs / "base")
    assert more.code == 0 and "1 cells are in head alone: mine on booth n=2" in more.out


def test_the_verb_of_the_front_door(runs):
    found = gdbench.compare(runs / "base", runs / "head")
    assert found.exit_code == 1
    assert {each.variant for each in found.failing} == {"mine"}
    with pytest.raises(NotComparable):
        gdbench.compare(runs / "nowhere", runs / "head")
    with pytest.raises(ConfigError):
        gdbench.compare(runs / "base", runs / "nowhere")


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


def test_several_other_roundings_are_runs_or_baselines(runs):
    first, second = runs / "first", runs / "second"
    command("compare", first, runs / "head" / "tiny", "--rewrite")
    answer = command(
        "compare", second, runs / "base" / "tiny", "--rewrite", "--rounded", runs / "base" / "tiny", "--rounded", first
    )
    assert answer.code == 0, answer.err
    assert baseline.read(next(second.iterdir())).unsteady == {("mine", "booth n=2")}
    wrong = command("compare", second, runs / "base" / "tiny", "--rewrite", "--rounded", runs / "nowhere")
    assert wrong.code == 2 and "nowhere" in wrong.err


def test_a_baseline_of_another_jax_is_missing_here(runs):
    folder = runs / "baselines"
    command("compare", folder, runs / "base" / "tiny", "--rewrite")
    edit(runs / "base" / "tiny" / "run.json", lambda run: run["environment"].update(jax="9.9.9"))
    answer = command("compare", folder, runs / "base" / "tiny")
    assert answer.code == 3 and "cpu-jax-9.9.json" in answer.err
