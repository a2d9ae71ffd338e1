"""Factories take the steps of a loop written by hand, on parameters of any form and with states of any type."""

import inspect

import equinox
import jax
import numpy as np
import optax
import pytest
from jax import numpy as jnp

from gdbench.engine.transformations import FunctionAsked
from gdbench.errors import UnusableOptimizer
from gdbench.registry import load
from tests.engine.optax_loops import FORMS, MIXED, WORDS, assert_same, by_hand, in_the_engine, rule_of

RATE = 0.01
LEFT_OUT = {"lbfgs", "sophia", "optimistic_adam"}  # the first two call the function, and the last one is deprecated
ON = {"galore": FORMS["dicts"]}  # which fails on None in a loop by hand too
IN_THIS_PRECISION = {"muon": 1e-6}  # whose iteration amplifies rounding


def factories():
    """All optimizers of Optax that need a learning rate at most."""
    found = {}
    for name, factory in {**vars(optax.contrib), **vars(optax)}.items():
        if inspect.isfunction(factory) and not name.startswith(("_", "scale_by")) and name not in LEFT_OUT:
            parameters = inspect.signature(factory).parameters
            required = {each for each, parameter in parameters.items() if parameter.default is parameter.empty}
            if "learning_rate" in parameters and required <= {"learning_rate"}:
                found[name] = factory
    return found


FACTORIES = factories()


def test_these_are_the_optimizers_of_optax():
    assert len(FACTORIES) >= 42
    for name in ("adam", "lion", "muon", "yogi", "schedule_free_adamw"):
        assert load("variant", name).reference.factory.removeprefix("optax:") in FACTORIES


@pytest.mark.parametrize("name", FACTORIES)
def test_every_factory_takes_the_steps_of_a_loop_by_hand(name):
    variant = load("variant", f"optax:{name}")
    params = ON.get(name, MIXED)
    settings = {"learning_rate": RATE}
    key = {"key": jax.random.wrap_key_data(WORDS)} if "key" in variant.hyperparameters else {}
    defaults = {name: jnp.asarray(value, "float64") for name, value in variant.arguments(settings).items()}
    hand = by_hand(FACTORIES[name](**{**defaults, **key}), params, variant.answer)
    assert_same(in_the_engine(variant, params, settings), hand, IN_THIS_PRECISION.get(name, 1e-9))


@pytest.mark.parametrize("form", FORMS)
def test_the_parameters_are_the_pytree_that_the_task_made(form):
    seen = []

    def factory(learning_rate=RATE):
        inner = optax.adam(learning_rate)

        def update(gradient, state, params):
            seen.extend([gradient, params])
            return inner.update(gradient, state, params)

        return optax.GradientTransformation(lambda params: seen.append(params) or inner.init(params), update)

    assert_same(in_the_engine(factory, FORMS[form]), by_hand(optax.adam(RATE), FORMS[form]))
    assert all(jax.tree.structure(each) == jax.tree.structure(FORMS[form]) for each in seen)
    assert all(names_of(each) == names_of(FORMS[form]) for each in seen)


def names_of(params):
    return [jax.tree_util.keystr(path) for path, _ in jax.tree_util.tree_leaves_with_path(params)]


def labels(params):
    return jax.tree_util.tree_map_with_path(lambda path, _: "off" if "kernel" in str(path) else "on", params)


def last_of_module(params):
    return equinox.tree_at(lambda layer: (layer.weight, layer.gain), params, ("slow", "fast"))


TRANSFORMATIONS = {
    "frozen module": ("dicts", lambda rate=RATE: optax.multi_transform(
        {"off": optax.set_to_zero(), "on": optax.sgd(rate)}, {"head": "on", "enc": "off"})),
    "labels by path": ("dicts", lambda rate=RATE: optax.multi_transform(
        {"off": optax.adam(rate), "on": optax.sgd(rate, momentum=0.9)}, labels)),
    "labels of a module": ("module", lambda rate=RATE: optax.multi_transform(
        {"slow": optax.sgd(0.1 * rate), "fast": optax.adam(rate)}, last_of_module)),
    "mask": ("tuple", lambda rate=RATE: optax.chain(
        optax.masked(optax.add_decayed_weights(0.1), lambda p: type(p)(w=True, b=False)), optax.sgd(rate))),
    "mask of a list": ("list", lambda rate=RATE: optax.masked(optax.scale(-rate), [i % 3 == 0 for i in range(12)])),
    "every third step": ("none", lambda rate=RATE: optax.MultiSteps(optax.adam(rate), 3)),
    "injected": ("frozen", lambda rate=RATE: optax.inject_hyperparams(optax.adam)(learning_rate=rate)),
    "schedule": ("one", lambda rate=RATE: optax.sgd(optax.exponential_decay(rate, 2, 0.5))),
    "average": ("dicts", lambda rate=RATE: optax.chain(optax.sgd(rate), optax.ema(0.9))),
    "apply if finite": ("dicts", lambda rate=RATE: optax.apply_if_finite(optax.adam(rate), 2)),
}  # fmt: skip


@pytest.mark.parametrize("name", TRANSFORMATIONS)
def test_masks_and_labels_see_their_paths(name):
    form, factory = TRANSFORMATIONS[name]
    made = factory(jnp.asarray(RATE, "float64"))
    hand = made.gradient_transformation() if isinstance(made, optax.MultiSteps) else made
    assert_same(in_the_engine(factory, FORMS[form]), by_hand(hand, FORMS[form]))


def scaled(update, init=lambda params: ()):
    """A factory of a transformation with this update."""
    return lambda: optax.GradientTransformation(init, update)


def counted(kind):
    """A rule whose state holds a number of this kind, which each step adds 1 to and multiplies the gradient with."""

    def update(g, n, p=None):
        step = jax.tree.map(lambda x: -0.01 * x * jnp.real(n).astype(x.dtype), g)
        return step, (n + 1).astype(n.dtype) if hasattr(n, "astype") else n + 1

    return scaled(update, lambda params: kind)


@pytest.mark.parametrize(
    "kind",
    [2, 2.5, *(jnp.asarray(2, name) for name in ("int8", "uint8", "int16", "uint32", "int64", "float16", "bfloat16")),
     jnp.asarray(1.5, "float32"), jnp.asarray(1 + 2j, "complex64"), jnp.asarray(1 - 2j, "complex128"),
     np.float32(1.5), jnp.float8_e4m3fn(1.5)],
    ids=lambda kind: getattr(getattr(kind, "dtype", None), "name", type(kind).__name__),
)  # fmt: skip
def test_numbers_in_the_state_keep_their_type(kind):
    factory = counted(kind)
    assert_same(in_the_engine(factory, FORMS["dicts"]), by_hand(factory(), FORMS["dicts"]))


@pytest.mark.parametrize("kind", ["threefry2x32", "rbg", "unsafe_rbg", "raw", "several"])
def test_keys_in_the_state_keep_their_kind(kind):
    def begin(params):
        if kind == "raw":
            return jax.random.PRNGKey(3)
        return jax.random.split(jax.random.key(3), 4) if kind == "several" else jax.random.key(3, impl=kind)

    def update(g, key, p=None):
        key, now = (key, key[0]) if kind == "several" else jax.random.split(key)
        return jax.tree.map(lambda x: -RATE * (x + jax.random.normal(now, x.shape)), g), key

    assert_same(in_the_engine(scaled(update, begin), FORMS["tuple"]), by_hand(scaled(update, begin)(), FORMS["tuple"]))


@pytest.mark.parametrize("flag", [True, False])
def test_flags_in_the_state_stay_flags(flag):
    def update(g, on, p=None):
        return jax.tree.map(lambda x: -RATE * jnp.where(on, x, 2 * x), g), ~on

    begin = lambda params: jnp.asarray(flag)  # noqa: E731
    assert_same(in_the_engine(scaled(update, begin), FORMS["array"]), by_hand(scaled(update, begin)(), FORMS["array"]))


def test_numbers_and_none_as_updates():
    numbers = lambda g, s, p=None: (jax.tree.map(lambda x: 0.5, g), s)  # noqa: E731
    assert_same(in_the_engine(scaled(numbers), FORMS["dicts"]), by_hand(scaled(numbers)(), FORMS["dicts"]))
    nothing = lambda g, s, p=None: ({"w": None}, s)  # noqa: E731  # as the updates of a filtered module
    points, _ = in_the_engine(scaled(nothing), FORMS["one"])
    assert_same(points[-1], FORMS["one"])


def test_parameters_of_low_precision_keep_it():
    params = jax.tree.map(lambda leaf: leaf.astype("bfloat16"), FORMS["dicts"]) | {"full": FORMS["array"]}
    for factory in (optax.sgd, optax.adam):
        hand = by_hand(factory(RATE), params)
        assert_same(in_the_engine(factory, params, {"learning_rate": RATE}), hand, 1e-2)
        found = {leaf.dtype.name for leaf in jax.tree.leaves(in_the_engine(factory, params, {"learning_rate": RATE}))}
        assert found == {"bfloat16", "float64"}


def test_a_step_below_the_precision_of_the_parameters_moves_nothing():
    params = {"w": jnp.full(2, 64.0, "bfloat16")}
    tiny = lambda g, s, p=None: (jax.tree.map(lambda x: jnp.full_like(x, 0.1), g), s)  # noqa: E731
    points, _ = in_the_engine(scaled(tiny), params)
    assert_same(points, [params] * len(points))


def test_a_rate_is_a_number_of_python():
    """It does not raise the precision of a step, as an array would."""
    seen = []

    def factory(learning_rate=RATE):
        def update(g, s, p):
            seen.append(jax.tree.map(lambda x: (learning_rate * x).dtype.name, g))
            return jax.tree.map(lambda x: -learning_rate * x, g), s

        return optax.GradientTransformation(lambda params: (), update)

    in_the_engine(factory, {"w": jnp.ones(2, "bfloat16")})
    assert seen[0] == {"w": "bfloat16"}


# --- Arguments ---


def test_arguments_that_are_positional_only():
    def mine(learning_rate=RATE, momentum=0.9, /, nesterov=True):
        return optax.sgd(learning_rate, momentum, nesterov)

    assert_same(in_the_engine(mine, FORMS["tuple"]), by_hand(optax.sgd(RATE, 0.9, True), FORMS["tuple"]))


@pytest.mark.parametrize("kind", ["key", "rng", "seed", "either", "required", "whole", "raw", "rbg"])
def test_each_run_has_a_key_or_a_seed_of_its_own(kind):
    def noisy(key):
        return optax.chain(optax.add_noise(0.1, 0.5, key), optax.sgd(RATE))

    old, other = jax.random.PRNGKey(0), jax.random.key(0, impl="rbg")

    def either(learning_rate=RATE, seed=None, key=None):
        if (seed is None) == (key is None):
            raise ValueError("exactly one of seed and key")
        return noisy(jax.random.key(seed) if key is None else key)

    made = {
        "key": lambda key=None: noisy(key),
        "rng": lambda rng=None: noisy(rng),
        "seed": lambda seed=0: noisy(jax.random.key(seed)),
        "either": either,
        "required": lambda key: noisy(key),
        "whole": lambda key=42: noisy(jax.random.key(key)),
        "raw": lambda key=old: noisy(jax.random.wrap_key_data(key)),
        "rbg": lambda key=other: noisy(key),
    }
    points, _ = in_the_engine(made[kind], FORMS["array"])
    mine = jax.random.key(WORDS[-1], impl="rbg") if kind == "rbg" else jax.random.wrap_key_data(WORDS)
    assert_same(points, by_hand(noisy(mine), FORMS["array"])[0])


def test_a_seed_that_an_entry_sets_is_passed_on():
    noisy = lambda seed: optax.chain(optax.add_noise(0.1, 0.5, seed), optax.sgd(RATE))  # noqa: E731
    found = in_the_engine(lambda seed=0: noisy(seed), FORMS["array"], seed=5)
    assert_same(found, by_hand(noisy(5), FORMS["array"]))


# --- What is refused, in words ---


def refusal(factory, params=FORMS["dicts"]):
    with pytest.raises(UnusableOptimizer) as caught:
        in_the_engine(factory, params)
    return str(caught.value).removeprefix("rule.py:mine: ")


def moved(g):
    return jax.tree.map(lambda x: -RATE * x, g)


@pytest.mark.parametrize(
    ("update", "begin", "words"),
    [
        (lambda g, s, p=None: (moved(g), [*s, g]), lambda p: [], "at [0]['enc']['kernel'] only after a step"),
        (lambda g, s, p=None: (moved(g), g), lambda p: None, "at ['enc']['kernel'] only after a step"),
        (lambda g, s, p=None: (moved(g), s[1:]), lambda p: (1, 2), "at [1] only before the first step"),
        (lambda g, s, p=None: (moved(g), jnp.append(s, 1.0)), lambda p: jnp.ones(2), "has shape (2,), then (3,)"),
        (lambda g, s, p=None: (moved(g), list(s)), lambda p: (1, 2), "a tuple becomes a list"),
        (lambda g, s, p=None: (moved(g), s.astype("float32")), lambda p: jnp.ones(2), "is float64, then float32"),
    ],
    ids=["history", "lazy", "shrinks", "grows", "other container", "less precise"],
)
def test_a_state_that_changes_from_step_to_step(update, begin, words):
    text = refusal(scaled(update, begin))
    assert text.startswith("its state changes from step to step: ") and words in text and "return" in text


@pytest.mark.parametrize(
    ("factory", "words"),
    [
        (lambda: None, "it returned nothing, not an optax.GradientTransformation"),
        (lambda: 0.1, "it returned a float, not"),
        (lambda: optax.sgd, "it returned a function, not"),
        (scaled(lambda g, s, p=None: (moved(g), s), lambda p: "fast"), "its state holds a str"),
        (scaled(lambda g, s, p=None: (g["enc"], s)), "its updates are not a pytree like the parameters"),
        (scaled(lambda g, s, p=None: (jax.tree.map(lambda x: 1j * x, g), s)), "of enc.kernel is complex"),
        (scaled(lambda g, s, p=None: (jax.tree.map(lambda x: jnp.ones(7), g), s)), "has shape (7,), and the parameter"),
        (scaled(lambda g, s, p=None, *, obj_fn: (g, s)), "its update needs 'obj_fn'"),
    ],
    ids=["nothing", "number", "factory", "text", "part", "complex", "shape", "more"],
)
def test_what_is_no_transformation(factory, words):
    assert words in refusal(factory)


@pytest.mark.parametrize(
    "factory",
    [
        lambda: optax.lbfgs(),
        lambda: optax.chain(optax.sgd(1.0), optax.scale_by_backtracking_linesearch(10)),
        lambda: optax.chain(optax.sgd(1.0), optax.scale_by_zoom_linesearch(10)),
    ],
)
def test_a_line_search_of_optax_asks_for_the_function(factory):
    with pytest.raises(FunctionAsked):
        rule_of(factory, FORMS["array"]).slots  # noqa: B018
