"""Runs a factory twice: in the engine, and in the loop that a user of Optax writes."""

from typing import Any, NamedTuple

import equinox
import jax
import numpy as np
import optax
from jax import numpy as jnp

from gdbench.engine.compiled import EASY, compile_with
from gdbench.engine.factories import FactoryRule
from gdbench.engine.layout import Layout
from gdbench.engine.parameter_trees import ParameterTree
from gdbench.registry.factory_variants import factory_variant

WORDS = np.array([0, 7], np.uint32)  # the key data of the run
STEPS = 2


class Line(NamedTuple):
    """Parameters whose order is not that of the alphabet."""

    w: Any
    b: Any


@jax.tree_util.register_pytree_with_keys_class
class FrozenDict(dict):
    """A dict of another type, as Flax has one, with keys in the order in which they were written."""

    def tree_flatten_with_keys(self):
        return [(jax.tree_util.DictKey(key), self[key]) for key in self], tuple(self)

    @classmethod
    def tree_unflatten(cls, keys, leaves):
        return cls(zip(keys, leaves, strict=True))


class Layer(equinox.Module):
    """A module with a static part and without a bias."""

    weight: jax.Array
    gain: jax.Array
    bias: jax.Array | None = None
    name: str = equinox.field(static=True, default="layer")


def numbers(seed, *shape):
    return jnp.asarray(np.random.default_rng(seed).normal(size=shape), "float64")


FORMS = {
    "dicts": {"head": {"kernel": numbers(0, 3, 2), "bias": numbers(1, 2)}, "enc": {"kernel": numbers(2, 3, 2)}},
    "one": {"w": numbers(3, 2)},
    "array": numbers(4, 2),
    "tuple": Line(numbers(5, 3, 2), numbers(6, 2)),
    "list": [numbers(10 + i, 2) for i in range(12)],
    "module": Layer(numbers(7, 3, 2), numbers(8, 2)),
    "frozen": FrozenDict(z=numbers(9, 2), a={"b": numbers(20, 3, 2)}),
    "none": {"w": numbers(21, 2), "absent": None, "b": [None, numbers(22, 2)]},
}

MIXED = [Line(FrozenDict(z=numbers(30, 3, 2), a=None), [numbers(31, 2)]), Layer(numbers(32, 3, 2), numbers(33, 2))]


def gradient_of(params):
    """The gradient of a quadratic with another curvature and minimiser in every leaf."""
    leaves, structure = jax.tree.flatten(params)
    each = [((0.5 + 0.1 * i) * (leaf - 0.2 * i)).astype(leaf.dtype) for i, leaf in enumerate(leaves)]
    return jax.tree.unflatten(structure, each)


def value_of(params):
    parts = [jnp.sum((leaf * gradient).astype("float64")) for leaf, gradient in both_leaves(params)]
    return jnp.asarray(sum(parts), "float64")


def both_leaves(params):
    return zip(jax.tree.leaves(params), jax.tree.leaves(gradient_of(params)), strict=True)


def rule_of(factory, params, **static):
    """The engine's rule, and its traced arguments."""
    variant = factory if hasattr(factory, "hyperparameters") else factory_variant("rule.py:mine", factory)
    tree = ParameterTree.of(params, "float64")
    return FactoryRule(variant, variant.static_settings(static), tree, Layout.RUNS_FIRST, "float64")


def in_the_engine(factory, params, settings=None, **static):
    """The points of one run, as pytrees, and the last answer."""
    rule = rule_of(factory, params, **static)
    tree = rule.tree
    hp = {name: np.array([value]) for name, value in rule.variant.arguments(settings).items()}

    def program(x, hp):
        state, points = rule.start(x, hp, WORDS[None]), []
        for t in range(STEPS):
            point = tree.unflatten(x[0])
            gradient = tree.flatten(gradient_of(point))[None]
            step, state = rule.step(t + 1, gradient, x, state, hp, WORDS[None], value_of(point)[None])
            x = tree.stored(x + step)
            points.append(tree.unflatten(x[0]))
        return points, tree.unflatten(rule.answer(STEPS, x, state, hp)[0])

    return compiled(program, tree.flatten(params)[None], hp)


def by_hand(transformation, params, answer=None):
    """The points of the loop of Optax's documentation, and the last answer."""
    transformation = optax.with_extra_args_support(transformation)

    def program(params):
        state, points = transformation.init(params), []
        for _ in range(STEPS):
            gradient = gradient_of(params)
            updates, state = transformation.update(gradient, state, params, value=value_of(params), grad=gradient)
            params = optax.apply_updates(params, updates)
            points.append(params)
        return points, answer(state, params) if answer else params

    return compiled(program, params)


def compiled(program, *arguments):
    return compile_with(jax.jit(program).lower(*arguments), EASY)(*arguments)


def assert_same(one, other, rtol=1e-10):
    """Two pytrees have one structure and, up to rounding, the same numbers."""
    assert jax.tree.structure(one) == jax.tree.structure(other)
    for a, b in zip(jax.tree.leaves(one), jax.tree.leaves(other), strict=True):
        assert a.dtype == b.dtype
        np.testing.assert_allclose(np.asarray(a, "float64"), np.asarray(b, "float64"), rtol=rtol, atol=1e-12)
