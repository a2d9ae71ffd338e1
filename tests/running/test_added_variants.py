"""Tests the optimizers and sweeps that a user adds to a suite."""

import sys
from types import ModuleType

import optax
import pytest

from gdbench.errors import ConfigError, ImportFailed
from gdbench.running.added_variants import parsed_sweeps
from gdbench.running.runner import Additions, cells_of
from gdbench.running.suite_source import suite_source


def test_sweeps_are_a_mapping_or_texts():
    expected = {"learning_rate": "log:1e-4:1:16", "b1": "linear:0:0.9"}
    assert parsed_sweeps(expected) == expected
    assert parsed_sweeps(["learning_rate=log:1e-4:1:16", " b1 = linear:0:0.9 "]) == expected
    assert parsed_sweeps(()) == {}


@pytest.mark.parametrize("text", ["learning_rate", "=log:1:2", ""])
def test_a_text_without_a_name_or_a_range_is_a_mistake(text):
    with pytest.raises(ConfigError, match="write NAME=scale:low:high:count"):
        parsed_sweeps([text])


def added(optimizers, sweeps=(), variants=("sgd",)):
    """The entries of the optimizers that are added to a suite of one problem."""
    run = {"variants": list(variants), "problems": ["quad_log_k100"]}
    source = suite_source({"suite": {"name": "small"}, "tuning": {"trials": 4}, "run": [run]}, None)
    cells = cells_of(source, Additions(optimizers=optimizers, sweeps=sweeps))
    return [cell for cell in cells if cell.entry.label != "sgd"]


def knob(cell, name):
    return cell.entry.variant.hyperparameters[name]


def whole(learning_rate=1, count=3, power=2, decay=None):
    """Turns a number into a shape, and another one into a branch."""
    steps = optax.trace(0.5) if decay is None else optax.trace(decay)
    return optax.chain(*[optax.identity()] * count, steps, optax.sgd(learning_rate / power))


@pytest.fixture
def notebook(monkeypatch):
    """A module of which other processes know nothing, as that of a notebook."""
    made = ModuleType("__main__")
    monkeypatch.setitem(sys.modules, "__main__", made)
    return made


def test_whole_and_optional_numbers_can_be_swept(notebook):
    notebook.whole = whole
    (cell,) = added([whole], ["power=linear:1:4", "decay=linear:0:0.9"])
    assert knob(cell, "power").traced and knob(cell, "decay").traced and not knob(cell, "count").traced
    assert set(cell.entry.searched()) == {"power", "decay"}
    assert cell.entry.fixed["decay"] == 0.45, "an argument without a number as its default starts in the middle"
    (cell,) = added(["optax:sgd"], ["momentum=linear:0:0.95"])
    assert knob(cell, "momentum").traced


def test_a_number_that_becomes_a_shape_cannot_be_swept(notebook):
    notebook.whole = whole
    with pytest.raises(ConfigError, match="turns count into a shape or a branch"):
        added([whole], ["count=linear:1:4"])


def test_a_function_of_a_notebook_is_found_by_its_name(notebook):
    def mine(learning_rate=0.01):
        return optax.sgd(learning_rate)

    notebook.mine, notebook.ready = mine, optax.sgd(0.1)
    for given in ([mine], mine, ["__main__:mine"], "__main__:mine"):
        (cell,) = added(given)
        assert (cell.entry.label, cell.entry.variant.rule) == ("__main__:mine", mine)
    notebook.mine = lambda learning_rate=0.02: optax.sgd(learning_rate)
    (cell,) = added(["__main__:mine"])
    assert cell.entry.variant.rule is notebook.mine, "a cell of a notebook that runs again binds a new function"
    (cell,) = added(notebook.ready)
    assert cell.entry.label == "__main__:ready" and cell.entry.variant.rule() is notebook.ready


def test_a_factory_of_optax_is_found_by_its_name():
    assert [cell.entry.label for cell in added([optax.adam, optax.contrib.muon])] == ["optax:adam", "optax:muon"]


def test_a_function_without_a_name_is_refused_with_what_to_write():
    with pytest.raises(ImportFailed, match=r"has no name that leads to it: define it at the top level"):
        added([lambda learning_rate=0.1: optax.sgd(learning_rate)])


def test_an_optimizer_that_calls_the_function_is_declined():
    (cell,) = added(["optax:lbfgs"])
    assert "(value_fn)" in cell.declined() and "cannot be counted" in cell.declined()


@pytest.mark.parametrize("label", ["two\nlines", "", " sgd", "x" * 101, "tab\tbed"])
def test_a_label_is_one_line(label):
    with pytest.raises(ConfigError, match="must be one line"):
        added([], variants=[{"name": "adam", "label": label}])
