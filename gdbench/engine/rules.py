"""Gradient rules and Optax factories behind one interface, so that they share programs.

A rule's state is a tuple of slots, each shaped like the parameters, and a block of integers. An own rule
declares its slots; the state of an Optax transformation is ravelled and cut into slots, the last one padded.
Rules with fewer slots than their program pass the others through untouched.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import SimpleNamespace
from typing import Any

import jax
import numpy as np
import optax
from jax import numpy as jnp

from gdbench.engine.work import Leaves
from gdbench.types import Variant

Slots = tuple[jax.Array, ...]


@dataclass(frozen=True)
class GradientRule:
    """An own gradient rule for parameters of ``n`` coordinates with runs along ``axis``."""

    variant: Variant
    static: Mapping[str, Any]
    leaves: Leaves
    n: int
    axis: int
    dtype: str
    integers: int = 0

    @property
    def slots(self) -> int:
        """How many slots the state takes."""
        return len(self.variant.slots)

    @property
    def arguments(self) -> tuple[str, ...]:
        """The names of the traced arguments, in the order of the rows of the hyperparameter matrix."""
        return self.variant.argument_names

    @property
    def has_answer(self) -> bool:
        """Whether the reported point differs from the one where gradients are taken."""
        return self.variant.answer is not None

    def start(self, x: jax.Array, hp: Mapping[str, jax.Array], keys: jax.Array) -> tuple[Slots, jax.Array]:
        """Return the slots and integers before the first step."""
        runs = x.shape[self.axis]
        nothing = jnp.zeros((0, runs) if self.axis else (runs, 0), jnp.int32)
        if self.variant.start is None:
            return tuple(jnp.zeros_like(x) for _ in range(self.slots)), nothing
        del keys
        return tuple(self._batched(lambda x, hp: self.variant.start(x, self.namespace(hp)))(x, hp)), nothing

    def step(
        self,
        t: Any,
        g: Any,
        x: Any,
        slots: Slots,
        integers: Any,
        hp: Mapping[str, Any],
        keys: Any,
        value: Any,
    ) -> tuple[jax.Array, Slots, jax.Array]:
        """Return what is added to x, and the new state."""
        del value
        noise = (self._noise(t, keys),) if self.variant.noise else ()
        step, new = self._batched(lambda *arrays: self.whole(t, *arrays))(g, x, slots, hp, *noise)
        return step, tuple(new), integers

    def answer(self, t: Any, x: Any, slots: Slots, integers: Any, hp: Mapping[str, Any]) -> jax.Array:
        """Return the point whose loss is reported after ``t`` steps."""
        del integers
        if self.variant.answer is None:
            return x
        return self._batched(lambda x, slots, hp: self.variant.answer(t, x, slots, self.namespace(hp)))(x, slots, hp)

    def whole(self, t: Any, g: Any, x: Any, slots: Slots, hp: Mapping[str, Any], noise: Any = None) -> Any:
        """Call the rule on what its ``over`` says that one call sees."""
        extra = () if noise is None else (noise,)
        settings = self.namespace(hp)
        if self.variant.over in ("element", "all"):
            return self.variant.rule(t, g, x, slots, settings, *extra)
        steps, states = [], []
        for _, offset, shape in self.leaves:
            cut = self._cut(offset, shape)
            step, state = self.variant.rule(t, cut(g), cut(x), tuple(map(cut, slots)), settings, *map(cut, extra))
            steps.append(step.reshape((-1, *step.shape[self._rank(shape) :])))
            states.append([s.reshape((-1, *s.shape[self._rank(shape) :])) for s in state])
        return jnp.concatenate(steps), tuple(jnp.concatenate(parts) for parts in zip(*states, strict=True))

    def _rank(self, shape: tuple[int, ...]) -> int:
        return len(shape) if self.variant.over == "matrix" else 1

    def _cut(self, offset: int, shape: tuple[int, ...]) -> Any:
        size = int(np.prod(shape, dtype=int))
        view = shape if self.variant.over == "matrix" else (size,)
        return lambda a: a[offset : offset + size].reshape((*view, *a.shape[1:]))

    def _batched(self, function: Any) -> Any:
        """Coordinates-first arrays go in as they are; other layouts, and matrix views, one run at a time."""
        if self.axis == -1 and self.variant.over != "matrix":
            return function
        axes = {"x": self.axis, "hp": 0}

        def call(*args: Any) -> Any:
            in_axes = tuple(axes["hp"] if isinstance(arg, dict) else axes["x"] for arg in args)
            return jax.vmap(function, in_axes=in_axes, out_axes=self.axis)(*args)

        return call

    def namespace(self, hp: Mapping[str, Any]) -> SimpleNamespace:
        """Return the arguments as the rule sees them: traced and static ones by name."""
        return SimpleNamespace(**hp, **self.static)

    def _noise(self, t: Any, keys: jax.Array) -> jax.Array:
        """Standard normals that depend on the run's seed and the step alone, whatever the layout or tile."""

        def one(key: jax.Array) -> jax.Array:
            return jax.random.normal(jax.random.fold_in(jax.random.wrap_key_data(key), t), (self.n,), self.dtype)

        return jax.vmap(one, out_axes=self.axis)(keys)


@dataclass(frozen=True)
class FactoryRule:
    """An Optax factory, called inside the trace with its float arguments traced."""

    variant: Variant
    static: Mapping[str, Any]
    leaves: Leaves
    n: int
    axis: int
    dtype: str
    _layout: dict[str, Any] = field(default_factory=dict, compare=False)

    @property
    def arguments(self) -> tuple[str, ...]:
        """The names of the traced arguments."""
        return self.variant.argument_names

    @property
    def has_answer(self) -> bool:
        """Whether the reported point differs from the one where gradients are taken."""
        return self.variant.answer is not None

    @cached_property
    def _state(self) -> Any:
        hp = {name: jax.ShapeDtypeStruct((), self.dtype) for name in self.arguments}
        x, key = jax.ShapeDtypeStruct((self.n,), self.dtype), jax.ShapeDtypeStruct((2,), jnp.uint32)
        return jax.eval_shape(lambda x, hp, key: self._transformation(hp, key).init(self._tree(x)), x, hp, key)

    @cached_property
    def _floats(self) -> int:
        return sum(leaf.size for leaf in jax.tree.leaves(self._state) if jnp.issubdtype(leaf.dtype, jnp.floating))

    @property
    def slots(self) -> int:
        """How many slots the ravelled state takes."""
        return -(-self._floats // self.n)

    @cached_property
    def integers(self) -> int:
        """How many integers (counters, keys, flags) the state holds."""
        shapes = jax.eval_shape(self._flatten, self._state)
        return shapes[1].shape[0]

    def start(self, x: jax.Array, hp: Mapping[str, jax.Array], keys: jax.Array) -> tuple[Slots, jax.Array]:
        """Return the ravelled initial state."""

        def one(x: jax.Array, hp: Any, key: jax.Array) -> Any:
            return self._flatten(self._transformation(hp, key).init(self._tree(x)))

        return jax.vmap(one, in_axes=(self.axis, 0, 0), out_axes=self.axis)(x, dict(hp), keys)

    def step(
        self,
        t: Any,
        g: Any,
        x: Any,
        slots: Slots,
        integers: Any,
        hp: Mapping[str, Any],
        keys: Any,
        value: Any,
    ) -> tuple[jax.Array, Slots, jax.Array]:
        """Return the update and the new ravelled state; value and gradient go along for those that ask."""
        del t
        a = self.axis

        def one(g: Any, x: Any, slots: Slots, integers: Any, hp: Any, key: Any, value: Any) -> Any:
            transformation = optax.with_extra_args_support(self._transformation(hp, key))
            gradient, params = self._tree(g), self._tree(x)
            state = self._unflatten(slots, integers)
            updates, state = transformation.update(gradient, state, params, value=value, grad=gradient)
            step = jnp.concatenate([u.reshape(-1).astype(self.dtype) for u in jax.tree.leaves(updates)])
            return step, *self._flatten(state)

        axes = (a, a, a, a, 0, 0, 0)
        return jax.vmap(one, in_axes=axes, out_axes=a)(g, x, slots, integers, dict(hp), keys, value)

    def answer(self, t: Any, x: Any, slots: Slots, integers: Any, hp: Mapping[str, Any]) -> jax.Array:
        """Return the point whose loss is reported, from state and parameters."""
        del t, hp
        if self.variant.answer is None:
            return x

        def one(x: Any, slots: Slots, integers: Any) -> jax.Array:
            point = self.variant.answer(self._unflatten(slots, integers), self._tree(x))
            return jnp.concatenate([leaf.reshape(-1).astype(self.dtype) for leaf in jax.tree.leaves(point)])

        return jax.vmap(one, in_axes=self.axis, out_axes=self.axis)(x, slots, integers)

    def _transformation(self, hp: Mapping[str, Any], key: Any) -> optax.GradientTransformation:
        """Call the factory. Arguments named ``key`` or ``seed`` get this run's: defaults repeat in every run."""
        arguments = {**self.static, **hp}
        if "key" in arguments:
            arguments["key"] = jax.random.wrap_key_data(key)
        if "seed" in arguments:
            arguments["seed"] = key[-1].astype(jnp.int32)
        return self.variant.rule(**arguments)

    def _tree(self, flat: jax.Array) -> Any:
        """Return the parameters as Optax sees them: one array for a problem, a dict of leaves for a task."""
        if len(self.leaves) == 1:
            return flat.reshape(self.leaves[0][2])
        size = lambda shape: int(np.prod(shape, dtype=int))  # noqa: E731
        return {name: flat[at : at + size(shape)].reshape(shape) for name, at, shape in self.leaves}

    def _flatten(self, state: Any) -> tuple[Slots, jax.Array]:
        floats, integers = [jnp.zeros((0,), self.dtype)], [jnp.zeros((0,), jnp.int32)]
        for leaf in jax.tree.leaves(state):
            if jnp.issubdtype(leaf.dtype, jax.dtypes.prng_key):
                leaf = jax.random.key_data(leaf)  # noqa: PLW2901
            if jnp.issubdtype(leaf.dtype, jnp.floating):
                floats.append(leaf.reshape(-1).astype(self.dtype))
            else:
                integers.append(_as_int32(leaf).reshape(-1))
        flat = jnp.concatenate(floats)
        padded = jnp.concatenate([flat, jnp.zeros((self.slots * self.n - flat.shape[0],), self.dtype)])
        slots = tuple(padded[i * self.n : (i + 1) * self.n] for i in range(self.slots))
        return slots, jnp.concatenate(integers)

    def _unflatten(self, slots: Slots, integers: jax.Array) -> Any:
        floats = jnp.concatenate([jnp.zeros((0,), self.dtype), *slots])
        leaves, f, i = [], 0, 0
        for leaf in jax.tree.leaves(self._state):
            if jnp.issubdtype(leaf.dtype, jnp.floating):
                leaves.append(floats[f : f + leaf.size].reshape(leaf.shape).astype(leaf.dtype))
                f += leaf.size
                continue
            is_key = jnp.issubdtype(leaf.dtype, jax.dtypes.prng_key)
            shape = jax.eval_shape(jax.random.key_data, leaf).shape if is_key else leaf.shape
            size = int(np.prod(shape, dtype=int))
            block = integers[i : i + size].reshape(shape)
            i += size
            if is_key:
                leaves.append(jax.random.wrap_key_data(jax.lax.bitcast_convert_type(block, jnp.uint32)))
            else:
                leaves.append(_from_int32(block, leaf.dtype))
        return jax.tree.unflatten(jax.tree.structure(self._state), leaves)


Rule = GradientRule | FactoryRule


def make_rule(variant: Variant, static: Mapping[str, Any], leaves: Leaves, axis: int, dtype: str) -> Rule:
    """Return the rule of a gradient variant or a factory for these parameters."""
    n = sum(int(np.prod(shape, dtype=int)) for _, _, shape in leaves)
    kind = FactoryRule if variant.kind == "factory" else GradientRule
    return kind(variant, dict(static), leaves, n, axis, dtype)


def _as_int32(leaf: jax.Array) -> jax.Array:
    if leaf.dtype == jnp.uint32:
        return jax.lax.bitcast_convert_type(leaf, jnp.int32)
    return leaf.astype(jnp.int32)


def _from_int32(block: jax.Array, dtype: Any) -> jax.Array:
    if dtype == jnp.uint32:
        return jax.lax.bitcast_convert_type(block, jnp.uint32)
    return block.astype(dtype)
