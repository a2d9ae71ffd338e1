"""Tests a version of gdbench that can be run: its environment, its commands and its worker."""

import sys
from pathlib import Path

import pytest

from gdbench.errors import NotComparable
from gdbench.gate.clock.process import Process
from gdbench.gate.installation import Installation

ROOT = Path(__file__).parents[2]
WORKER = """
import json, sys
for line in sys.stdin:
    print(json.dumps({"protocol": 1, "module": __name__}), flush=True)
"""


def test_the_environment_of_a_side_leads_to_its_own_tree(monkeypatch, tmp_path):
    monkeypatch.setenv("PYTHONPATH", "/somewhere/else")
    assert "PYTHONPATH" not in Installation("base", "base").environment()
    assert Installation("base", "base", tree=tmp_path).environment()["PYTHONPATH"] == str(tmp_path)


def test_python_of_the_tests_is_the_default():
    assert Installation("base", "base").python == sys.executable


def test_a_command_runs_the_code_of_its_tree(tmp_path):
    here = Installation("head", "head (here)", tree=ROOT)
    here.gdbench("list", "suites")
    with pytest.raises(NotComparable, match=r"head \(here\) cannot run `gdbench show` \(exit code 2\): .*no_such_unit"):
        here.gdbench("show", "no_such_unit")


@pytest.mark.parametrize("place", ["gate/worker.py", "gate/clock/worker.py"])
def test_the_worker_is_found_where_old_and_new_versions_keep_it(tmp_path, place):
    path = tmp_path / "gdbench" / place
    for folder in [*list(path.relative_to(tmp_path).parents)[:-1]]:
        (tmp_path / folder).mkdir(exist_ok=True, parents=True)
        (tmp_path / folder / "__init__.py").touch()
    path.write_text(WORKER)
    with Process(Installation("base", "base", tree=tmp_path)) as process:
        assert process.hello()["module"] == "__main__"


def test_a_version_without_a_worker_is_not_comparable(tmp_path):
    (tmp_path / "gdbench").mkdir()
    (tmp_path / "gdbench" / "__init__.py").touch()
    with Process(Installation("base", "base (old)", tree=tmp_path)) as process, pytest.raises(NotComparable) as caught:
        process.hello()
    assert "base (old) has no worker process: it is older" in str(caught.value)
