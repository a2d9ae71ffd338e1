"""Tests that programs are timed in fresh processes where they can leave this one, and here otherwise."""

import pytest

from gdbench.engine.clock import prepare
from gdbench.engine.travelling import packed
from gdbench.executors import timing_processes
from gdbench.executors.timing_processes import observed
from gdbench.registry import load
from gdbench.types import Cell, Entry, Protocol, Workload


@pytest.fixture(scope="module")
def programs():
    load_ = Workload(load("problem", "sphere"), 3)
    protocol = Protocol("float32", 20, (0.1,), 2)
    names = ("sgd", "adam", "heavy_ball")
    return [prepare(Cell(Entry(name, load("variant", name)), load_, protocol), 2).program for name in names]


@pytest.fixture(scope="module")
def timed(programs):
    """The groups that three processes have timed, two and then one, of which none can load the last program."""
    own, other, broken = programs
    done = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timing_processes, "packed", lambda each: b"not a program" if each is broken else packed(each))
        return observed([[own], [own, other], [broken]], 2, 3, done.append), done


def test_each_group_has_the_samples_of_every_process(timed):
    (alone, pair, _), done = timed
    assert done == [1, 2, 3] and len(alone) == len(pair) == 3
    assert all(len(group) == 1 and 1 <= len(group[0]) <= 2 for group in alone)
    assert all(sample.step > 0 for group in pair for samples in group for sample in samples)


def test_a_program_that_a_process_cannot_load_is_timed_here(timed):
    (there, _, (here,)), _ = timed
    assert len(there) == 3 and len(here[0]) == 2


def test_a_group_that_cannot_leave_is_timed_here(programs, monkeypatch):
    monkeypatch.setattr(timing_processes, "packed", lambda program: None)
    ((group,),) = observed([programs[:1]], 2, 3)
    assert len(group[0]) == 2


def test_where_no_process_can_be_started_all_are_timed_here(programs, monkeypatch):
    monkeypatch.setattr(timing_processes, "START", "raise SystemExit('no processes here')")
    ((group,),) = observed([programs[:1]], 2, 3)
    assert len(group[0]) == 2
