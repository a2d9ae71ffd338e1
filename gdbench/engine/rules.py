"""The project's own gradient rules as step rules, so that they share programs with Optax factories.

`views` defines the layout of a rule's state. A rule that needs less state than its program has leaves the rest
unchanged. The state of a wrapper is its own state, followed by that of the rule inside it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import SimpleNamespace
from typing import Any

import jax
from jax import numpy as jnp

from gdbench.engine.layout import Layout
from gdbench.engine.oracle import Oracle
from gdbench.engine.parameter_trees import Leaves
from gdbench.engine.step_rule import OneRun, one_run_of
from gdbench.engine.views import Arrays, BlockState, Shape, StateTable, View, joined, size_of
from gdbench.types import Variant


class Inner:
    """The rule inside a wrapper, bound to its state; its only call replaces that state."""

    def __init__(self, rule: GradientRule, slots: Arrays, rows: jax.Array, hp: Mapping[str, Any], extras: Any):
        self._rule, self._hp, self._extras = rule, hp, extras
        self.slots, self.rows = slots, rows

    def __call__(self, t: Any, g: Any, x: Any, **changes: Any) -> jax.Array:
        """Return the step of the inner rule, with some of its arguments changed."""
        hp = {**self._hp, **changes}
        step, self.slots, self.rows = self._rule.whole(t, g, x, self.slots, self.rows, hp, self._extras)
        return step


@dataclass(frozen=True)
class GradientRule:
    """An own gradient rule for parameters of ``n`` coordinates in one layout."""

    variant: Variant
    static: Mapping[str, Any]
    leaves: Leaves
    n: int
    layout: Layout
    dtype: str
    integers: int = 0

    @cached_property
    def inner(self) -> GradientRule | None:
        """The rule that this one wraps."""
        inside = self.variant.inner
        if inside is None:
            return None
        return GradientRule(inside, self.static, self.leaves, self.n, self.layout, self.dtype)

    @property
    def slots(self) -> int:
        """The number of slots of the state."""
        return len(self._table.slotted) + (self.inner.slots if self.inner else 0)

    @property
    def rows(self) -> int:
        """The number of other floats in the state."""
        return self._table.rows + (self.inner.rows if self.inner else 0)

    @property
    def arguments(self) -> tuple[str, ...]:
        """The names of the traced arguments, in the order of the rows of the hyperparameter matrix."""
        return self.variant.argument_names

    @property
    def has_answer(self) -> bool:
        """Whether the reported point differs from the one where gradients are taken."""
        return self.variant.has_answer

    def start(self, x: jax.Array, hp: Mapping[str, jax.Array], keys: jax.Array) -> BlockState:
        """Return the state before the first step."""
        del keys
        axis = self.layout.axis
        slots, rows = self._batched(self.begin, axis, 0)(x, dict(hp))
        return BlockState(slots, rows, jnp.zeros(self.layout.shape(0, x.shape[axis]), jnp.int32))

    def step(
        self, t: Any, g: Any, x: Any, state: BlockState, hp: Mapping[str, Any], keys: Any, value: Any
    ) -> tuple[jax.Array, BlockState]:
        """Return the step, which is added to x, and the new state."""
        noise = self._noise(t, keys) if self.variant.draws_noise else None

        def one(g: Any, x: Any, slots: Any, rows: Any, noise: Any, value: Any, hp: Any) -> Any:
            return self.whole(t, g, x, slots, rows, hp, {"noise": noise, "value": value})

        a = self.layout.axis
        arguments = (g, x, state.slots, state.rows, noise, value, dict(hp))
        step, slots, rows = self._batched(one, a, a, a, a, a, 0, 0)(*arguments)
        return step, BlockState(slots, rows, state.integers)

    def answer(self, t: Any, x: Any, state: BlockState, hp: Mapping[str, Any]) -> jax.Array:
        """Return the point whose loss is reported after ``t`` steps."""
        if not self.has_answer:
            return x
        a = self.layout.axis
        of = self._batched(lambda *arrays: self.reported(t, *arrays), a, a, a, 0)
        return of(x, state.slots, state.rows, dict(hp))

    def one_run(self, oracle: Callable[[], Oracle]) -> OneRun:
        """Return one run of the rule, which asks no oracle."""
        del oracle
        return one_run_of(self)

    def begin(self, x: jax.Array, hp: Mapping[str, Any]) -> tuple[Arrays, jax.Array]:
        """Return slots and rows before the first step, for ``x`` of ``[n, *runs]``."""
        if self.variant.start is None:
            parts = [tuple(jnp.zeros_like(view.cut(x)) for _ in self.variant.slots) for view in self._table.views]
        else:
            parts = [tuple(self.variant.start(view.cut(x), self.namespace(hp))) for view in self._table.views]
        slots, rows = self._table.packed(parts, x)
        if self.inner is None:
            return slots, rows
        more, others = self.inner.begin(x, hp)
        return (*slots, *more), jnp.concatenate([rows, others])

    def whole(
        self,
        t: Any,
        g: jax.Array,
        x: jax.Array,
        slots: Arrays,
        rows: jax.Array,
        hp: Mapping[str, Any],
        extras: Mapping[str, Any],
    ) -> tuple[jax.Array, Arrays, jax.Array]:
        """Call the rule once per view that its ``over`` defines; all arrays are ``[…, *runs]``."""
        settings, own = self.namespace(hp), len(self._table.slotted)
        given: dict[str, Any] = {"value": extras["value"]} if self.variant.value else {}
        inside = None
        if self.inner is not None:
            inside = given["inner"] = Inner(self.inner, slots[own:], rows[self._table.rows :], hp, extras)
        steps, states = [], []
        for view, state in zip(self._table.views, self._table.unpacked(slots, rows), strict=True):
            if self.variant.noise:
                given["noise"] = view.cut(extras["noise"])
            step, new = self.variant.rule(t, view.cut(g), view.cut(x), state, settings, **given)
            steps.append(step.reshape((-1, *x.shape[1:])))
            states.append(new)
        new_slots, new_rows = self._table.packed(states, x)
        if inside is not None:
            new_slots, new_rows = (*new_slots, *inside.slots), jnp.concatenate([new_rows, inside.rows])
        return joined(steps or [x]), new_slots, new_rows  # a mask may leave a drop-in without parameters

    def reported(self, t: Any, x: jax.Array, slots: Arrays, rows: jax.Array, hp: Mapping[str, Any]) -> jax.Array:
        """Return the answer that the wrapper declares, or else that of the rule inside it."""
        if self.variant.answer is None:
            if self.inner is None:
                return x
            return self.inner.reported(t, x, slots[len(self._table.slotted) :], rows[self._table.rows :], hp)
        settings = self.namespace(hp)
        parts = [
            self.variant.answer(t, view.cut(x), state, settings).reshape((-1, *x.shape[1:]))
            for view, state in zip(self._table.views, self._table.unpacked(slots, rows), strict=True)
        ]
        return joined(parts)

    def namespace(self, hp: Mapping[str, Any]) -> SimpleNamespace:
        """Return the arguments as the rule sees them: traced and static ones by name."""
        return SimpleNamespace(**hp, **self.static)

    @cached_property
    def _table(self) -> StateTable:
        over = self.variant.over
        if over in ("element", "all"):
            parts: list[tuple[int, Shape]] = [(0, (self.n,))]
        else:
            parts = [(at, shape if over == "matrix" else (size_of(shape),)) for _, at, shape in self.leaves]
        return StateTable(tuple(View(at, shape, self._state_shapes(shape)) for at, shape in parts))

    def _state_shapes(self, shape: Shape) -> tuple[Shape, ...]:
        """Return the shapes of the state of one run, from a start that is traced but not run."""
        start = self.variant.start
        if start is None:
            return (shape,) * len(self.variant.slots)
        hp = {name: jax.ShapeDtypeStruct((), self.dtype) for name in self.arguments}
        x = jax.ShapeDtypeStruct(shape, self.dtype)
        found = jax.eval_shape(lambda x, hp: tuple(start(x, self.namespace(hp))), x, hp)
        return tuple(each.shape for each in found)

    @cached_property
    def _alone(self) -> bool:
        """Return whether runs are stepped one at a time: in layouts with runs first, and by rules that see matrices."""
        return (
            self.layout is Layout.RUNS_FIRST
            or self.variant.over == "matrix"
            or (self.inner is not None and self.inner._alone)
        )

    def _batched(self, function: Any, *axes: int) -> Any:
        """Return the function for all runs: arrays with runs last are passed whole, others one run at a time."""
        return jax.vmap(function, in_axes=axes, out_axes=self.layout.axis) if self._alone else function

    def _noise(self, t: Any, keys: jax.Array) -> jax.Array:
        """Return standard normals that depend only on the run's seed and the step, and not on the layout or tile."""

        def one(key: jax.Array) -> jax.Array:
            return jax.random.normal(jax.random.fold_in(jax.random.wrap_key_data(key), t), (self.n,), self.dtype)

        return jax.vmap(one, out_axes=self.layout.axis)(keys)
