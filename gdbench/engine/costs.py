"""What one step of one run costs: read off its jaxpr (see `counting`) and off its compiled program, never run."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import prod
from typing import Any

import jax
from jax import numpy as jnp

from gdbench.engine.bundles import make_work
from gdbench.engine.compiled import EASY, compile_with
from gdbench.engine.counting import flops, primitives
from gdbench.engine.factories import Rule, make_rule
from gdbench.engine.full import FullRule
from gdbench.engine.oracle import Oracle
from gdbench.engine.work import Leaves, TaskWork, Work
from gdbench.types import Entry, Variant, Workload

INSTRUCTION = re.compile(r"^\s*(?:ROOT )?%?\S+ = .*? ([a-z][a-z0-9-]*)\(", re.MULTILINE)


@dataclass(frozen=True)
class StepFacts:
    """What one step of one run is made of, the gradient aside.

    ``primitives`` counts the equations of the jaxpr by their primitive, each once, those inside control flow
    included; ``flops`` are operations as above; ``state_bytes`` is what is kept from step to step beside the
    parameters, and ``bytes_per_parameter`` that divided by their number.
    """

    primitives: Mapping[str, int]
    state_bytes: int
    bytes_per_parameter: float
    flops: float


@dataclass(frozen=True)
class CompiledFacts:
    """What a compiler made of one step: its instructions, how many of them are fusions, and the bytes that it needs.

    ``memory`` is that of arguments, results and scratch together; None where the backend does not say.
    """

    instructions: int
    fusions: int
    memory: int | None


def gradient_flops(workload: Workload, dtype: str) -> float:
    """Return the operations of one value-and-gradient of one run, on the batch of the workload."""
    unit = workload.unit
    code = unit.loss if workload.is_task else unit.function
    key = (unit.name, unit.version, code, workload.dim, workload.batch, dtype)
    if key not in _GRADIENTS:
        work = make_work([workload], dtype)
        with jax.enable_x64(dtype == "float64"):
            met = jax.make_jaxpr(lambda inputs, x: work.value_and_grad(inputs, x, 1))
            _GRADIENTS[key] = flops(met(_inputs(work), _point(work.dim, work.axis, dtype)).jaxpr)
    return _GRADIENTS[key]


def state_bytes(entry: Entry, workload: Workload, dtype: str) -> int:
    """Return the bytes that one run of the variant keeps from step to step beside its parameters."""
    return _state_bytes(_Rule.of(entry, make_work([workload], dtype)))


_GRADIENTS: dict[tuple[Any, ...], float] = {}  # many cells of a suite share a workload


def step_facts(entry: Entry, workload: Workload, dtype: str) -> StepFacts:
    """Return the facts of one step; a full rule's oracle calls are those on f = ½‖x‖², which cost next to nothing.

    Raises what the rule raises where it cannot be traced.
    """
    work = make_work([workload], dtype)
    rule = _Rule.of(entry, work)
    with jax.enable_x64(dtype == "float64"):
        function, arguments = rule.step()
        jaxpr = jax.make_jaxpr(function)(*arguments).jaxpr
    kept = _state_bytes(rule)
    return StepFacts(dict(sorted(primitives(jaxpr).items())), kept, kept / work.dim, flops(jaxpr))


def compiled_facts(entry: Entry, workload: Workload, dtype: str) -> CompiledFacts:
    """Compile one step, lightly as programs with little to run are, and return what has become of it.

    Counts hold for one version of jaxlib on one kind of device. Raises what the rule raises where it cannot be traced.
    """
    with jax.enable_x64(dtype == "float64"):
        function, arguments = _Rule.of(entry, make_work([workload], dtype)).step()
        executable = compile_with(jax.jit(function).lower(*arguments), EASY)
    operations = INSTRUCTION.findall(executable.as_text())
    memory = executable.memory_analysis()
    return CompiledFacts(
        instructions=len(operations),
        fusions=operations.count("fusion"),
        memory=memory and sum(getattr(memory, f"{part}_size_in_bytes") for part in ("argument", "output", "temp")),
    )


@dataclass(frozen=True)
class _Rule:
    """What the code of a step depends on, in a form that can be hashed."""

    variant: Variant
    static: tuple[tuple[str, Any], ...]
    leaves: Leaves
    axis: int
    examples: int  # of the task; 0 for a problem
    batch: int | None
    dtype: str

    @classmethod
    def of(cls, entry: Entry, work: Work) -> _Rule:
        """The rule of an entry on the parameters of a work."""
        static = tuple(sorted(entry.static.items(), key=repr))
        seen = (work.task.examples, work.batch) if isinstance(work, TaskWork) else (0, None)
        return cls(entry.variant, static, work.leaves, work.axis, *seen, work.dtype)

    @property
    def n(self) -> int:
        """The number of parameters."""
        return sum(prod(shape) for _, _, shape in self.leaves)

    def start(self) -> tuple[Any, tuple[Any, ...]]:
        """Return the function that makes the first state of one run, and its arguments as shapes."""
        if self.variant.kind == "full":
            full = self._full()
            return lambda x, hp, key: full.start(x, self._oracle(), hp, key), self._arguments(())
        return self._gradient().start, self._arguments((1,))

    def step(self) -> tuple[Any, tuple[Any, ...]]:
        """Return the function that takes a step of one run, and its arguments as shapes."""
        begin, (x, hp, key) = self.start()
        state, t = jax.eval_shape(begin, x, hp, key), jax.ShapeDtypeStruct((), "int32")
        if self.variant.kind == "full":
            full = self._full()
            step = lambda t, x, state, hp, key: full.step(t, x, state, self._oracle(), hp, key)  # noqa: E731
            return step, (t, x, state, hp, key)
        return self._gradient().step, (t, x, x, state, hp, key, jax.ShapeDtypeStruct((1,), self.dtype))

    def state(self) -> Any:
        """Return the shapes of the state: a factory's as Optax has it, without what fills it up to slots."""
        if self.variant.kind == "factory":
            return self._gradient()._state
        begin, arguments = self.start()
        return jax.eval_shape(begin, *arguments)

    def _gradient(self) -> Rule:
        return make_rule(self.variant, dict(self.static), self.leaves, self.axis, self.dtype)

    def _full(self) -> FullRule:
        return FullRule(self.variant, dict(self.static), self.leaves, self.dtype)

    def _arguments(self, runs: tuple[int, ...]) -> tuple[Any, ...]:
        """Point, hyperparameters and key: of one run by itself, or of a row of one."""
        hp = {name: jax.ShapeDtypeStruct(runs, self.dtype) for name in self.variant.argument_names}
        if not runs:
            return jax.ShapeDtypeStruct((self.n,), self.dtype), hp, jax.eval_shape(jax.random.key, 0)
        return _point(self.n, self.axis, self.dtype), hp, jax.ShapeDtypeStruct((1, 2), "uint32")

    def _oracle(self) -> Oracle:
        """The oracle of f = ½‖x‖², with as many examples as the work has: what is left is the rule's own."""
        rows = lambda count: {"rows": jnp.zeros((count, 1), self.dtype)} if count else None  # noqa: E731
        half = lambda x: 0.5 * jnp.sum(x * x)  # noqa: E731
        return Oracle(
            value=lambda x, chosen: half(x),
            value_and_grad=lambda x, chosen: (half(x), x),
            residuals=lambda x: x,
            hessian=lambda x: jnp.eye(x.shape[0], dtype=x.dtype),
            batch=rows(self.batch),
            examples=rows(self.examples),
        )


@cache
def _state_bytes(rule: _Rule) -> int:
    with jax.enable_x64(rule.dtype == "float64"):
        return sum(leaf.size * leaf.dtype.itemsize for leaf in jax.tree.leaves(rule.state()))


def _inputs(work: Work) -> dict[str, Any]:
    """The inputs of one run, as shapes."""
    integers = lambda *shape: jax.ShapeDtypeStruct(shape, "int32")  # noqa: E731
    inputs: dict[str, Any] = {"keys": jax.ShapeDtypeStruct((1, 2), "uint32"), "problem": integers()}
    if isinstance(work, TaskWork):
        shapes = lambda a: jax.ShapeDtypeStruct(a.shape, a.dtype)  # noqa: E731
        inputs["data"] = jax.tree.map(shapes, work.data)
        inputs |= {"stream": integers(1), "batches": integers(1, 1, work.batch or 1)}
    return inputs


def _point(n: int, axis: int, dtype: str) -> jax.ShapeDtypeStruct:
    return jax.ShapeDtypeStruct((n, 1) if axis else (1, n), dtype)
