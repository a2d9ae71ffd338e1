"""Optax factories as step rules, called inside the trace with their number arguments traced.

A factory sees the parameters as the pytree that the task made. Its state is packed into slots, of which the last is
padded, and a block of integers (see `packing`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import jax
from jax import numpy as jnp

from gdbench.engine.layout import Layout
from gdbench.engine.oracle import Oracle
from gdbench.engine.packing import Packing
from gdbench.engine.parameter_trees import ParameterTree
from gdbench.engine.step_rule import OneRun, one_run_of
from gdbench.engine.transformations import FactoryCalls
from gdbench.engine.typed import Typed, typed, weak
from gdbench.engine.views import BlockState
from gdbench.types import Variant

_MOST_TYPES = 4  # by then, the types of a state have settled: Python numbers have become arrays


@dataclass(frozen=True)
class FactoryRule:
    """An Optax factory, called inside the trace with its number arguments traced."""

    variant: Variant
    static: Mapping[str, Any]
    tree: ParameterTree
    layout: Layout
    dtype: str
    rows: int = 0

    @property
    def n(self) -> int:
        """The number of parameters."""
        return self.tree.size

    @property
    def arguments(self) -> tuple[str, ...]:
        """The names of the traced arguments."""
        return self.variant.argument_names

    @property
    def has_answer(self) -> bool:
        """Whether the reported point differs from the one where gradients are taken."""
        return self.variant.has_answer

    @property
    def slots(self) -> int:
        """The number of slots of the packed state."""
        return -(-self._packing.floats // self.n)

    @property
    def integers(self) -> int:
        """The number of integers in the packed state."""
        return self._packing.integers

    def start(self, x: jax.Array, hp: Mapping[str, jax.Array], keys: jax.Array) -> BlockState:
        """Return the packed initial state."""

        def one(x: jax.Array, hp: Any, key: jax.Array) -> Any:
            state = self._begun.call(self.tree.unflatten(x), hp, key)
            return self._packed(jax.tree.map(_as_type, state, self._packing.shapes))

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
        """Return the step and the new packed state."""
        del t
        a = self.layout.axis

        def one(g: Any, x: Any, state: BlockState, hp: Any, key: Any, value: Any) -> Any:
            gradient, params = self.tree.unflatten(g), self.tree.unflatten(x)
            step, new = self._updated.call(gradient, self._unpacked(state), params, hp, key, value)
            return step, self._packed(jax.tree.map(_as_type, new, self._packing.shapes))

        return jax.vmap(one, in_axes=(a, a, a, 0, 0, 0), out_axes=a)(g, x, state, dict(hp), keys, value)

    def answer(self, t: Any, x: Any, state: BlockState, hp: Mapping[str, Any]) -> jax.Array:
        """Return the point whose loss is reported, from state and parameters."""
        del t, hp
        if not self.has_answer:
            return x

        def one(x: Any, state: BlockState) -> jax.Array:
            return self._calls.answer(self._unpacked(state), self.tree.unflatten(x))

        return jax.vmap(one, in_axes=self.layout.axis, out_axes=self.layout.axis)(x, state)

    def one_run(self, oracle: Callable[[], Oracle]) -> OneRun:
        """Return one run of the factory; its state is that of Optax, without the padding of slots."""
        del oracle
        return one_run_of(self, self._packing.shapes)

    @cached_property
    def _calls(self) -> FactoryCalls:
        return FactoryCalls(self.variant, self.static, self.tree)

    @property
    def _arguments(self) -> tuple[dict[str, Any], Any]:
        """The types of hyperparameters, which a training loop gives as Python numbers, and of the key data of a run.

        Where everything is in float64, they are arrays, because Optax computes some factors of Python numbers in
        float32.
        """
        exact = self.dtype == "float64" and all(dtype == self.dtype for dtype in self.tree.dtypes)
        number = jax.ShapeDtypeStruct((), self.dtype) if exact else weak(self.dtype)
        return {name: number for name in self.arguments}, jax.ShapeDtypeStruct((2,), jnp.uint32)

    @cached_property
    def _begun(self) -> Typed:
        return typed(self._calls.begin, self.tree.shapes, *self._arguments)

    @cached_property
    def _settled(self) -> tuple[Any, Typed]:
        """The types of the state that every step keeps, and the step for them.

        A state that starts with Python numbers gets arrays from its first update, so the types may change once.
        """
        kept = self._begun.result
        value = jax.ShapeDtypeStruct((), self.dtype)
        for _ in range(_MOST_TYPES):
            update = typed(self._calls.update, self.tree.shapes, kept, self.tree.shapes, *self._arguments, value)
            self._calls.check_kept(kept, update.result[1])
            if _types(kept) == _types(update.result[1]):
                break
            kept = update.result[1]
        for first in (self._begun.result, kept):
            for (path, before), after in zip(_leaves(first), jax.tree.leaves(update.result[1]), strict=True):
                self._calls.check_held(path, before, after)
        return kept, update

    @property
    def _updated(self) -> Typed:
        return self._settled[1]

    @cached_property
    def _packing(self) -> Packing:
        return Packing(self._settled[0], self.dtype)

    def _packed(self, state: Any) -> BlockState:
        flat, integers = self._packing.pack(state)
        padded = jnp.concatenate([flat, jnp.zeros((self.slots * self.n - flat.shape[0],), self.dtype)])
        slots = tuple(padded[i * self.n : (i + 1) * self.n] for i in range(self.slots))
        return BlockState(slots, jnp.zeros((0,), self.dtype), integers)

    def _unpacked(self, state: BlockState) -> Any:
        floats = jnp.concatenate([jnp.zeros((0,), self.dtype), *state.slots])
        return self._packing.unpack(floats, state.integers)


def _leaves(tree: Any) -> Any:
    return jax.tree_util.tree_leaves_with_path(tree)


def _types(tree: Any) -> list[tuple[Any, bool]]:
    return [(leaf.dtype, leaf.weak_type) for leaf in jax.tree.leaves(tree)]


def _as_type(leaf: jax.Array, like: Any) -> jax.Array:
    return leaf if leaf.dtype == like.dtype else leaf.astype(like.dtype)
