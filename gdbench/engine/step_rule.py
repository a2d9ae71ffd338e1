"""The interface of rules that receive one gradient per step, both own rules and factories of Optax."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, Protocol

import jax

from gdbench.engine.layout import Layout
from gdbench.engine.oracle import Oracle
from gdbench.engine.views import BlockState


class OneRun(NamedTuple):
    """One step of one run of a rule, with the shapes of its arguments and of the state that it keeps."""

    step: Callable[..., Any]
    step_arguments: tuple[Any, ...]
    state: Any


class RunnableRule(Protocol):
    """A rule of any kind that can be measured on its own."""

    @property
    def arguments(self) -> tuple[str, ...]:
        """The names of the traced arguments, in the order of the rows of ``Inputs.hp``."""

    def one_run(self, oracle: Callable[[], Oracle]) -> OneRun:
        """Return one run of the rule; ``oracle`` makes the oracle of a full rule."""


class StepRule(RunnableRule, Protocol):
    """A rule on parameters of ``n`` coordinates; ``slots``, ``rows`` and ``integers`` say how large its state is."""

    @property
    def n(self) -> int:
        """The number of coordinates."""

    @property
    def layout(self) -> Layout:
        """The axis of runs in points, gradients and state."""

    @property
    def dtype(self) -> str:
        """The working precision."""

    @property
    def slots(self) -> int:
        """The number of state arrays that are shaped like the parameters."""

    @property
    def rows(self) -> int:
        """The number of other floats in the state."""

    @property
    def integers(self) -> int:
        """The number of integers in the state."""

    @property
    def has_answer(self) -> bool:
        """Whether the reported point differs from the one where gradients are taken."""

    def start(self, x: jax.Array, hp: Mapping[str, jax.Array], keys: jax.Array) -> BlockState:
        """Return the state before the first step."""

    def step(
        self, t: Any, g: Any, x: Any, state: BlockState, hp: Mapping[str, Any], keys: Any, value: Any
    ) -> tuple[jax.Array, BlockState]:
        """Return the step, which is added to ``x``, and the new state."""

    def answer(self, t: Any, x: Any, state: BlockState, hp: Mapping[str, Any]) -> jax.Array:
        """Return the point whose loss is reported after ``t`` steps."""


def one_run_of(rule: StepRule, kept: Any = None) -> OneRun:
    """Return one run of a step rule; ``kept`` is its state if that is smaller than the state that its start returns."""
    x = jax.ShapeDtypeStruct(rule.layout.shape(rule.n, 1), rule.dtype)
    hp = {name: jax.ShapeDtypeStruct((1,), rule.dtype) for name in rule.arguments}
    keys, t = jax.ShapeDtypeStruct((1, 2), "uint32"), jax.ShapeDtypeStruct((), "int32")
    state = jax.eval_shape(rule.start, x, hp, keys)
    value = jax.ShapeDtypeStruct((1,), rule.dtype)
    return OneRun(rule.step, (t, x, x, state, hp, keys, value), kept or state)
