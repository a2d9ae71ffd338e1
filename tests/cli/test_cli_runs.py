"""Runs through the command line account for every run, whatever a user's optimizer does."""

import shutil
from pathlib import Path

import numpy as np
import pytest

import gdbench

OWN = ["adam", "sgd"]
REPORT = gdbench.Results.report  # before a fixture replaces it


@pytest.fixture(scope="module")
def results(played):
    return gdbench.load("tiny", played[0] / "results")


def rows(results, variant):
    return results.runs[results.runs["variant"] == variant]


def cell(results, variant):
    return next(row for row in results.manifest.cells if row.variant == variant)


def test_it_ends_well_although_one_variant_failed(played):
    folder, answer = played
    assert answer.code == 0
    assert "tiny: 5 cells done, 1 failed; 1 program compiled" in answer.out
    assert "failed: mine.py:raiser on booth n=2: " in answer.out
    assert answer.out.splitlines()[-2:] == ["report:  reports/tiny.html", "results: results/tiny"]
    assert (folder / "reports" / "tiny.html").read_text() == "<html>a page"
    assert "tiny.toml: planning" in answer.err and "Traceback" not in answer.err


def test_a_failure_is_named_by_its_error(played, results):
    assert "failed: mine.py:raiser on booth n=2: RuntimeError: no such luck" in played[1].out
    assert rows(results, "mine.py:raiser")["reason"].tolist() == ["RuntimeError: no such luck"]


def test_the_other_variants_of_the_bundle_finished(results):
    for name in [*OWN, "mine.py:branchy", "mine.py:poisoned", "mine.py:mine"]:
        assert cell(results, name).status == "done"
        stages = rows(results, name).groupby(["stage", "trial"], observed=True).size()
        assert stages["tuning"].to_dict() == {0: 1, 1: 1}
        assert stages["evaluation"].sum() == 4 and stages["evaluation"][-1] == 2


def test_a_failure_has_a_row_and_its_traceback_in_the_manifest(results):
    row = cell(results, "mine.py:raiser")
    assert row.status == "failed" and row.tuning is None and row.evaluation is None
    assert "Traceback (most recent call last)" in row.reason
    assert 'raise RuntimeError("no such luck")' in row.reason and "mine.py" in row.reason
    assert rows(results, "mine.py:raiser")["status"].tolist() == ["failed"]
    assert results.verdict.set_index("variant").loc["mine.py:raiser", ["area", "failed", "attempted"]].tolist() == [
        0,
        1,
        1,
    ]


def test_nan_is_divergence_and_never_missing(results):
    found = rows(results, "mine.py:poisoned")
    assert found["status"].tolist() == ["diverged"] * 6
    hits = results.hits[results.hits["variant"] == "mine.py:poisoned"]
    assert len(hits) == 12 and np.isinf(hits["cost"]).all() and (hits["step"] == -1).all()
    assert results.verdict.set_index("variant").loc["mine.py:poisoned", ["area", "diverged"]].tolist() == [0, 2]


def test_a_branch_on_an_argument_holds_it_static(results):
    row = cell(results, "mine.py:branchy")
    assert set(row.setting) == {"learning_rate"}
    assert {"solved", "budget"} & set(rows(results, "mine.py:branchy")["status"])


def test_every_variant_saw_the_same_seeds(results):
    seen = {name: set(rows(results, name)["seed"]) for name in [*OWN, "mine.py:mine", "mine.py:poisoned"]}
    assert len({frozenset(seeds) for seeds in seen.values()}) == 1
    tuning = set(results.runs.query("stage == 'tuning'")["seed"])
    assert not tuning & set(results.runs.query("stage == 'evaluation'")["seed"].dropna())


def test_the_suite_file_is_copied_byte_for_byte(played):
    folder, _ = played
    assert (folder / "results" / "tiny" / "suite.toml").read_bytes() == (folder / "tiny.toml").read_bytes()


def test_it_is_listed_and_loaded_by_name_and_by_folder(played, command):
    out = played[0] / "results"
    assert command("list", "runs", "--out", out).out.split() == ["tiny", "run"]
    assert gdbench.load(str(out / "tiny")).manifest == gdbench.load("tiny", out).manifest
    answer = command("report", "tiny", "--out", out, "--to", "page.html")
    assert (answer.code, answer.out) == (0, "page.html\n") and Path("page.html").exists()


def test_a_run_that_lost_cells_says_so(played, command):
    shutil.copytree(played[0] / "results", "results")
    found = gdbench.load("tiny")
    found.store.discard(found.manifest.cells[0].evaluation)
    answer = command("report", "tiny")
    assert answer.code == 2 and "run tiny misses 1 cells in results/cells; run the suite again" in answer.err


def test_sweeping_an_argument_that_is_a_branch_is_refused(command):
    answer = command("run", "tiny.toml", "--optimizer", "mine.py:branchy", "--sweep", "beta=linear:0.1:0.9:2")
    assert answer.code == 2 and "Traceback" not in answer.err
    assert "beta: mine.py:branchy turns beta into a shape or a branch, so it cannot be swept" in answer.err
    assert "set = { beta = … }" in answer.err
    assert not Path("results").exists()


def test_a_second_run_computes_nothing(played, command):
    shutil.copytree(played[0] / "results", "results")
    assert command("run", "tiny.toml").code == 0
    manifest = Path("results/tiny/run.json").read_bytes()
    answer = command("run", "tiny.toml", "--report", "page.html")
    assert answer.code == 0
    assert "tiny: all 2 cells were in the results folder already; nothing was computed" in answer.out
    assert Path("page.html").exists() and Path("results/tiny/run.json").read_bytes() == manifest


def test_a_cell_that_does_not_apply_says_why_and_is_a_row(command):
    Path("none.toml").write_text('[suite]\nname = "none"\n[[run]]\nvariants = ["svrg"]\nproblems = ["booth"]\n')
    answer = command("run", "none.toml")
    assert answer.code == 0 and "1 declined" in answer.out
    runs = gdbench.load("none").runs
    assert runs["status"].tolist() == ["declined"]
    assert runs["reason"].tolist() == ["svrg needs a finite sum of losses, which booth is not"]


def test_a_run_of_failures_alone_says_so_and_exits_with_1(command):
    text = '[suite]\nname = "none"\n[[run]]\nvariants = ["mine.py:raiser", "svrg"]\nproblems = ["booth"]\n'
    Path("none.toml").write_text(text)
    answer = command("run", "none.toml")
    assert answer.code == 1 and "none: 0 cells done, 1 declined, 1 failed" in answer.out
    assert "nothing was measured, because every cell that was tried has failed" in answer.out
    assert gdbench.load("none").exit_code == 1, "it is kept, with its reasons"


def test_a_report_that_cannot_be_written_leaves_the_run(played, command, monkeypatch):
    monkeypatch.setattr(gdbench.Results, "report", REPORT)
    shutil.copytree(played[0] / "results", "results")

    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("gdbench.report.write_report", full)
    answer = command("run", "tiny.toml", "--report", "page.html")
    assert answer.code == 2 and "Traceback" not in answer.err
    assert (
        "gdbench: cannot write page.html (No space left on device); the run is kept in results/tiny, and "
        "gdbench report results/tiny --to FILE writes its report"
    ) in answer.err
    assert gdbench.load("results/tiny").name == "tiny"


@pytest.mark.parametrize("variant", ["svrg", "mine.py:raiser"])
def test_what_was_not_computed_is_not_said_to_be_there(command, variant):
    Path("none.toml").write_text(f'[suite]\nname = "none"\n[[run]]\nvariants = ["{variant}"]\nproblems = ["booth"]\n')
    assert "already" not in command("run", "none.toml").out


def test_only_keeps_what_matches(played, command):
    text = Path("tiny.toml").read_text().replace('"tiny"', '"part"')
    Path("part.toml").write_text(text)
    out = played[0] / "results"
    assert command("run", "part.toml", "--out", out, "--only", "ad*").code == 0
    assert [row.variant for row in gdbench.load("part", out).manifest.cells] == ["adam"]


def test_ctrl_c_while_timing_says_how_to_go_on(played, command, monkeypatch):
    Path("timed.toml").write_text(Path("tiny.toml").read_text().replace('"tiny"', '"timed"'))

    def interrupted(*args):
        raise KeyboardInterrupt

    monkeypatch.setattr("gdbench.running.runner.measure_steps", interrupted)
    answer = command("run", "timed.toml", "--out", played[0] / "results")
    assert answer.code == 130
    assert "interrupted" in answer.err and "the same command resumes" in answer.err
