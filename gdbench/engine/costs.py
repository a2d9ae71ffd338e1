"""The cost of one step of one run, from its jaxpr (see `counting`) and its compiled program, without running it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import jax
from jax import numpy as jnp

from gdbench.engine.bundles import make_work
from gdbench.engine.compiled import EASY, compile_with, memory_needed
from gdbench.engine.counting import flops, primitives
from gdbench.engine.kinds import KINDS
from gdbench.engine.layout import Layout
from gdbench.engine.options import known_options
from gdbench.engine.oracle import Oracle
from gdbench.engine.parameter_trees import ParameterTree
from gdbench.engine.step_rule import OneRun
from gdbench.engine.work import Work
from gdbench.types import Entry, Variant, Workload

INSTRUCTION = re.compile(r"^\s*(?:ROOT )?%?\S+ = .*? ([a-z][a-z0-9-]*)\(", re.MULTILINE)


@dataclass(frozen=True)
class StepFacts:
    """The contents of one step of one run, without the gradient.

    ``primitives`` counts the equations of the jaxpr by their primitive, each once, including those inside control flow;
    ``flops`` is the number of its operations; ``state_bytes`` is the size of the state that is kept from step to step
    beside the parameters, and ``bytes_per_parameter`` that size divided by their number.
    """

    primitives: Mapping[str, int]
    state_bytes: int
    bytes_per_parameter: float
    flops: float


@dataclass(frozen=True)
class CompiledFacts:
    """The facts of one compiled step: its instructions, the number of fusions among them, and the bytes that it needs.

    ``memory`` is the total of arguments, results and scratch space, or None if the backend does not report it.
    """

    instructions: int
    fusions: int
    memory: int | None


def gradient_flops(workload: Workload, dtype: str) -> float:
    """Return the operations of one value-and-gradient of one run, on the batch of the workload."""
    unit = workload.unit
    key = (unit.name, unit.version, unit.code, workload.dim, workload.batch, dtype)
    if key not in _GRADIENTS:
        work = make_work([workload], dtype)
        with known_options(dtype):
            met = jax.make_jaxpr(lambda inputs, x: work.value_and_grad(inputs, x, 1))
            point = jax.ShapeDtypeStruct(work.layout.shape(work.dim, 1), dtype)
            _GRADIENTS[key] = flops(met(work.one_run(), point).jaxpr)
    return _GRADIENTS[key]


_GRADIENTS: dict[tuple[Any, ...], float] = {}  # a cache, because many cells of a suite share a workload


def state_bytes(entry: Entry, workload: Workload, dtype: str) -> int:
    """Return the bytes that one run of the variant keeps from step to step beside its parameters."""
    return _state_bytes(_RuleCode.of(entry, make_work([workload], dtype)))


def step_facts(entry: Entry, workload: Workload, dtype: str) -> StepFacts:
    """Return the facts of one step; a full rule calls an oracle of f = ½‖x‖², which costs next to nothing.

    If the rule cannot be traced, its own exception is raised.
    """
    work = make_work([workload], dtype)
    code = _RuleCode.of(entry, work)
    with known_options(dtype):
        run = code.one_run()
        jaxpr = jax.make_jaxpr(run.step)(*run.step_arguments).jaxpr
    kept = _state_bytes(code)
    return StepFacts(dict(sorted(primitives(jaxpr).items())), kept, kept / work.dim, flops(jaxpr))


def compiled_facts(entry: Entry, workload: Workload, dtype: str) -> CompiledFacts:
    """Compile one step, with the low effort of programs that run briefly, and return the facts of the result.

    Counts hold for one version of jaxlib on one kind of device. If the rule cannot be traced, its own exception is
    raised.
    """
    with known_options(dtype):
        run = _RuleCode.of(entry, make_work([workload], dtype)).one_run()
        executable = compile_with(jax.jit(run.step).lower(*run.step_arguments), EASY)
    operations = INSTRUCTION.findall(executable.as_text())
    return CompiledFacts(len(operations), operations.count("fusion"), memory_needed(executable) or None)


@dataclass(frozen=True)
class _RuleCode:
    """Everything that the code of a step depends on, in a form that can be hashed."""

    variant: Variant
    settings: str  # the static settings in a form that can be hashed
    tree: ParameterTree
    layout: Layout
    examples: int  # of the task; 0 for a problem
    batch: int | None
    dtype: str
    static: tuple[tuple[str, Any], ...] = field(compare=False)

    @classmethod
    def of(cls, entry: Entry, work: Work) -> _RuleCode:
        """Return the rule of an entry for the parameters of a work."""
        static = tuple(sorted(entry.static.items(), key=repr))
        return cls(entry.variant, repr(static), work.tree, work.layout, work.examples, work.batch, work.dtype, static)

    def one_run(self) -> OneRun:
        """Return one run of the rule."""
        return KINDS[self.variant.kind].rule(self.variant, dict(self.static), self).one_run(self._oracle)

    def _oracle(self) -> Oracle:
        """Return the oracle of f = ½‖x‖² with as many examples as the work has, so that only the rule's cost counts."""
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
def _state_bytes(code: _RuleCode) -> int:
    with known_options(code.dtype):
        return sum(leaf.size * leaf.dtype.itemsize for leaf in jax.tree.leaves(code.one_run().state))
