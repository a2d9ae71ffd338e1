"""Every registered gradient rule is asked the same questions: its shapes, its layouts, hostile gradients.

The names come from the registry, so a new rule is tested without being mentioned here.
"""

import re
from types import SimpleNamespace

import jax
import numpy as np
import pytest
from jax import numpy as jnp
from variant_runs import (
    GRADIENT,
    LEAVES,
    QUICK,
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

import gdbench.optax

ELEMENTWISE = [name for name in GRADIENT if unit(name).over == "element"]
NOISY = [name for name in GRADIENT if unit(name).noise]
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
def test_step_and_slots_have_the_shape_and_dtype_of_the_parameters(name, dtype):
    for static in static_choices(name):
        rule, like = rule_of(name, static, LEAVES, dtype=dtype), abstract((SIZE, 3), dtype)
        hp = {key: abstract((3,), dtype) for key in rule.arguments}
        keys, t = abstract((3, 2), "uint32"), abstract((), "int32")
        slots, integers = jax.eval_shape(rule.start, like, hp, keys)
        inputs = (t, like, like, slots, integers, hp, keys, None)
        step, new, _ = jax.eval_shape(rule.step, *inputs)
        answer = jax.eval_shape(rule.answer, t, like, slots, integers, hp)
        assert len(slots) == len(new) == len(unit(name).slots)
        assert {(a.shape, a.dtype) for a in (*slots, *new, step, answer)} == {(like.shape, like.dtype)}


def operations_of(name, static):
    """The operations of the rule itself; a matrix rule sees one run at a time, others two side by side."""
    variant = unit(name)
    shape, runs = ((3, 4), ()) if variant.over == "matrix" else ((7, 2), (2,))
    x, fixed = abstract(shape, "float64"), variant.static_settings(static)
    hp = {key: abstract(runs, "float64") for key in variant.arguments()}
    noise = [x] if variant.noise else []

    def call(t, g, x, slots, hp, *noise):
        return variant.rule(t, g, x, slots, SimpleNamespace(**hp, **fixed), *noise)

    return operations(call, abstract((), "int32"), x, x, (x,) * len(variant.slots), hp, *noise)


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
    assert np.any(runs.points[1, :, 0] != runs.points[1, :, 1])
    assert np.all(runs.points[..., 0] == runs.points[..., 2])


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_elementwise_rule_mixes_no_coordinates(name):
    for static in static_choices(name):
        assert not set(filter(MIXING.fullmatch, operations_of(name, static)))


@pytest.mark.parametrize("name", [name for name in ELEMENTWISE if not unit(name).noise])
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


@every_gradient_rule
def test_layout_changes_nothing(name):
    """Runs last (as problems have them) and runs first (as tasks do), each run with knobs of its own."""
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
        noise = {"key": jax.random.key(seed)} if unit(name).noise else {}
        transformation = getattr(gdbench.optax, name)(**settings, **noise)

        def step(carry, g):
            params, state = carry
            updates, state = transformation.update(pieces(g, shapes), state, params)
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


@pytest.mark.parametrize("name", [name for name in ELEMENTWISE if not unit(name).noise])
def test_float32_loses_no_digits(name):
    """Numbers that would cancel, such as 1 − 0.999ᵗ, are kept: from the origin, x is off by rounding alone."""
    runs = {}
    for dtype in ("float32", "float64"):
        defaults = [traced_settings(name, 0)] * len(many_settings(name))
        runs[dtype] = follow(name, gradients(), 0 * start(), defaults, dtype=dtype).points[..., 0]
    error = np.abs(runs["float32"] - runs["float64"]).max(axis=1)
    assert np.all(error <= 2e-6 * np.abs(runs["float64"]).max(axis=1))


# --- Hostile gradients, float32 ---

LONG = 200  # long enough for a memory of 0.9 to forget everything but rounding
ONES = np.ones(LONG)
STEP = np.arange(LONG)
TAME = {
    "zero": 0 * ONES,
    "zero, then one": 1.0 * (STEP >= 5),
    "constant": ONES,
    "alternating": (-1.0) ** STEP,
    "tiny": 1e-25 * ONES,
    "tiny, then one": np.where(STEP < 5, 1e-25, 1.0),
}
WILD = {
    "huge": 1e25 * ONES,
    "huge, then one": np.where(STEP < 5, 1e25, 1.0),
    "NaN once": np.where(STEP == 5, np.nan, 1.0),
}
FATE = re.compile("not finite|frozen|moving")


def under(name, static, sequences):
    """Default settings under each sequence, from all ones and then again from the origin."""
    shapes = ((3, 4),) if unit(name).over == "matrix" else ((12,),)
    columns = np.stack([*sequences.values()] * 2, axis=-1)  # [T, R]
    data = columns[:, None, :] * np.linspace(0.3, 3.0, 12)[:, None]  # [T, n, R]
    x = np.ones((12, columns.shape[1])) * (np.arange(columns.shape[1]) < len(sequences))
    settings = [traced_settings(name, 0)] * columns.shape[1]
    return follow(name, data, x, settings, static=static, shapes=shapes, dtype="float32")


def ending(points):
    """What became of one run ``[T, n]``: the engine can tell the first two, "half frozen" it would miss."""
    if not np.isfinite(points).all():
        return "not finite"
    moved = np.any(points[-10:] != points[-11:-1], axis=0)
    return "moving" if moved.all() else "half frozen" if moved.any() else "frozen"


def case(part):
    return part if isinstance(part, str) else "-".join(map(str, part.values())) or "plain"


@pytest.mark.parametrize(
    ("name", "static"), [(name, static) for name in GRADIENT for static in static_choices(name)], ids=case
)
def test_hostile_gradients_leave_a_run_finite_or_visibly_broken(name, static):
    """All sequences side by side: a broken run must not touch its neighbours either."""
    run = under(name, static, TAME | WILD)
    labels = [*TAME, *WILD] * 2
    for column, label in enumerate(labels):
        points, answers = run.points[..., column], run.answers[..., column]
        if label in WILD:
            assert FATE.fullmatch(ending(points)), label
            continue
        assert np.isfinite(points).all(), label
        assert np.isfinite(answers).all(), label
        assert all(np.isfinite(slot[..., column]).all() for slot in run.slots), label
        if label.endswith("then one"):
            assert ending(points) == "moving", f"{label}: never wakes up"
