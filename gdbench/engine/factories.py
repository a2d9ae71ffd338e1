"""Optax factories as step rules, called inside the trace with their float arguments traced.

The state of an Optax transformation is flattened: floats are cut into slots, of which the last is padded, and counters,
keys and flags become a block of integers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import jax
import numpy as np
import optax
from jax import numpy as jnp

from gdbench.engine.layout import Layout
from gdbench.engine.oracle import Oracle
from gdbench.engine.step_rule import OneRun, one_run_of
from gdbench.engine.views import BlockState
from gdbench.engine.work import Leaves
from gdbench.types import Variant


@dataclass(frozen=True)
class FactoryRule:
    """An Optax factory, called inside the trace with its float arguments traced."""

    variant: Variant
    static: Mapping[str, Any]
    leaves: Leaves
    n: int
    layout: Layout
    dtype: str

    @property
    def arguments(self) -> tuple[str, ...]:
        """The names of the traced arguments."""
        return self.variant.argument_names

    @property
    def has_answer(self) -> bool:
        """Whether the reported point differs from the one where gradients are taken."""
        return self.variant.has_answer

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
        """The number of slots of the flattened state."""
        return -(-self._floats // self.n)

    @cached_property
    def integers(self) -> int:
        """The number of integers (counters, keys, flags) in the state."""
        shapes = jax.eval_shape(self._flatten, self._state)
        return shapes.integers.shape[0]

    rows: int = 0

    def start(self, x: jax.Array, hp: Mapping[str, jax.Array], keys: jax.Array) -> BlockState:
        """Return the flattened initial state."""

        def one(x: jax.Array, hp: Any, key: jax.Array) -> Any:
            return self._flatten(self._transformation(hp, key).init(self._tree(x)))

        a = self.layout.axis
        return jax.vmap(one, in_axes=(a, 0, 0), out_axes=a)(x, dict(hp), keys)

    def step(
        self,
        t: Any,
        g: Any,
        x: Any,
        state: BlockState,
        hp: Mapping[str, Any],
        keys: Any,
        value: Any,
    ) -> tuple[jax.Array, BlockState]:
        """Return the update and the new flattened state; transformations that use value and gradient receive both."""
        del t
        a = self.layout.axis

        def one(g: Any, x: Any, state: BlockState, hp: Any, key: Any, value: Any) -> Any:
            transformation = optax.with_extra_args_support(self._transformation(hp, key))
            gradient, params = self._tree(g), self._tree(x)
            updates, new = transformation.update(gradient, self._unflatten(state), params, value=value, grad=gradient)
            step = jnp.concatenate([u.reshape(-1).astype(self.dtype) for u in jax.tree.leaves(updates)])
            return step, self._flatten(new)

        return jax.vmap(one, in_axes=(a, a, a, 0, 0, 0), out_axes=a)(g, x, state, dict(hp), keys, value)

    def answer(self, t: Any, x: Any, state: BlockState, hp: Mapping[str, Any]) -> jax.Array:
        """Return the point whose loss is reported, from state and parameters."""
        del t, hp
        answer = self.variant.answer
        if answer is None:
            return x

        def one(x: Any, state: BlockState) -> jax.Array:
            point = answer(self._unflatten(state), self._tree(x))
            return jnp.concatenate([leaf.reshape(-1).astype(self.dtype) for leaf in jax.tree.leaves(point)])

        return jax.vmap(one, in_axes=self.layout.axis, out_axes=self.layout.axis)(x, state)

    def one_run(self, oracle: Callable[[], Oracle]) -> OneRun:
        """Return one run of the factory; its state is that of Optax, without the padding of slots."""
        del oracle
        return one_run_of(self, self._state)

    def _transformation(self, hp: Mapping[str, Any], key: Any) -> optax.GradientTransformation:
        """Call the factory; each run gets its own ``key`` or ``seed``, as a default would be the same in all runs."""
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

    def _flatten(self, state: Any) -> BlockState:
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
        return BlockState(slots, jnp.zeros((0,), self.dtype), jnp.concatenate(integers))

    def _unflatten(self, state: BlockState) -> Any:
        floats, integers = jnp.concatenate([jnp.zeros((0,), self.dtype), *state.slots]), state.integers
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


def _as_int32(leaf: jax.Array) -> jax.Array:
    if leaf.dtype == jnp.uint32:
        return jax.lax.bitcast_convert_type(leaf, jnp.int32)
    return leaf.astype(jnp.int32)


def _from_int32(block: jax.Array, dtype: Any) -> jax.Array:
    if dtype == jnp.uint32:
        return jax.lax.bitcast_convert_type(block, jnp.uint32)
    return block.astype(dtype)
