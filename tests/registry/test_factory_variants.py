"""Tests factories of Optax as variants: which arguments are traced, and where their ranges come from."""

import functools

import optax
import pytest

from gdbench.registry import load, names
from gdbench.registry.user import factory_variant
from gdbench.types import Hyperparameter

OWN = [name for name in names("variant") if load("variant", name).reference is not None]


def knobs(factory, reference="mine.py:factory"):
    return dict(factory_variant(reference, factory).hyperparameters)


def test_float_arguments_are_traced_and_everything_else_is_static():
    def factory(learning_rate=0.1, power=2, flag=True, name="x", mask=None, gain=1.0, *rest, late=0.5, **more):
        """First line.

        The rest.
        """

    made = factory_variant("mine.py:factory", factory)
    found = made.hyperparameters
    assert list(found) == ["learning_rate", "power", "flag", "name", "mask", "gain", "late"]
    assert {name for name, knob in found.items() if knob.traced} == {"learning_rate", "gain", "late"}
    assert made.static_settings() == {"power": 2, "flag": True, "name": "x", "mask": None}
    assert made.arguments() == {"learning_rate": 0.1, "gain": 1.0, "late": 0.5}
    assert (made.kind, made.doc, made.source) == ("factory", "First line.\n\nThe rest.", "First line.")


def test_an_argument_without_a_usual_range_is_kept_at_its_default():
    found = knobs(lambda learning_rate=0.3, gain=2.5: optax.sgd(learning_rate))
    assert found["gain"] == Hyperparameter(2.5) and not found["gain"].tuned
    assert (found["learning_rate"].default, found["learning_rate"].scale) == (0.3, "log")
    assert found["learning_rate"].tuned and found["learning_rate"].low > 0


@pytest.mark.parametrize("name", ["b1", "momentum", "beta"])
def test_betas_of_the_usual_names_are_searched_in_one_minus_the_value(name):
    knob = knobs(lambda b1=0.8, momentum=0.8, beta=0.8: optax.sgd(0.1))[name]
    assert (knob.default, knob.scale, knob.tuned, knob.traced) == (0.8, "complement", True, True)


def test_a_required_learning_rate_has_the_usual_default():
    found = knobs(lambda learning_rate: optax.sgd(2 * learning_rate))["learning_rate"]
    assert found.traced and found.tuned and found.default == 1e-2
    assert knobs(lambda learning_rate=None: optax.sgd(0.1))["learning_rate"] == found


def test_a_partial_shows_what_is_left():
    found = knobs(functools.partial(optax.adam, b1=0.5))
    assert found["b1"].default == 0.5 and found["learning_rate"].tuned


@pytest.mark.parametrize("own", OWN)
def test_ranges_come_from_the_own_variant_that_refers_to_the_factory(own):
    unit = load("variant", own)
    theirs = load("variant", unit.reference.factory).hyperparameters
    first = own == unit.reference.factory.rpartition(":")[2]  # of several, the one of the same name
    for name in unit.hyperparameters:
        ours, other = unit.hyperparameters[name], theirs.get(unit.reference.names.get(name, name))
        if other is None:
            continue
        if first and ours.traced and other.traced:
            assert (other.low, other.high, other.scale, other.tuned) == (ours.low, ours.high, ours.scale, ours.tuned)
    assert theirs[unit.reference.names.get("learning_rate", "learning_rate")].low is not None


def test_the_defaults_of_a_factory_stay_its_own():
    theirs = load("variant", "optax:rmsprop").hyperparameters
    assert theirs["decay"].default == 0.9 and theirs["initial_scale"].default == 0.0
    assert load("variant", "optax:adamw").settings()["weight_decay"] == 1e-4
    adam = load("variant", "optax:adam").settings()
    assert (adam["b1"], adam["b2"], adam["eps"]) == (0.9, 0.999, 1e-8)


def test_an_answer_is_taken_from_the_own_variant_that_names_one():
    assert load("variant", "optax:schedule_free_sgd").answer is optax.contrib.schedule_free_eval_params
    assert load("variant", "optax:adam").answer is None


def test_the_version_of_optax_is_the_version_of_its_factories():
    assert load("variant", "optax:adam").version == f"optax {optax.__version__}"


def test_a_required_argument_can_be_swept():
    assert knobs(lambda alpha: optax.sgd(2 * alpha))["alpha"].traced
