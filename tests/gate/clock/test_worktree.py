"""Tests the base of a comparison as a commit: its tree, and the Python that runs it."""

import subprocess
import sys
from pathlib import Path

import pytest

from gdbench.errors import NotComparable
from gdbench.gate.clock import worktree

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
