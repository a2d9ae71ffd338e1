"""The method of full rules, which ask an oracle for what they need: written for one run, batched here."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from types import SimpleNamespace
from typing import Any

import jax
from jax import numpy as jnp

from gdbench.engine import record as records
from gdbench.engine.groups import in_groups
from gdbench.engine.oracle import Oracle, cost_of
from gdbench.engine.programs import Inputs, Method, norm
from gdbench.engine.rules import GradientRule, Inner
from gdbench.engine.work import Leaves, Work
from gdbench.types import Status, Variant


@dataclass(frozen=True)
class FullRule:
    """A full rule for one run; the state of a wrapper is its own and that of the gradient rule inside it."""

    variant: Variant
    static: Mapping[str, Any]
    leaves: Leaves
    dtype: str

    @cached_property
    def inner(self) -> GradientRule | None:
        """The gradient rule that this one wraps."""
        inside = self.variant.inner
        n = sum(math.prod(shape) for _, _, shape in self.leaves)
        return GradientRule(inside, self.static, self.leaves, n, -1, self.dtype) if inside else None

    def start(self, x: jax.Array, oracle: Oracle, hp: Mapping[str, Any], key: jax.Array) -> Any:
        """Return the state before the first step."""
        own = self.variant.init(x, oracle, self._settings(hp), key)
        return (own, self.inner.begin(x, hp)) if self.inner else own

    def step(self, t: Any, x: jax.Array, state: Any, oracle: Oracle, hp: Mapping[str, Any], key: jax.Array) -> Any:
        """Return the next point and state."""
        if self.inner is None:
            return self.variant.rule(t, x, state, oracle, self._settings(hp), key)
        own, (slots, rows) = state
        noise = None
        if self.inner.variant.draws_noise:
            noise = jax.random.normal(jax.random.fold_in(key, t), x.shape, x.dtype)
        inside = Inner(self.inner, slots, rows, hp, {"noise": noise, "value": None})
        x, own = self.variant.rule(t, x, own, oracle, self._settings(hp), key, inner=inside)
        return x, (own, (inside.slots, inside.rows))

    def answer(self, x: jax.Array, state: Any) -> jax.Array:
        """Return the point whose loss is reported."""
        if self.variant.answer is None:
            return x
        return self.variant.answer(x, state[0] if self.inner else state)

    def _settings(self, hp: Mapping[str, Any]) -> SimpleNamespace:
        return SimpleNamespace(**hp, **self.static)


def full_method(work: Work, variant: Variant, static: Mapping[str, Any], inputs: Inputs) -> Method:
    """A full rule, written for one run and batched here; runs that have ended are held where they are."""
    names = variant.argument_names
    hp = {name: inputs["hp"][row] for row, name in enumerate(names)}
    lanes = work.lanes(inputs)
    rule = FullRule(variant, static, work.leaves, work.dtype)

    def over_runs(function: Any, arguments: tuple[Any, ...]) -> Any:
        if work.group is None:
            return jax.vmap(function)(*arguments)
        return in_groups(jax.vmap(function), work.group, inputs["keys"], arguments, (0,) * len(arguments), 0)

    def begin(x: Any, hp: Any, key: Any, lane: Any) -> Any:
        oracle = work.oracle(inputs, jnp.ones((), jnp.int32), lane)
        own = rule.start(x, oracle, hp, jax.random.wrap_key_data(key))
        return {"x": x, "own": own, "counts": oracle.counts}

    def one(t: Any, state: Any, hp: Any, key: Any, lane: Any) -> Any:
        oracle = work.oracle(inputs, t, lane)
        x, own = rule.step(t, state["x"], state["own"], oracle, hp, jax.random.wrap_key_data(key))
        return {"x": x, "own": own, "counts": state["counts"] + oracle.counts}

    def start() -> Any:
        x = work.start(inputs)
        return over_runs(begin, (x if work.axis == 0 else x.T, hp, inputs["keys"], lanes))

    def answer(state: Any) -> jax.Array:
        return jax.vmap(rule.answer)(state["x"], state["own"])

    def value(x: jax.Array, t: Any) -> jax.Array:
        return work.value(inputs, x if work.axis == 0 else x.T, t)

    def advance(t: Any, state: Any, record: Any) -> Any:
        new = over_runs(partial(one, t), (state, hp, inputs["keys"], lanes))
        if record is None:
            return new, None
        budget = inputs["schedule"][-1]
        going = (record.status == Status.RUNNING) & (cost_of(state["counts"], work.dim) < budget)
        new = jax.tree.map(lambda b, a: jnp.where(going.reshape((-1,) + (1,) * (b.ndim - 1)), b, a), new, state)
        if not work.exact:
            return new, record
        cost = cost_of(new["counts"], work.dim)
        record = records.observe(record, inputs["goal"], t, cost, value(answer(new), t))
        return new, _spend(record, cost, budget)

    def inspect(t: Any, state: Any, record: Any) -> Any:
        cost, point = cost_of(state["counts"], work.dim), answer(state)
        place = point if work.axis == 0 else point.T
        value, gradient = work.value_and_grad(inputs, place, jnp.maximum(t, 1))
        if work.exact:  # every later value has been observed on the way
            first = records.observe(record, inputs["goal"], t, cost, value)
            record = jax.tree.map(lambda a, b: jnp.where(t == 0, a, b), first, record)
        else:
            record = records.observe(record, inputs["goal"], t, cost, work.value(inputs, place, t))
            record = _spend(record, cost, inputs["schedule"][-1])
        return records.note_gradient(record, norm(gradient, work.axis))

    def final(t: Any, state: Any) -> jax.Array:
        del t
        return answer(state) if work.axis == 0 else answer(state).T

    return Method(start, advance, inspect, lambda state: state["x"], final)


def _spend(record: records.Record, cost: jax.Array, budget: jax.Array) -> records.Record:
    spent = (record.status == Status.RUNNING) & (cost >= budget)
    return record._replace(status=jnp.where(spent, Status.BUDGET.value, record.status).astype(jnp.int32))
