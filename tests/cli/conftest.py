"""Fixtures of the command-line tests: one tiny run that all of them share; a stub writes the reports."""

import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest

import gdbench
from gdbench.cli import main

TINY = """
[suite]
name = "tiny"
[protocol]
budget = 20
targets = [0.5, 0.1]
samples = 4
[tuning]
trials = 2
seeds = 1
[evaluation]
seeds = 2
[[run]]
variants = ["adam", "sgd"]
problems = ["booth"]
"""
MINE = '''
import gdbench
import jax
import optax
from gdbench.types import log


def branchy(learning_rate=0.1, beta=0.9):
    """Momentum from one half on."""
    if beta > 0.5:
        return optax.sgd(learning_rate, momentum=beta)
    return optax.sgd(learning_rate)


def poisoned(learning_rate=0.1):
    """Not a number."""

    def update(gradient, state, params=None):
        return jax.tree.map(lambda g: learning_rate * g * float("nan"), gradient), state

    return optax.GradientTransformation(lambda params: (), update)


def raiser(learning_rate=0.1):
    """Never gets there."""

    def update(gradient, state, params=None):
        raise RuntimeError("no such luck")

    return optax.GradientTransformation(lambda params: (), update)


@gdbench.variant(hyperparameters={"learning_rate": log(0.1, 1e-3, 0.1, tuned=True)}, source="me")
def mine(t, g, x, slots, hp):
    """Plain descent."""
    return -hp.learning_rate * g, ()
'''
USERS = [f"mine.py:{name}" for name in ("branchy", "poisoned", "raiser", "mine")]


@dataclass(frozen=True)
class Answer:
    """What a command did: its exit code and what it printed."""

    code: int
    out: str
    err: str


def call(*arguments: object) -> Answer:
    """Run a command in this process."""
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as exit_:
        main([str(argument) for argument in arguments])
    return Answer(exit_.value.code or 0, out.getvalue(), err.getvalue())


def stub_report(results, path=None, *, force=True):
    """Write a file instead of a page."""
    path = Path(path or f"reports/{results.name}.html")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("<html>a page")
    return path


@pytest.fixture
def command(tmp_path, monkeypatch):
    """Run commands in an empty folder that holds ``tiny.toml`` and ``mine.py``."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(gdbench.Results, "report", stub_report)
    monkeypatch.setattr(sys, "path", [*sys.path])
    Path("tiny.toml").write_text(TINY)
    Path("mine.py").write_text(MINE)
    return call


@pytest.fixture(scope="session")
def played(tmp_path_factory):
    """(folder, answer) of one run of the tiny suite with four optimizers of a user."""
    folder = tmp_path_factory.mktemp("played")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setattr(gdbench.Results, "report", stub_report)
        Path("tiny.toml").write_text(TINY)
        Path("mine.py").write_text(MINE)
        options = [part for user in USERS for part in ("--optimizer", user)]
        answer = call("run", "tiny.toml", *options)
    return folder, answer
