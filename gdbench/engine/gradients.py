"""The method of gradient rules and Optax factories: one gradient per step, with all rules behind one switch.

The switches on the problem and on the rule are unbatched, so only the chosen branch runs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import jax
from jax import numpy as jnp

from gdbench.engine import record as records
from gdbench.engine.damage import Watched, damaged_block, finite, watched_block
from gdbench.engine.inputs import Inputs
from gdbench.engine.layout import Layout
from gdbench.engine.programs import Method
from gdbench.engine.step_rule import StepRule
from gdbench.engine.switches import switched
from gdbench.engine.views import BlockState
from gdbench.engine.work import Work


def gradient_method(work: Work, rules: Sequence[StepRule], inputs: Inputs) -> Method:
    """Return the method of these rules, whose states share slots, rows and integers."""
    most = Sizes(*(max(getattr(rule, part) for rule in rules) for part in Sizes._fields))
    index, keys, layout = inputs.rule, inputs.keys, work.layout
    any_answer = any(rule.has_answer for rule in rules)

    def choose(call: Callable[[StepRule], Callable[..., Any]], *operands: Any) -> Any:
        return switched(index, [call(rule) for rule in rules], *operands)

    def hp(rule: StepRule) -> dict[str, jax.Array]:
        return {name: inputs.hp[row] for row, name in enumerate(rule.arguments)}

    def start() -> Any:
        x = work.start(inputs)
        none = _nothing(x, most, layout)

        def begin(rule: StepRule) -> Callable[[jax.Array], BlockState]:
            return lambda x: _shared(rule.start(x, hp(rule), keys), none, layout)

        return {"x": x, "rule": choose(begin, x)}

    def answer(t: Any, state: Any) -> jax.Array:
        def of(rule: StepRule) -> Callable[[Any], jax.Array]:
            return lambda s: rule.answer(t, s["x"], _own(rule, s["rule"], layout), hp(rule))

        return choose(of, state)

    def reported(t: Any, state: Any, value: jax.Array) -> jax.Array:
        """Return the value at the answer, which is known already if the gradient was taken at the answer."""
        if not any_answer:
            return value
        flags = jnp.asarray([rule.has_answer for rule in rules])
        return jax.lax.cond(flags[index], lambda: work.value(inputs, answer(t, state), t + 1), lambda: value)

    def advance(t: Any, state: Any, record: Any, watched: Watched | None) -> Any:
        value, gradient = work.value_and_grad(inputs, state["x"], t)
        if record is not None:
            record = records.note_gradient(record, work.layout.norms(gradient))
        if record is not None and work.exact:
            record = records.observe(record, inputs.goal, t, t, reported(t - 1, state, value))

        def move(rule: StepRule) -> Callable[..., Any]:
            def run(g: Any, s: Any, value: Any) -> Any:
                old = s["rule"]
                step, new = rule.step(t, g, s["x"], _own(rule, old, layout), hp(rule), keys, value)
                lost = jnp.zeros(value.shape, bool)
                if watched is not None:
                    lost |= damaged_block(watched, new, layout)
                return step, _shared(new, old, layout), lost

            return run

        step, new, lost = choose(move, gradient, state, value)
        x = work.tree.stored(state["x"] + step)
        if record is not None:
            record = records.end_damaged(record, lost & finite(x, layout), t, t)
        return {"x": x, "rule": new}, record

    def inspect(t: Any, state: Any, record: Any) -> Any:
        if work.exact:
            return record
        return records.observe(record, inputs.goal, t, t, work.value(inputs, answer(t, state), t))

    def watched(state: Any) -> Watched:
        return watched_block(state["rule"], layout)

    return Method(start, advance, inspect, lambda state: state["x"], answer, watched, lambda state: None)


class Sizes(NamedTuple):
    """The sizes of the state that a program keeps for a run: the largest that any of its rules needs."""

    slots: int
    rows: int
    integers: int


def _own(rule: StepRule, state: BlockState, layout: Layout) -> BlockState:
    """Return the part of the shared state that a rule uses."""
    rows, integers = layout.head(state.rows, rule.rows), layout.head(state.integers, rule.integers)
    return BlockState(state.slots[: rule.slots], rows, integers)


def _nothing(x: jax.Array, most: Sizes, layout: Layout) -> BlockState:
    """Return a shared state of zeros for parameters ``x``."""
    block = lambda size, dtype: jnp.zeros(layout.shape(size, x.shape[layout.axis]), dtype)  # noqa: E731
    slots = tuple(jnp.zeros_like(x) for _ in range(most.slots))
    return BlockState(slots, block(most.rows, x.dtype), block(most.integers, jnp.int32))


def _shared(state: BlockState, spare: BlockState, layout: Layout) -> BlockState:
    """Return the program's state with a rule's own part replaced; the part that the rule does not use is unchanged."""

    def filled(block: jax.Array, whole: jax.Array) -> jax.Array:
        return layout.padded(block, whole.shape[layout.coordinates]) if block.shape[layout.coordinates] else whole

    slots = (*state.slots, *spare.slots[len(state.slots) :])
    return BlockState(slots, filled(state.rows, spare.rows), filled(state.integers, spare.integers))
