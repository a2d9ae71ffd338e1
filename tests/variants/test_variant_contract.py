"""Every registered variant passes the same tests, from trivial to hard; fix failures in that order.

The names come from the registry, so a new variant is tested without being mentioned here. Tests that concern only
gradient rules are in ``test_gradient_rules.py``.
"""

import inspect
import re
import sys

import jax
import numpy as np
import pytest
from jax import numpy as jnp

from gdbench.engine.full import FullRule
from gdbench.engine.full_trajectories import SumOfSquares
from gdbench.registry import families, names
from tests.variants.full_runs import follow_full
from tests.variants.variant_runs import (
    FULL,
    RANDOM,
    abstract,
    columns,
    many_settings,
    operations,
    static_choices,
    traced_settings,
    unit,
)

VARIANTS = names("variant")

every_variant = pytest.mark.parametrize("name", VARIANTS)
every_full_rule = pytest.mark.parametrize("name", FULL)


def knobs(name):
    return unit(name).hyperparameters.items()


# --- Declaration ---


@every_variant
def test_file_and_folder_bear_its_name(name):
    assert unit(name).name == name
    assert unit(name).family == families("variant")[name]
    assert re.fullmatch(r"[0-9a-f]{12}", unit(name).version)


@every_variant
def test_docstring_is_a_sentence_and_an_equation(name):
    first, equation, *_ = unit(name).doc.split("\n\n")
    assert re.fullmatch(r"[A-Z][^\n]*[^.\n]\.", first), "starts with one sentence on a line of its own"
    assert re.search(r"\S (←|=) \S", equation), "the second paragraph is the equation"
    assert unit(name).source.strip(), "names its source"


@every_variant
def test_docstring_ties_every_symbol_to_its_hyperparameter(name):
    """Tuned ones in the docstring of the rule, others there or beside a helper that has them."""
    module = inspect.getsource(sys.modules[unit(name).rule.__module__])
    inside = unit(name).inner.hyperparameters if unit(name).inner else {}  # their docstring is that of the inner rule
    for key, knob in knobs(name):
        assert key in inside or f"``{key}``" in (unit(name).doc if knob.tuned else module), key


@every_variant
def test_hyperparameters_have_defaults_inside_their_ranges(name):
    for key, knob in knobs(name):
        if not knob.traced:
            assert not knob.choices or knob.default in knob.choices, key
            assert not knob.tuned, f"{key} changes code: a search would compile for every trial"
            continue
        searched = 1.0 - knob.default if knob.scale == "complement" else knob.default
        assert knob.low < knob.high, key
        # A default may be an end point, and 1 − 0.99 is 1e-2 up to rounding.
        assert knob.low * (1 - 1e-12) <= searched <= knob.high * (1 + 1e-12), key
        assert knob.scale == "linear" or knob.low > 0, f"{key} is searched on a logarithmic scale"
    assert any(knob.tuned for _, knob in knobs(name)), "nothing would be tuned"


@every_variant
def test_nothing_in_its_signatures_has_a_default(name):
    """In particular no random key: a default one would repeat in every run."""
    variant = unit(name)
    for function in (variant.rule, variant.init, variant.start, variant.answer):
        for parameter in inspect.signature(function).parameters.values() if function else ():
            assert parameter.default is parameter.empty, parameter


@every_variant
def test_reference_is_set_by_names_that_exist(name):
    reference = unit(name).reference
    if reference is not None:
        assert set(reference.own) <= set(unit(name).hyperparameters)
        assert reference.factory.startswith("optax:")


# --- Full rules ---


MATRIX = np.random.default_rng(5).normal(size=(12, 4))
ROWS = tuple(map(tuple, np.random.default_rng(6).integers(0, 12, (30, 3)).tolist()))


def least_squares(x):
    return (jnp.asarray(MATRIX, x.dtype) @ x - jnp.arange(12, dtype=x.dtype)) / np.sqrt(12.0).astype(x.dtype)


WORLD = SumOfSquares(least_squares, terms=12, rows=ROWS)


def start_and_step(name, static, dtype="float64"):
    """A full rule as two functions of arrays."""
    variant = unit(name)
    rule = FullRule(variant, variant.static_settings(static), (("x", 0, (4,)),), dtype)

    def init(x, hp, key):
        return rule.start(x, WORLD.oracle(1), hp, key)

    def step(t, x, state, hp, key):
        return rule.step(t, x, state, WORLD.oracle(t), hp, key)

    return init, step


def shape_and_dtype(tree):
    return jax.tree.map(lambda leaf: (leaf.shape, leaf.dtype), tree)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@every_full_rule
def test_state_keeps_its_shapes_and_dtypes(name, dtype):
    key, x, t = jax.random.key(0), abstract((4,), dtype), abstract((), "int32")
    for static in static_choices(name):
        init, step = start_and_step(name, static, dtype)
        hp = {each: abstract((), dtype) for each in unit(name).arguments()}
        state = jax.eval_shape(init, x, hp, key)
        moved, new = jax.eval_shape(step, t, x, state, hp, key)
        assert shape_and_dtype(moved) == shape_and_dtype(x)
        assert shape_and_dtype(new) == shape_and_dtype(state)
        assert {leaf.dtype for leaf in jax.tree.leaves(state) if leaf.dtype.kind == "f"} <= {np.dtype(dtype)}


@every_full_rule
def test_full_rule_takes_every_random_number_from_its_key(name):
    init, step = start_and_step(name, {})
    key, x, hp = jax.random.key(0), jnp.ones(4), {each: v[0] for each, v in columns(name, [{}]).items()}
    used = operations(init, x, hp, key) | operations(step, 1, x, jax.eval_shape(init, x, hp, key), hp, key)
    assert not used & {"random_seed", "random_wrap"}, "a key of its own would repeat in every run"
    if any(map(RANDOM.fullmatch, used)):
        for setting in many_settings(name):  # at some of them a step may be clipped to nothing but its sign
            runs = [follow_full(name, WORLD, x, setting, key=seed).points for seed in (0, 1)]
            if np.any(runs[0] != runs[1]):
                return
        pytest.fail("the key makes no difference")


@every_full_rule
def test_full_rule_lowers_a_quadratic_and_pays_for_every_step(name):
    run = follow_full(name, WORLD, [3.0, -2.0, 1.0, 4.0], traced_settings(name, 0))
    values = np.sum(np.asarray(jax.vmap(least_squares)(run.points)) ** 2, axis=1)
    assert np.isfinite(run.points).all()
    assert values[-1] < values[0]
    assert np.isfinite(run.counts).all()
    assert (run.counts >= 0).all()
    assert (run.counts[1:].sum(axis=1) > 0).all(), "a step that asks nothing of the function learns nothing"
