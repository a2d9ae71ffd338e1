"""The method of gradient rules and Optax factories: one gradient a step, all rules behind one switch.

The switches, on the problem and on the rule, are unbatched, so only the chosen branch runs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import jax
from jax import numpy as jnp

from gdbench.engine import record as records
from gdbench.engine.factories import Rule
from gdbench.engine.programs import Inputs, Method, norm
from gdbench.engine.rules import State
from gdbench.engine.work import Work


def gradient_method(work: Work, rules: Sequence[Rule], inputs: Inputs) -> Method:
    """Gradient rules and factories: one gradient a step, state in shared slots, rows and integers."""
    most = Sizes(*(max(getattr(rule, part) for rule in rules) for part in Sizes._fields))
    index, keys = inputs["rule"], inputs["keys"]
    any_answer = any(rule.has_answer for rule in rules)

    def choose(call: Callable[[Rule], Callable[..., Any]], *operands: Any) -> Any:
        branches = [call(rule) for rule in rules]
        return branches[0](*operands) if len(rules) == 1 else jax.lax.switch(index, branches, *operands)

    def hp(rule: Rule) -> dict[str, jax.Array]:
        return {name: inputs["hp"][row] for row, name in enumerate(rule.arguments)}

    def start() -> Any:
        x = work.start(inputs)
        none = _nothing(x, most, work.axis)

        def begin(rule: Rule) -> Callable[[jax.Array], State]:
            return lambda x: _shared(rule.start(x, hp(rule), keys), none, work.axis)

        return {"x": x, "rule": choose(begin, x)}

    def answer(t: Any, state: Any) -> jax.Array:
        def of(rule: Rule) -> Callable[[Any], jax.Array]:
            return lambda s: rule.answer(t, s["x"], _own(rule, s["rule"], work.axis), hp(rule))

        return choose(of, state)

    def reported(t: Any, state: Any, value: jax.Array) -> jax.Array:
        """The value at the answer: free where the answer is the point whose gradient was taken."""
        if not any_answer:
            return value
        flags = jnp.asarray([rule.has_answer for rule in rules])
        return jax.lax.cond(flags[index], lambda: work.value(inputs, answer(t, state), t + 1), lambda: value)

    def advance(t: Any, state: Any, record: Any) -> Any:
        value, gradient = work.value_and_grad(inputs, state["x"], t)
        if record is not None:
            record = records.note_gradient(record, norm(gradient, work.axis))
        if record is not None and work.exact:
            record = records.observe(record, inputs["goal"], t, t, reported(t - 1, state, value))

        def move(rule: Rule) -> Callable[..., Any]:
            def run(g: Any, s: Any, value: Any) -> Any:
                old = s["rule"]
                step, new = rule.step(t, g, s["x"], _own(rule, old, work.axis), hp(rule), keys, value)
                return step, _shared(new, old, work.axis)

            return run

        step, new = choose(move, gradient, state, value)
        return {"x": state["x"] + step, "rule": new}, record

    def inspect(t: Any, state: Any, record: Any) -> Any:
        if work.exact:
            return record
        return records.observe(record, inputs["goal"], t, t, work.value(inputs, answer(t, state), t))

    return Method(start, advance, inspect, lambda state: state["x"], answer)


class Sizes(NamedTuple):
    """How much state there is in a program: as much as its most demanding rule needs."""

    slots: int
    rows: int
    integers: int


def _own(rule: Rule, state: State, axis: int) -> State:
    """The part of the shared state that a rule knows of."""
    cut = lambda block, size: block[:size] if axis else block[:, :size]  # noqa: E731
    return State(state.slots[: rule.slots], cut(state.rows, rule.rows), cut(state.integers, rule.integers))


def _nothing(x: jax.Array, most: Sizes, axis: int) -> State:
    """Shared state full of zeros, for parameters ``x``."""
    runs = x.shape[axis]
    block = lambda size, dtype: jnp.zeros((size, runs) if axis else (runs, size), dtype)  # noqa: E731
    slots = tuple(jnp.zeros_like(x) for _ in range(most.slots))
    return State(slots, block(most.rows, x.dtype), block(most.integers, jnp.int32))


def _shared(state: State, spare: State, axis: int) -> State:
    """A rule's state filled up to the program's; what the rule does not use passes through untouched."""

    def filled(block: jax.Array, whole: jax.Array) -> jax.Array:
        along = 0 if axis else 1
        if block.shape[along] == 0:
            return whole
        missing = whole.shape[along] - block.shape[along]
        return jnp.pad(block, ((0, missing), (0, 0)) if axis else ((0, 0), (0, missing)))

    slots = (*state.slots, *spare.slots[len(state.slots) :])
    return State(slots, filled(state.rows, spare.rows), filled(state.integers, spare.integers))
