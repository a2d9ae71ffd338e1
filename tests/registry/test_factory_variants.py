"""Tests factories of Optax as variants: which arguments are traced, and where their ranges come from."""

import functools

import numpy as np
import optax
import pytest
from jax import numpy as jnp

from gdbench.registry import load, names
from gdbench.registry.factory_variants import factory_variant
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


def test_whole_numbers_and_none_are_traced_where_they_are_swept():
    made = factory_variant("mine.py:factory", lambda power=2, decay_rate=None, name="x": optax.sgd(0.1))
    found = made.hyperparameters
    assert {name for name, knob in found.items() if knob.optional} == {"power", "decay_rate"}
    assert not any(knob.traced for knob in found.values())
    swept = made.used_with({}, ["power"])
    assert swept.argument_names == ("power",) and swept.static_settings() == {"decay_rate": None, "name": "x"}
    assert made.used_with({}, []) is made


def test_a_required_argument_may_be_a_number_or_a_text():
    made = factory_variant("mine.py:factory", lambda kind, gain: optax.sgd(0.1))
    assert made.argument_names == ("kind", "gain")
    used = made.used_with({"kind": "fast", "gain": 2}, [])
    assert used.argument_names == ("gain",) and used.static_settings({"kind": "fast"}) == {"kind": "fast"}


def test_whole_numbers_of_the_usual_names_are_traced_like_others():
    found = knobs(lambda learning_rate=1, weight_decay=0, momentum=0: optax.sgd(learning_rate))
    assert all(knob.traced for knob in found.values())
    assert found["learning_rate"].tuned and [knob.default for knob in found.values()] == [1, 0, 0]


@pytest.mark.parametrize("value", [0, -3, 0.5, 2.5, 7])
def test_an_optional_number_takes_any_number(value):
    knob = knobs(lambda power=2, gain=None: optax.sgd(0.1))
    assert knob["power"].fault("power", value) is None and knob["gain"].fault("gain", value) is None
    assert "must be a number" in knob["power"].fault("power", "fast")


def test_a_number_of_numpy_or_jax_is_a_number():
    a, b, c = np.float32(0.5), jnp.float32(0.25), np.int64(3)
    found = knobs(lambda a=a, b=b, c=c: optax.sgd(0.1))
    assert [knob.default for knob in found.values()] == [0.5, 0.25, 3]
    assert [knob.traced for knob in found.values()] == [True, True, False]


def test_what_no_suite_can_set_keeps_its_default_in_the_factory():
    table, schedule = {"w": True}, optax.constant_schedule(1.0)
    found = knobs(lambda mask=table, rate=schedule, kind=jnp.float32, betas=(0.9, 0.99): None)
    assert list(found) == ["kind", "betas"]


def test_a_range_that_does_not_hold_the_default_is_no_range():
    assert knobs(lambda beta=2.0: optax.sgd(0.1))["beta"] == Hyperparameter(2.0)


def test_a_required_key_needs_no_value():
    assert not knobs(lambda key: optax.sgd(0.1))["key"].traced


def test_an_answer_is_an_attribute_of_the_factory():
    def mine(learning_rate=0.1):
        return optax.contrib.schedule_free_sgd(learning_rate)

    before = factory_variant("mine.py:mine", mine)
    mine.answer = lambda state, params: optax.contrib.schedule_free_eval_params(state, params)
    after = factory_variant("mine.py:mine", mine)
    partial = factory_variant("mine.py:mine", functools.partial(mine, learning_rate=0.2))
    assert (before.has_answer, after.has_answer, partial.has_answer) == (False, True, True)
    assert len({before.version, after.version, partial.version}) == 3


def test_what_a_partial_binds_is_part_of_its_version():
    bound = [((0.1,), {}), ((0.2,), {}), ((), {"b1": 0.5}), ((), {"b1": 0.6}), ((), {})]
    made = [functools.partial(optax.adam, *args, **more) for args, more in bound]
    versions = {factory_variant("optax:adam", each).version for each in made}
    assert len(versions) == 5


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
    assert theirs[unit.reference.names.get("learning_rate", "learning_rate")].tuned


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
