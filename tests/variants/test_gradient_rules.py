"""Every registered gradient rule passes the same tests: its shapes, its layouts, hostile gradients.

The names come from the registry, so a new rule is tested without being mentioned here.
"""

import re

import jax
import numpy as np
import pytest
from jax import numpy as jnp

import gdbench.optax
from tests.quick_compiler import QUICK
from tests.variants.variant_runs import (
    GRADIENT,
    LEAVES,
    RANDOM,
    SIZE,
    abstract,
    disagreement,
    follow,
    gradients,
    many_settings,
    operations,
    rule_of,
    start,
    static_choices,
    traced_settings,
    unit,
)

ELEMENTWISE = [name for name in GRADIENT if unit(name).over == "element"]
NOISY = [name for name in GRADIENT if unit(name).draws_noise]
# What mixes coordinates or fixes their layout. (Broadcasting a knob is none of it.)
MIXING = re.compile(
    r"reduce\w*|arg(min|max)|cum\w+|dot_general|conv_general\w*|reshape|squeeze|expand_dims|transpose|rev|sort|"
    r"top_k|gather|scatter\w*|dynamic_\w+|slice|concatenate|pad|split|iota|fft|eigh?|svd|qr|cholesky|lu|"
    r"triangular_solve|while|scan|\w*callback"
)

every_gradient_rule = pytest.mark.parametrize("name", GRADIENT)


def shapes_of(name):
    return LEAVES if unit(name).over in ("leaf", "matrix") else ((SIZE,),)


def follow_many(name, data=None, x=None, **options):
    """Many settings side by side; all tests that do it share one program."""
    options = {"shapes": shapes_of(name), "seeds": range(len(many_settings(name)))} | options
    x = start() if x is None else x
    return follow(name, gradients() if data is None else data, x, many_settings(name), **options)


def agree(one, other):
    assert disagreement(one, other) <= 1e-12


# --- Shapes, and what a rule may do ---


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@every_gradient_rule
def test_step_and_state_keep_their_shapes_and_dtypes(name, dtype):
    for static in static_choices(name):
        rule, like = rule_of(name, static, LEAVES, dtype=dtype), abstract((SIZE, 3), dtype)
        hp = {key: abstract((3,), dtype) for key in rule.arguments}
        keys, t = abstract((3, 2), "uint32"), abstract((), "int32")
        value = abstract((3,), dtype)
        state = jax.eval_shape(rule.start, like, hp, keys)
        step, new = jax.eval_shape(rule.step, t, like, like, state, hp, keys, value)
        answer = jax.eval_shape(rule.answer, t, like, state, hp)
        assert jax.tree.map(lambda a: (a.shape, a.dtype), state) == jax.tree.map(lambda a: (a.shape, a.dtype), new)
        assert len(state.slots) == rule.slots and state.rows.shape == (rule.rows, 3)
        assert {(a.shape, a.dtype) for a in (*state.slots, step, answer)} == {(like.shape, like.dtype)}


def operations_of(name, static):
    """The operations of the rule on one leaf; matrix rules see one run at a time, others two side by side."""
    matrix = unit(name).over == "matrix"
    shape, runs = ((3, 4), ()) if matrix else ((7,), (2,))
    rule = rule_of(name, static, (shape,))
    x, hp = abstract((rule.n, *runs), "float64"), {key: abstract(runs, "float64") for key in rule.arguments}
    slots, rows = jax.eval_shape(rule.begin, x, hp)
    extras = {"noise": x, "value": abstract(runs, "float64")}
    return operations(rule.whole, abstract((), "int32"), x, x, slots, rows, hp, extras)


@every_gradient_rule
def test_rule_draws_no_random_numbers(name):
    """Noise arrives as an argument, from the key of the run."""
    for static in static_choices(name):
        assert not set(filter(RANDOM.fullmatch, operations_of(name, static)))


@pytest.mark.parametrize("name", NOISY)
def test_noise_needs_a_key_and_differs_between_keys(name):
    with pytest.raises(TypeError, match="key"):
        getattr(gdbench.optax, name)()
    runs = follow(name, gradients(), start(), [traced_settings(name, 0)] * 3, seeds=(1, 2, 1))
    assert np.any(runs.points[-1, :, 0] != runs.points[-1, :, 1])
    assert np.all(runs.points[..., 0] == runs.points[..., 2])


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_elementwise_rule_mixes_no_coordinates(name):
    for static in static_choices(name):
        assert not set(filter(MIXING.fullmatch, operations_of(name, static)))


@pytest.mark.parametrize("name", [name for name in ELEMENTWISE if not unit(name).draws_noise])
def test_elementwise_rule_treats_a_coordinate_alike_wherever_it_is(name):
    """In another place and other company it moves as before: more than equivariance to permutations."""
    places = np.random.default_rng(2).permutation(SIZE)
    data, x = gradients()[:, places], start()[places]
    data[:, 20:], x[20:] = gradients(seed=3)[:, 20:], 7.0
    here, there = follow_many(name), follow_many(name, data, x)
    agree(there.points[:, :20], here.points[:, places[:20]])
    agree(there.answers[:, :20], here.answers[:, places[:20]])


@every_gradient_rule
def test_first_answer_is_the_start(name):
    run = follow_many(name)
    assert np.all(run.points[0] == start()[:, None])
    agree(run.answers[:1], run.points[:1])


# --- Layouts ---


@pytest.mark.parametrize("name", [ELEMENTWISE[0], *(name for name in GRADIENT if name not in ELEMENTWISE)])
def test_layout_changes_nothing(name):
    """Runs last (as problems have them) and runs first (as tasks do), each run with knobs of its own.

    Elementwise rules differ in nothing that a layout could change, as the tests of their operations show.
    """
    last, first = follow_many(name), follow_many(name, axis=0)
    agree(first.points, np.moveaxis(last.points, 1, 2))
    agree(first.answers, np.moveaxis(last.answers, 1, 2))


def pieces(flat, shapes):
    ends = np.cumsum([int(np.prod(shape)) for shape in shapes])
    return [part.reshape(shape) for part, shape in zip(jnp.split(flat, ends[:-1]), shapes, strict=True)]


def alone(name):
    """One run as a user of Optax has it: a pytree of parameters, numbers for knobs."""
    shapes = shapes_of(name)

    def run(settings, seed):
        noise = {"key": jax.random.key(seed)} if unit(name).draws_noise else {}
        transformation = getattr(gdbench.optax, name)(**settings, **noise)

        def step(carry, g):
            params, state = carry
            updates, state = transformation.update(pieces(g, shapes), state, params, value=jnp.sum(g * g))
            params = jax.tree.map(jnp.add, params, updates)
            return (params, state), jnp.concatenate([leaf.reshape(-1) for leaf in params])

        params = pieces(jnp.asarray(start()), shapes)
        return jax.lax.scan(step, (params, transformation.init(params)), jnp.asarray(gradients()))[1]

    return jax.jit(run, compiler_options=QUICK)


@every_gradient_rule
def test_a_run_among_others_equals_the_same_run_alone(name):
    together, run_alone = follow_many(name), alone(name)
    for column, settings in enumerate(many_settings(name)):
        agree(run_alone(settings, seed=column), together.points[1:, :, column])


# --- float32 ---


@pytest.mark.parametrize("name", [name for name in ELEMENTWISE if not unit(name).draws_noise])
def test_float32_loses_no_digits(name):
    """Numbers that would cancel, such as 1 − 0.999ᵗ, are kept: from the origin, x is off by rounding alone."""
    runs = {}
    for dtype in ("float32", "float64"):
        defaults = [traced_settings(name, 0)] * len(many_settings(name))
        runs[dtype] = follow(name, gradients(), 0 * start(), defaults, dtype=dtype).points[..., 0]
    error = np.abs(runs["float32"] - runs["float64"]).max(axis=1)
    assert np.all(error <= 2e-6 * np.maximum.accumulate(np.abs(runs["float64"]).max(axis=1)))
