"""Checks out a commit of a repository with a Python that can run it; both are reused as long as they fit."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import distributions
from pathlib import Path

from gdbench.errors import NotComparable

INSTALLED = "gdbench-installed"  # written last: an environment without this file was never finished


@dataclass(frozen=True)
class Checkout:
    """A commit on disk: its tree, the Python that runs it, and its name in messages."""

    commit: str
    tree: Path
    python: str
    title: str


def checkout(ref: str, root: Path, home: Path) -> Checkout:
    """Return the commit that ``ref`` names in the repository ``root``, checked out below ``home`` with its Python.

    A commit that has the dependencies of this tree runs in this very environment, with its own code first on the path.
    Any other commit gets an environment of its own, with the versions of this environment where its pyproject allows
    them. Raises `NotComparable` for a ref that names no commit, and for a commit that cannot be installed.
    """
    commit = _commit(ref, root)
    tree = _worktree(commit, root, home / "tree")
    same = _requirements(tree) == _requirements(root)
    python = sys.executable if same else _environment(tree, home)
    return Checkout(commit, tree, python, f"{ref} ({commit[:9]})")


def _commit(ref: str, root: Path) -> str:
    found = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
    if found.returncode:
        said = found.stderr.strip().splitlines()
        why = f" ({said[-1]})" if said else "; a shallow clone may lack it: git fetch --depth 1 origin REF"
        raise NotComparable(f"there is no commit {ref!r} in {root}{why}")
    return found.stdout.strip()


def _worktree(commit: str, root: Path, tree: Path) -> Path:
    """Check out the commit in the one worktree that serves all bases, one after the other."""
    _git(root, "worktree", "prune")
    if (tree / ".git").exists():
        done = _git(tree, "checkout", "--quiet", "--force", "--detach", commit)
    else:
        shutil.rmtree(tree, ignore_errors=True)
        tree.parent.mkdir(parents=True, exist_ok=True)
        done = _git(root, "worktree", "add", "--quiet", "--force", "--detach", str(tree.resolve()), commit)
    if done.returncode == 0:  # the registry would find files that another commit left there
        done = _git(tree, "clean", "-fdxq")
    if done.returncode:
        raise NotComparable(f"{commit[:9]} cannot be checked out at {tree}: {done.stderr.strip()}")
    return tree


def _requirements(tree: Path) -> object:
    """Return the dependencies of a tree from its pyproject."""
    try:
        document = tomllib.loads((tree / "pyproject.toml").read_text())
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise NotComparable(f"{tree / 'pyproject.toml'} cannot be read: {error}") from error
    project = document.get("project", {})
    return sorted(project.get("dependencies", [])), project.get("requires-python")


def _environment(tree: Path, home: Path) -> str:
    """Return the Python of an environment that has the tree's own pyproject installed."""
    held = sorted(f"{each.name}=={each.version}" for each in distributions() if each.name != "gdbench")
    wanted = "\n".join([(tree / "pyproject.toml").read_text(), sys.version, *held])
    folder = (home / f"env-{hashlib.blake2b(wanted.encode(), digest_size=6).hexdigest()}").resolve()
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if (folder / INSTALLED).exists():
        return str(python)
    shutil.rmtree(folder, ignore_errors=True)
    uv = shutil.which("uv")
    made = _run([uv, "venv", "--quiet", "--python", sys.executable, str(folder)] if uv else _venv(folder))
    constraints = home / f"{folder.name}.txt"
    constraints.write_text("\n".join(held))
    pip = [uv, "pip", "install", "--python", str(python)] if uv else [str(python), "-m", "pip", "install"]
    install = [*pip, "--quiet", "-e", str(tree)]
    if made.returncode == 0:
        made = _run([*install, "-c", str(constraints)])
        if made.returncode:  # this commit needs other versions than those here
            made = _run(install)
    if made.returncode:
        said = [line for line in made.stderr.splitlines() if line.strip()] or ["no reason given"]
        raise NotComparable(f"the base cannot be installed into {folder}: {said[-1].strip()}")
    (folder / INSTALLED).touch()
    return str(python)


def _venv(folder: Path) -> list[str]:
    return [sys.executable, "-m", "venv", str(folder)]


def _git(where: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    if shutil.which("git") is None:
        raise NotComparable("git is not installed, so a base cannot be checked out")
    return _run(["git", "-C", str(where), *arguments])


def _run(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    # Git hooks set variables such as GIT_DIR, which would lead to another repository.
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") and name != "PYTHONPATH"}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=kept)
