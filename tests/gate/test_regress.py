"""Tests whole comparisons of two installations with the exit codes 0, 1, 2 and 3."""

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from gdbench.gate import regress
from gdbench.gate.clock.paired_samples import TimingRule
from gdbench.gate.comparison import Comparison, PartialComparison
from gdbench.gate.findings import Finding, Verdict
from gdbench.gate.installation import Installation
from tests.gate.compared_runs import command

FAKE = str(Path(__file__).parent / "clock" / "timing_worker.py")
ROOT = Path(__file__).parents[2]
SAME = Finding("timing", "time per step", "adam", "sphere", 1.0, 2.0, 2.0, 1.9, 2.1, Verdict.SAME)


def side(name, factor=1.0, fault=""):
    settings = {"TIMING_FACTOR": str(factor), "TIMING_FAULT": fault}
    return Installation(name, f"{name} (abc)", worker=(FAKE,), settings=settings)


@pytest.fixture
def suite(tmp_path):
    text = """
[suite]
name = "tiny"
[evaluation]
seeds = 2
[[run]]
variants = [{ name = "adam", label = "alpha" }, { name = "sgd", label = "beta" }]
problems = [{ name = "sphere", dims = [2] }]
"""
    path = tmp_path / "tiny.toml"
    path.write_text(text)
    return str(path)


def run(monkeypatch, tmp_path, suite, base, head, exact="none"):
    """The command, with sides that compute nothing; its exit code and compare.json."""
    monkeypatch.setattr(regress, "installations", lambda base_, head_, root: (base, head))
    monkeypatch.setattr(regress, "TimingRule", lambda **more: TimingRule(blocks=5, **more))
    answer = command("regress", "main", "--suite", suite, "--exact", exact, "--to", tmp_path / "out")
    kept = tmp_path / "out" / "compare.json"
    return answer, json.loads(kept.read_text()) if kept.exists() else None


def test_code_0_for_equal_sides(monkeypatch, tmp_path, suite):
    answer, kept = run(monkeypatch, tmp_path, suite, side("base"), side("head"))
    assert answer.code == 0 and [each["variant"] for each in kept["findings"]] == ["alpha", "beta"]
    assert answer.out.startswith("## No regression: all 2 quantities are the same.")


def test_code_1_for_a_slower_variant_that_is_named(monkeypatch, tmp_path, suite):
    answer, kept = run(monkeypatch, tmp_path, suite, side("base"), side("head", 1.2))
    assert answer.code == kept["exit_code"] == 1
    assert "Regression in alpha: 1 of 2" in answer.out and "base (abc)" in answer.out and "ABBA" in answer.out


def test_code_3_for_a_base_that_cannot_be_measured(monkeypatch, tmp_path, suite):
    answer, kept = run(monkeypatch, tmp_path, suite, side("base", fault="die"), side("head"))
    assert answer.code == 3 and kept is None and "base (abc) cannot be measured" in answer.err


def test_code_3_for_a_variant_that_head_cannot_compile(monkeypatch, tmp_path, suite):
    answer, kept = run(monkeypatch, tmp_path, suite, side("base"), side("head", fault="broken"))
    assert answer.code == 3 and len(kept["findings"]) == 1 and "Not everything could be compared." in kept["verdict"]
    assert "Not compared: beta on sphere n=2" in answer.out


def test_code_2_for_wrong_usage(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    answer = command("regress", sys.executable, "--suite", "regres", "--exact", "none")
    assert answer.code == 2 and "did you mean 'regress'" in answer.err
    answer = command("regress", "main", "--head", sys.executable)
    assert answer.code == 2 and "--head: goes with the Python of an environment as BASE" in answer.err
    assert command("regress").code == 2


def test_code_3_outside_a_repository(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    answer = command("regress", "main")
    assert answer.code == 3 and "there is no commit 'main'" in answer.err


def test_both_sides_run_the_suite_and_their_baselines_are_compared(monkeypatch, tmp_path, suite):
    """Each side runs its own code; a fake command writes what `gdbench run` and `--rewrite` would."""
    ran = []
    monkeypatch.setattr(Installation, "gdbench", lambda side, *given: ran.append((side.name, given[0])))
    monkeypatch.setattr(regress, "compare_stored", lambda base, head: Comparison(str(base), str(head), (SAME,)))
    found = regress.compare_installations(side("base"), side("head"), timed=None, exact=suite, say=ran.append)
    assert [each for each in ran if isinstance(each, tuple)] == [
        ("base", "run"), ("head", "run"), ("base", "compare"), ("head", "compare"),
    ]  # fmt: skip
    assert found.findings == (SAME,) and found.exit_code == 0


def test_a_python_stands_for_its_environment():
    base, head = regress.installations(sys.executable, None, ROOT)
    assert base.python == head.python == sys.executable and base.tree is None and head.tree is None


def test_worse_wins_over_what_could_not_be_compared():
    assert PartialComparison("b", "h", (replace(SAME, verdict=Verdict.WORSE),), refused=("x",)).exit_code == 1
    assert PartialComparison("b", "h", (SAME,), refused=("x",)).exit_code == 3
