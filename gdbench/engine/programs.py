"""The loops. A program is one function from arrays to arrays; whoever builds it compiles it.

Recorded programs walk from sample to sample of the curve: an inner loop that only steps and observes, an
outer one that writes the sample and stops as soon as every run of the tile has ended. Bare programs step a
fixed number of times and keep nothing: they are for the clock.
Both switches, on the problem and on the rule, are unbatched, so only the chosen branch runs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import SimpleNamespace
from typing import Any, NamedTuple

import jax
from jax import numpy as jnp

from gdbench.engine import record as records
from gdbench.engine.oracle import cost_of
from gdbench.engine.rules import Rule
from gdbench.engine.work import Work
from gdbench.types import Status, Variant

Inputs = Mapping[str, Any]
Program = Callable[[Inputs], dict[str, Any]]


class Method(NamedTuple):
    """How a program starts, steps and looks at its runs; the state is a pytree of arrays."""

    start: Callable[[], Any]
    # advance(t, state, record) -> (state, record): one step, observing on the way where that is free
    advance: Callable[[Any, Any, records.Record], tuple[Any, records.Record]]
    # inspect(t, state, record) -> record: what is looked at only where the curve is sampled
    inspect: Callable[[Any, Any, records.Record], records.Record]
    point: Callable[[Any], jax.Array]  # the iterate, to tell whether it moved
    answer: Callable[[Any, Any], jax.Array]  # answer(t, state): the reported points, in the work's layout


def recorded(work: Work, method: Callable[[Inputs], Method], axis: int) -> Program:
    """Return the program that records status, hits, a sampled curve and the final measures of every run.

    ``axis`` is where the method keeps its runs. Tasks are measured when the tile stops.
    """

    def program(inputs: Inputs) -> dict[str, Any]:
        how, goal, schedule = method(inputs), inputs["goal"], inputs["schedule"]
        state = how.start()
        record = records.blank(inputs["live"], goal.targets)
        samples, coordinates = schedule.shape[0], 1 if axis == 0 else 0

        def step(carry: Any) -> Any:
            t, state, record = carry
            before = how.point(state)
            state, record = how.advance(t + 1, state, record)
            moved = jnp.any(how.point(state) != before, axis=coordinates)
            return t + 1, state, records.note_movement(record, moved)

        def segment(carry: Any) -> Any:
            k, t, state, record, curves = carry
            t, state, record = jax.lax.while_loop(lambda c: c[0] < schedule[k], step, (t, state, record))
            record = records.end_frozen(how.inspect(t, state, record), schedule[-1])
            sample = {"step": record.steps, "cost": record.cost, "gap": record.gap}
            curves = jax.tree.map(lambda all_, one: all_.at[k].set(one), curves, sample)
            return k + 1, t, state, record, curves

        def running(carry: Any) -> Any:
            return (carry[0] < samples) & jnp.any(carry[3].status == Status.RUNNING)

        zero = jnp.zeros((), jnp.int32)
        curves = {
            "step": jnp.full((samples, *record.steps.shape), -1, jnp.int32),
            "cost": jnp.full((samples, *record.cost.shape), jnp.nan, record.cost.dtype),
            "gap": jnp.full((samples, *record.gap.shape), jnp.nan, record.gap.dtype),
        }
        carry = (zero, zero, state, record, curves)
        _, t, state, record, curves = jax.lax.while_loop(running, segment, carry)
        point = how.point(state)
        outside = jnp.any((point < goal.low) | (point > goal.high), axis=coordinates)
        record = records.close(record, outside)
        counts = state.get("counts") if isinstance(state, dict) else None
        measures = work.measures(inputs, how.answer(t, state))
        return {"record": record, "curves": curves, "counts": counts, "measures": measures}

    return program


def bare(method: Callable[[Inputs], Method]) -> Program:
    """Return the program that takes ``inputs["steps"]`` steps and keeps only where the runs ended."""

    def program(inputs: Inputs) -> dict[str, Any]:
        how = method(inputs)
        state = jax.lax.fori_loop(0, inputs["steps"], lambda t, state: how.advance(t + 1, state, None)[0], how.start())
        return {"point": how.point(state)}

    return program


def gradient_method(work: Work, rules: Sequence[Rule], inputs: Inputs) -> Method:
    """Gradient rules and factories: one gradient a step, state in shared slots."""
    slots_needed = max(rule.slots for rule in rules)
    integers_needed = max(rule.integers for rule in rules)
    index, keys = inputs["rule"], inputs["keys"]
    any_answer = any(rule.has_answer for rule in rules)

    def choose(call: Callable[[Rule], Callable[..., Any]], *operands: Any) -> Any:
        branches = [call(rule) for rule in rules]
        return branches[0](*operands) if len(rules) == 1 else jax.lax.switch(index, branches, *operands)

    def hp(rule: Rule) -> dict[str, jax.Array]:
        return {name: inputs["hp"][row] for row, name in enumerate(rule.arguments)}

    def start() -> Any:
        x = work.start(inputs)

        def begin(rule: Rule) -> Callable[[jax.Array], Any]:
            def run(x: jax.Array) -> Any:
                slots, integers = rule.start(x, hp(rule), keys)
                spare = tuple(jnp.zeros_like(x) for _ in range(slots_needed - len(slots)))
                return (*slots, *spare), _fit(integers, integers_needed, work.axis)

            return run

        slots, integers = choose(begin, x)
        return {"x": x, "slots": slots, "integers": integers}

    def answer(t: Any, state: Any) -> jax.Array:
        def of(rule: Rule) -> Callable[[Any], jax.Array]:
            return lambda s: rule.answer(t, s["x"], s["slots"][: rule.slots], _own(rule, s["integers"]), hp(rule))

        return choose(of, state)

    def reported(t: Any, state: Any, value: jax.Array) -> jax.Array:
        """The value at the answer: free where the answer is the point whose gradient was taken."""
        if not any_answer:
            return value
        flags = jnp.asarray([rule.has_answer for rule in rules])
        return jax.lax.cond(flags[index], lambda: work.value(inputs, answer(t, state)), lambda: value)

    def _own(rule: Rule, integers: jax.Array) -> jax.Array:
        return integers[: rule.integers] if work.axis else integers[:, : rule.integers]

    def advance(t: Any, state: Any, record: Any) -> Any:
        value, gradient = work.value_and_grad(inputs, state["x"], t)
        if record is not None:
            record = records.note_gradient(record, _norm(gradient, work.axis))
        if record is not None and work.exact:
            record = records.observe(record, inputs["goal"], t, t, reported(t - 1, state, value))

        def move(rule: Rule) -> Callable[..., Any]:
            def run(g: Any, s: Any, value: Any) -> Any:
                own, integers = s["slots"][: rule.slots], _own(rule, s["integers"])
                step, new, integers = rule.step(t, g, s["x"], own, integers, hp(rule), keys, value)
                spare = s["slots"][rule.slots :]
                return step, (*new, *spare), _fit(integers, integers_needed, work.axis)

            return run

        step, slots, integers = choose(move, gradient, state, value)
        return {"x": state["x"] + step, "slots": slots, "integers": integers}, record

    def inspect(t: Any, state: Any, record: Any) -> Any:
        if work.exact:
            return record
        return records.observe(record, inputs["goal"], t, t, work.value(inputs, answer(t, state)))

    return Method(start, advance, inspect, lambda state: state["x"], answer)


def full_method(work: Work, variant: Variant, static: Mapping[str, Any], inputs: Inputs) -> Method:
    """A full rule, written for one run and batched here; runs that have ended are held where they are."""
    names = variant.argument_names
    hp = {name: inputs["hp"][row] for row, name in enumerate(names)}
    lanes = work.lanes(inputs)
    over_runs = partial(jax.vmap, in_axes=0)

    def settings(hp: Any) -> SimpleNamespace:
        return SimpleNamespace(**hp, **static)

    def begin(x: Any, hp: Any, key: Any, lane: Any) -> Any:
        oracle = work.oracle(inputs, jnp.ones((), jnp.int32), lane)
        state = variant.init(x, oracle, settings(hp), jax.random.wrap_key_data(key))
        return {"x": x, "own": state, "counts": oracle.counts}

    def one(t: Any, state: Any, hp: Any, key: Any, lane: Any) -> Any:
        oracle = work.oracle(inputs, t, lane)
        wrapped = jax.random.wrap_key_data(key)
        x, own = variant.rule(t, state["x"], state["own"], oracle, settings(hp), wrapped)
        return {"x": x, "own": own, "counts": state["counts"] + oracle.counts}

    def start() -> Any:
        x = work.start(inputs)
        return over_runs(begin)(x if work.axis == 0 else x.T, hp, inputs["keys"], lanes)

    def answer(state: Any) -> jax.Array:
        if variant.answer is None:
            return state["x"]
        return over_runs(variant.answer)(state["x"], state["own"])

    def value(x: jax.Array) -> jax.Array:
        return work.value(inputs, x if work.axis == 0 else x.T)

    def advance(t: Any, state: Any, record: Any) -> Any:
        new = jax.vmap(one, in_axes=(None, 0, 0, 0, 0))(t, state, hp, inputs["keys"], lanes)
        if record is None:
            return new, None
        budget = inputs["schedule"][-1]
        going = (record.status == Status.RUNNING) & (cost_of(state["counts"], work.dim) < budget)
        new = jax.tree.map(lambda b, a: jnp.where(going.reshape((-1,) + (1,) * (b.ndim - 1)), b, a), new, state)
        if not work.exact:
            return new, record
        cost = cost_of(new["counts"], work.dim)
        record = records.observe(record, inputs["goal"], t, cost, value(answer(new)))
        return new, _spend(record, cost, budget)

    def inspect(t: Any, state: Any, record: Any) -> Any:
        cost, point = cost_of(state["counts"], work.dim), answer(state)
        place = point if work.axis == 0 else point.T
        value, gradient = work.value_and_grad(inputs, place, jnp.maximum(t, 1))
        if work.exact:  # every later value has been observed on the way
            first = records.observe(record, inputs["goal"], t, cost, value)
            record = jax.tree.map(lambda a, b: jnp.where(t == 0, a, b), first, record)
        else:
            record = records.observe(record, inputs["goal"], t, cost, work.value(inputs, place))
            record = _spend(record, cost, inputs["schedule"][-1])
        return records.note_gradient(record, _norm(gradient, work.axis))

    def final(t: Any, state: Any) -> jax.Array:
        del t
        return answer(state) if work.axis == 0 else answer(state).T

    return Method(start, advance, inspect, lambda state: state["x"], final)


def _spend(record: records.Record, cost: jax.Array, budget: jax.Array) -> records.Record:
    spent = (record.status == Status.RUNNING) & (cost >= budget)
    return record._replace(status=jnp.where(spent, Status.BUDGET.value, record.status).astype(jnp.int32))


def _norm(gradient: jax.Array, axis: int) -> jax.Array:
    return jnp.sqrt(jnp.sum(gradient * gradient, axis=1 if axis == 0 else 0))


def _fit(integers: jax.Array, needed: int, axis: int) -> jax.Array:
    missing = needed - integers.shape[0 if axis else 1]
    width = ((0, missing), (0, 0)) if axis else ((0, 0), (0, missing))
    return jnp.pad(integers, width)
