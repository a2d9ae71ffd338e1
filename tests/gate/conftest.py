"""Two real runs of a tiny suite, in which the learning rate of a variant differs."""

import shutil

import pytest

import gdbench
from tests.gate.compared_runs import BAD, GOOD, suite


@pytest.fixture(scope="session")
def played(tmp_path_factory):
    """A folder with the results folders ``base`` and ``head``; in head, ``mine`` is slower."""
    folder = tmp_path_factory.mktemp("compared")
    gdbench.run(suite(GOOD), out=folder / "base")
    gdbench.run(suite(BAD), out=folder / "head")
    return folder


@pytest.fixture
def runs(played, tmp_path, monkeypatch):
    """A copy of the two results folders that a test may change, and no CI system around it."""
    for name in ("GITHUB_STEP_SUMMARY", "GITHUB_ACTIONS"):
        monkeypatch.delenv(name, raising=False)
    for side in ("base", "head"):
        shutil.copytree(played / side, tmp_path / side)
    return tmp_path
