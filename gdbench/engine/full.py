"""The method of full rules, which call an oracle themselves; they are written for one run and batched here."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from types import SimpleNamespace
from typing import Any

import jax
from jax import numpy as jnp

from gdbench.engine import record as records
from gdbench.engine.damage import Watched, damaged_tree, finite, watched_tree
from gdbench.engine.groups import in_groups
from gdbench.engine.inputs import Inputs
from gdbench.engine.layout import Layout
from gdbench.engine.oracle import Oracle, cost_of
from gdbench.engine.parameter_trees import Leaves
from gdbench.engine.programs import Method
from gdbench.engine.rules import GradientRule, Inner
from gdbench.engine.step_rule import OneRun
from gdbench.engine.work import Work
from gdbench.types import Status, Variant


@dataclass(frozen=True)
class FullRule:
    """A full rule for one run; the state of a wrapper includes that of the gradient rule inside it."""

    variant: Variant
    static: Mapping[str, Any]
    leaves: Leaves
    dtype: str

    @property
    def arguments(self) -> tuple[str, ...]:
        """The names of the traced arguments."""
        return self.variant.argument_names

    @cached_property
    def inner(self) -> GradientRule | None:
        """The gradient rule that this one wraps."""
        inside = self.variant.inner
        n = sum(math.prod(shape) for _, _, shape in self.leaves)
        return GradientRule(inside, self.static, self.leaves, n, Layout.RUNS_LAST, self.dtype) if inside else None

    def start(self, x: jax.Array, oracle: Oracle, hp: Mapping[str, Any], key: jax.Array) -> Any:
        """Return the state before the first step."""
        init = self.variant.init
        assert init is not None, "a full rule has an init"
        own = init(x, oracle, self._settings(hp), key)
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

    def one_run(self, oracle: Callable[[], Oracle]) -> OneRun:
        """Return one run of the rule with an oracle of its own."""
        n = sum(math.prod(shape) for _, _, shape in self.leaves)
        hp = {name: jax.ShapeDtypeStruct((), self.dtype) for name in self.arguments}
        x, key = jax.ShapeDtypeStruct((n,), self.dtype), jax.eval_shape(jax.random.key, 0)
        start = lambda x, hp, key: self.start(x, oracle(), hp, key)  # noqa: E731
        step = lambda t, x, state, hp, key: self.step(t, x, state, oracle(), hp, key)  # noqa: E731
        state, t = jax.eval_shape(start, x, hp, key), jax.ShapeDtypeStruct((), "int32")
        return OneRun(step, (t, x, state, hp, key), state)

    def _settings(self, hp: Mapping[str, Any]) -> SimpleNamespace:
        return SimpleNamespace(**hp, **self.static)


def full_method(work: Work, rule: FullRule, inputs: Inputs) -> Method:
    """Return the method of a full rule, mapped over the runs; runs that have ended do not move any more."""
    hp = {name: inputs.hp[row] for row, name in enumerate(rule.arguments)}
    runs = _Runs(work, rule, inputs, hp)
    point, counts = lambda state: state["x"], lambda state: state["counts"]
    return Method(runs.start, runs.advance, runs.inspect, point, runs.final, runs.watched, counts)


@dataclass(frozen=True)
class _Runs:
    """All runs of a call; the state of each holds its point, the state of its rule, and the counts of its oracle."""

    work: Work
    rule: FullRule
    inputs: Inputs
    hp: dict[str, jax.Array]  # the traced arguments, each ``[R]``

    def start(self) -> Any:
        """Return the state before the first step."""
        return self._over_runs(self._begin, self._turned(self.work.start(self.inputs)))

    def watched(self, state: Any) -> Watched:
        """Return what is watched of the first state."""
        return watched_tree(state["own"], Layout.RUNS_FIRST)

    def advance(self, t: Any, state: Any, record: Any, watched: Watched | None) -> Any:
        """Take a step and observe the new point; a run that has ended or spent its budget does not change."""
        new = self._over_runs(partial(self._one, t), state)
        if record is None or watched is None:
            return new, None
        going = (record.status == Status.RUNNING) & (self._cost(state) < self._budget)
        new = jax.tree.map(lambda b, a: jnp.where(going.reshape((-1,) + (1,) * (b.ndim - 1)), b, a), new, state)
        cost = self._cost(new)
        if self.work.exact:
            value = self.work.value(self.inputs, self.final(t, new), t)
            record = records.observe(record, self.inputs.goal, t, cost, value)
        lost = damaged_tree(watched, new["own"], Layout.RUNS_FIRST) & finite(new["x"], Layout.RUNS_FIRST)
        record = records.end_damaged(record, lost, t, cost)
        return new, _spend(record, cost, self._budget) if self.work.exact else record

    def inspect(self, t: Any, state: Any, record: Any) -> Any:
        """Observe the gradients at the reported points, and their values unless the steps have observed them."""
        work, goal, cost, point = self.work, self.inputs.goal, self._cost(state), self.final(t, state)
        value, gradient = work.value_and_grad(self.inputs, point, jnp.maximum(t, 1))
        if work.exact:  # the steps have observed every later value
            first = records.observe(record, goal, t, cost, value)
            record = jax.tree.map(lambda a, b: jnp.where(t == 0, a, b), first, record)
        else:
            record = records.observe(record, goal, t, cost, work.value(self.inputs, point, t))
            record = _spend(record, cost, self._budget)
        return records.note_gradient(record, work.layout.norms(gradient))

    def final(self, t: Any, state: Any) -> jax.Array:
        """Return the reported points in the work's layout."""
        del t
        return self._turned(jax.vmap(self.rule.answer)(state["x"], state["own"]))

    @property
    def _budget(self) -> Any:
        return self.inputs.schedule[-1]

    def _cost(self, state: Any) -> jax.Array:
        return cost_of(state["counts"], self.work.dim)

    def _turned(self, points: jax.Array) -> jax.Array:
        """Return points with the work's layout changed to one run per row, or the reverse."""
        return self.work.layout.runs_first(points)

    def _over_runs(self, function: Any, state: Any) -> Any:
        """Map ``function(state, hp, key, lane)`` over the runs, in groups if the work needs them."""
        keys = self.inputs.keys
        arguments = (state, self.hp, keys, self.work.lanes(self.inputs))
        if self.work.group is None:
            return jax.vmap(function)(*arguments)
        return in_groups(jax.vmap(function), self.work.group, keys, arguments, (0,) * len(arguments), 0)

    def _begin(self, x: Any, hp: Any, key: Any, lane: Any) -> Any:
        oracle = self.work.oracle(self.inputs, jnp.ones((), jnp.int32), lane)
        own = self.rule.start(x, oracle, hp, jax.random.wrap_key_data(key))
        return {"x": x, "own": own, "counts": oracle.counts}

    def _one(self, t: Any, state: Any, hp: Any, key: Any, lane: Any) -> Any:
        oracle = self.work.oracle(self.inputs, t, lane)
        x, own = self.rule.step(t, state["x"], state["own"], oracle, hp, jax.random.wrap_key_data(key))
        return {"x": self.work.tree.stored(x), "own": own, "counts": state["counts"] + oracle.counts}


def _spend(record: records.RunRecord, cost: jax.Array, budget: jax.Array) -> records.RunRecord:
    spent = (record.status == Status.RUNNING) & (cost >= budget)
    return record._replace(status=jnp.where(spent, Status.BUDGET.value, record.status).astype(jnp.int32))
