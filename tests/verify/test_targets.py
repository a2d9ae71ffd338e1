"""Every task has a record of what tuned optimizers reach, and its target agrees with the record."""

from dataclasses import replace

import pytest

from gdbench.registry import load, measured_place, names
from gdbench.registry.measurements import read_measured
from gdbench.verify import targets

TASKS = names("task")
QUICK = ["linreg_diabetes", "vqe_h2"]  # a second or two each


def kept(name):
    """The calibration that lies beside a task."""
    found = read_measured(measured_place("task", name)).get("calibration")
    assert found, f"nothing is kept beside {name}: run gdbench adopt {name}"
    return found


@pytest.mark.parametrize("name", TASKS)
def test_the_record_is_of_this_task(name):
    unit, record = load("task", name), kept(name)
    again = f"{name} has changed since it was calibrated: run gdbench adopt {name}"
    assert record["measure"] == unit.target_measure, again
    assert (record["batch"], record["budget"]) == (unit.batch, unit.budget), again
    assert set(record["rivals"]) == set(targets.RIVALS)


@pytest.mark.parametrize("name", TASKS)
def test_the_better_optimizer_reaches_the_target_on_every_seed_and_no_start_does(name):
    unit, record = load("task", name), kept(name)
    better = record["rivals"][record["optimizer"]]
    assert len(better["whole"]) == len(record["start"]) == len(targets.SEEDS)
    assert max(better["whole"]) <= targets.last_level(unit) < min(record["start"])


@pytest.mark.parametrize("name", QUICK)
def test_a_target_is_reached_as_recorded_and_not_with_the_wrong_sign(name):
    assert targets.faults(name, kept(name)) == []


def test_a_target_out_of_reach_is_found_and_one_that_anything_reaches(monkeypatch):
    unit, record = load("task", "linreg_diabetes"), kept("linreg_diabetes")
    for level, words in [(1e-30, "misses"), (1e30, "an untrained model is at"), (1e30, "with the wrong sign reaches")]:
        monkeypatch.setattr(targets, "load", lambda kind, name, level=level: _with(kind, name, level))
        monkeypatch.setattr(targets, "last_level", lambda unit: unit.levels[-1])
        found = targets.faults("linreg_diabetes", record)
        assert any(words in each for each in found), found
    assert unit.levels is not None


def _with(kind, name, level):
    unit = load(kind, name)
    return replace(unit, levels=(level,)) if kind == "task" else unit
