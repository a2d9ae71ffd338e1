"""Ctrl-C during a run prints how to resume, keeps all committed results, and lets a second run complete it."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import gdbench
from gdbench.store import Store

ROOT = Path(__file__).parent.parent.parent
DIMS = list(range(2, 12))  # a bundle for each
LONG = f"""
[suite]
name = "long"
[protocol]
budget = 20
targets = [0.5]
samples = 4
[tuning]
trials = 2
seeds = 1
[evaluation]
seeds = 2
[[run]]
variants = ["sgd"]
problems = [{{ name = "sphere", dims = {DIMS} }}]
"""


# Ctrl-C as it comes from a keyboard, at a moment that no load of the machine can move.
PRESSED = """
import os, signal, sys
from gdbench.cli import main
from gdbench.store import Store
commit = Store.commit
def commit_and_press(store, *arguments, **options):
    commit(store, *arguments, **options)
    if len(list(store.committed())) == 3:  # the first of two stages of the second cell
        os.kill(os.getpid(), signal.SIGINT)
Store.commit = commit_and_press
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs are born deaf to it
main(sys.argv[1:])
"""


@pytest.fixture(scope="module")
def interrupted(tmp_path_factory):
    """(folder, exit code, what it said) of a run that got a SIGINT after its first cells."""
    folder = tmp_path_factory.mktemp("interrupted")
    (folder / "long.toml").write_text(LONG)
    command = [sys.executable, "-c", PRESSED, "run", "long.toml"]
    # Compiled anew, programs take longer than writing cells, and there is something left to be interrupted.
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "JAX_ENABLE_COMPILATION_CACHE": "0"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return folder, done.returncode, done.stderr


def test_it_says_how_to_resume(interrupted):
    _, code, said = interrupted
    assert code == 130
    found = re.search(
        r"^gdbench: interrupted: (\d+) of 10 cells are done and committed; "
        r"the same command resumes where this one stopped$",
        said,
        re.MULTILINE,
    )
    assert found, said
    assert 1 <= int(found[1]) < len(DIMS)
    assert "Traceback" not in said


def test_the_store_is_clean_and_the_same_command_completes_it(interrupted, command, monkeypatch):
    folder, _, said = interrupted
    store = Store(folder / "results")
    kept = {key: (store.path(key) / "meta.json").stat().st_mtime_ns for key in store.committed()}
    done = int(re.search(r"interrupted: (\d+) of", said)[1])
    assert len(kept) >= 2 * done, "what it called committed is committed"
    assert all(store.verify(key) for key in kept)
    assert [path.name for path in store.root.iterdir()] == ["cells"], "nothing half-written, no manifest"
    monkeypatch.chdir(folder)
    answer = command("run", "long.toml")
    assert answer.code == 0 and "long: 10 cells done" in answer.out
    results = gdbench.load("long")
    assert [cell.dim for cell in results.manifest.cells] == DIMS
    assert {cell.status for cell in results.manifest.cells} == {"done"}
    assert len(results.runs) == len(DIMS) * 6
    assert all((store.path(key) / "meta.json").stat().st_mtime_ns == when for key, when in kept.items())
