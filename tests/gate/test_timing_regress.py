"""The base of a comparison as a commit, and whole comparisons of two sides: exit codes 0, 1, 2 and 3."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from gdbench.api import regressing
from gdbench.errors import NotComparable
from gdbench.gate import worktree
from gdbench.gate.findings import Finding, Verdict
from gdbench.gate.process import Side
from gdbench.gate.timing import Rule

FAKE = str(Path(__file__).with_name("timing_worker.py"))
ROOT = Path(__file__).parents[2]
PYPROJECT = '[project]\nname = "some"\nversion = "{version}"\ndependencies = [{needs}]\n'


def git(root, *arguments):
    who = ("-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false")
    found = subprocess.run(["git", "-C", str(root), *who, *arguments], capture_output=True, text=True, check=True)
    return found.stdout.strip()


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """Two commits that differ in code and version, a third that needs something else."""
    monkeypatch.delenv("GIT_DIR", raising=False)
    root = tmp_path / "repository"
    root.mkdir()
    git(root, "init", "--quiet", "--initial-branch=main")
    for number, needs in enumerate(["", "", '"other"'], start=1):
        (root / "pyproject.toml").write_text(PYPROJECT.format(version=number, needs=needs))
        (root / f"code{number}.py").write_text("")
        git(root, "add", "-A")
        git(root, "commit", "--quiet", "-m", f"commit {number}")
        git(root, "tag", f"v{number}")
    git(root, "checkout", "--quiet", "v2")
    return root


def files(tree):
    return sorted(path.name for path in tree.glob("code*.py"))


def test_a_base_with_the_same_dependencies_runs_in_this_environment(repository, tmp_path):
    found = worktree.checkout("v1", repository, tmp_path / "home")
    assert found.python == sys.executable and files(found.tree) == ["code1.py"]
    assert found.commit == git(repository, "rev-parse", "v1") and found.title == f"v1 ({found.commit[:9]})"
    assert files(repository) == ["code1.py", "code2.py"], "the tree itself is left alone"


def test_one_worktree_serves_base_after_base(repository, tmp_path):
    first = worktree.checkout("v2", repository, tmp_path / "home")
    (first.tree / "left.py").write_text("")
    second = worktree.checkout("v1", repository, tmp_path / "home")
    assert first.tree == second.tree and files(second.tree) == ["code1.py"]
    assert not (second.tree / "left.py").exists()
    assert git(repository, "worktree", "list").count("\n") == 1


def test_a_base_with_other_dependencies_gets_an_environment_once(repository, tmp_path, monkeypatch):
    ran = []

    def pretend(command):
        if command[0] == "git":
            return real(command)
        ran.append(command)
        return subprocess.CompletedProcess(command, 0, "", "")

    real = worktree._run
    monkeypatch.setattr(worktree, "_run", pretend)
    monkeypatch.setattr(worktree.shutil, "which", lambda name: None if name == "uv" else name)
    home = tmp_path / "home"
    make = Path.touch

    def touch(path, *arguments, **more):
        path.parent.mkdir(parents=True, exist_ok=True)
        make(path, *arguments, **more)

    monkeypatch.setattr(Path, "touch", touch)
    found = worktree.checkout("v3", repository, home)
    assert found.python.startswith(str(home.resolve() / "env-")) and len(ran) == 2
    assert ran[1][-4:] == ["-e", str(found.tree), "-c", str(next(home.glob("env-*.txt")))]
    assert "jax==" in next(home.glob("env-*.txt")).read_text(), "held to the versions here"
    assert worktree.checkout("v3", repository, home).python == found.python and len(ran) == 2


def test_a_base_that_cannot_be_installed_is_not_comparable(repository, tmp_path, monkeypatch):
    real = worktree._run
    fail = lambda command: subprocess.CompletedProcess(command, 1, "", "ERROR: no such thing\n")  # noqa: E731
    monkeypatch.setattr(worktree, "_run", lambda command: real(command) if command[0] == "git" else fail(command))
    with pytest.raises(NotComparable, match=r"cannot be installed into .*: ERROR: no such thing"):
        worktree.checkout("v3", repository, tmp_path / "home")


@pytest.mark.parametrize("ref", ["nowhere", "--help", "v1:code1.py"])
def test_a_ref_that_is_no_commit_is_not_comparable(repository, tmp_path, ref):
    with pytest.raises(NotComparable, match="there is no commit"):
        worktree.checkout(ref, repository, tmp_path / "home")


def side(name, factor=1.0, fault=""):
    settings = {"TIMING_FACTOR": str(factor), "TIMING_FAULT": fault}
    return Side(name, f"{name} (abc)", command=(FAKE,), settings=settings)


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
    monkeypatch.setattr(regressing, "sides", lambda base_, head_, root: (base, head))
    few = lambda **more: Rule(blocks=5, **more)  # noqa: E731
    monkeypatch.setattr("gdbench.gate.timing.Rule", few)
    code = regressing.main(["main", "--suite", suite, "--exact", exact, "--to", str(tmp_path / "out")])
    kept = tmp_path / "out" / "compare.json"
    return code, json.loads(kept.read_text()) if kept.exists() else None


def test_code_0_for_equal_sides(monkeypatch, tmp_path, suite, capsys):
    code, kept = run(monkeypatch, tmp_path, suite, side("base"), side("head"))
    assert code == 0 and [each["variant"] for each in kept["findings"]] == ["alpha", "beta"]
    assert capsys.readouterr().out.startswith("## No regression: all 2 quantities are the same.")


def test_code_1_for_a_slower_variant_that_is_named(monkeypatch, tmp_path, suite, capsys):
    code, kept = run(monkeypatch, tmp_path, suite, side("base"), side("head", 1.2))
    assert code == kept["exit_code"] == 1
    said = capsys.readouterr().out
    assert "Regression in alpha: 1 of 2" in said and "base (abc)" in said and "ABBA" in said


def test_code_3_for_a_base_that_cannot_be_measured(monkeypatch, tmp_path, suite, capsys):
    code, kept = run(monkeypatch, tmp_path, suite, side("base", fault="die"), side("head"))
    assert code == 3 and kept is None and "base (abc) cannot be measured" in capsys.readouterr().out


def test_code_3_for_a_variant_that_head_cannot_compile(monkeypatch, tmp_path, suite, capsys):
    code, kept = run(monkeypatch, tmp_path, suite, side("base"), side("head", fault="broken"))
    assert code == 3 and len(kept["findings"]) == 1 and "Not everything could be compared." in kept["verdict"]
    assert "Not compared: beta on sphere n=2" in capsys.readouterr().out


def test_code_2_for_wrong_usage(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert regressing.main([sys.executable, "--suite", "regres", "--exact", "none"]) == 2
    assert "did you mean 'regress'" in capsys.readouterr().err
    assert regressing.main(["main", "--head", sys.executable]) == 2
    with pytest.raises(SystemExit) as ended:
        regressing.main([])
    assert ended.value.code == 2


def test_code_3_outside_a_repository(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert regressing.main(["main"]) == 3 and "there is no commit 'main'" in capsys.readouterr().out


def test_a_python_stands_for_its_environment():
    base, head = regressing.sides(sys.executable, None, ROOT)
    assert base.python == head.python == sys.executable and base.tree is None and head.tree is None


def test_worse_wins_over_what_could_not_be_compared():
    worse = Finding("timing", "time per step", "adam", "sphere", 1.0, 2.0, 2.0, 1.9, 2.1, Verdict.WORSE)
    assert regressing.Regress("b", "h", (worse,), refused=("x",)).exit_code == 1
    assert regressing.Regress("b", "h", (replace(worse, verdict=Verdict.SAME),), refused=("x",)).exit_code == 3
