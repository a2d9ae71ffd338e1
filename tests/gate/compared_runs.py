"""A tiny suite in which the learning rate of one variant is given, and `gdbench` commands run in this process."""

import json
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO

import pytest

from gdbench.cli import main

GOOD, BAD = 0.02, 0.004


def suite(rate, **sections):
    """A suite in which ``mine`` is gradient descent with this learning rate."""
    mine = {"name": "sgd", "label": "mine", "set": {"learning_rate": rate}}
    return {
        "suite": {"name": "tiny"},
        "protocol": {"budget": 30, "targets": [0.5, 0.1], "samples": 4},
        "tuning": {"trials": 2, "seeds": 1},
        "evaluation": {"seeds": 2},
        "run": [{"variants": ["adam", mine], "problems": ["booth"]}],
        **sections,
    }


@dataclass(frozen=True)
class Answer:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


def command(*arguments):
    """Run `gdbench` in this process."""
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as ended:
        main([str(each) for each in arguments])
    return Answer(ended.value.code, out.getvalue(), err.getvalue())


def edit(path, change):
    """Rewrite a JSON file."""
    document = json.loads(path.read_text())
    change(document)
    path.write_text(json.dumps(document))
