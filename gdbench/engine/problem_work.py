"""Test functions of one dimension as the work of a program.

Arrays have coordinates first and runs last (``[n, R]``), so that the inner loop is long and contiguous and one reverse
pass gives the gradient of all runs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

import jax
import numpy as np
from jax import numpy as jnp

from gdbench.engine.inputs import Inputs
from gdbench.engine.layout import Layout
from gdbench.engine.oracle import Oracle
from gdbench.engine.parameter_trees import ParameterTree
from gdbench.engine.switches import switched
from gdbench.engine.tile_sizes import CACHE_BYTES, FEWEST_RUNS, MOST_RUNS, TileLimits
from gdbench.types import Problem, Protocol, Unit, Workload

Function = Callable[[jax.Array], jax.Array]
FunctionAndGradient = Callable[[jax.Array], tuple[jax.Array, jax.Array]]
RunOracle = Callable[[Any, jax.Array, jax.Array], tuple[jax.Array, jax.Array]]  # of one run: (step, x, key)


@dataclass(frozen=True)
class ProblemWork:
    """Problems of one dimension; ``Inputs.problem`` picks one of them and is never batched."""

    problems: tuple[Problem, ...]
    dim: int
    dtype: str
    layout: Layout = Layout.RUNS_LAST
    exact: bool = True  # the gradient comes with the value at the current point
    measured: bool = False
    group: int | None = None
    data: None = None
    batch: None = None
    examples: int = 0
    shared: bool = True

    @staticmethod
    def sharing(workload: Workload) -> tuple[Any, ...]:
        """Return the dimension: problems of one dimension share a program."""
        return ("problem", workload.dim)

    @staticmethod
    def residual_count(workload: Workload) -> int | None:
        """Return the number of residuals of a problem, or None if it has none."""
        problem = cast(Problem, workload.unit)
        if not problem.residuals:
            return None
        return jax.eval_shape(problem.function, jax.ShapeDtypeStruct((workload.dim,), "float32")).shape[0]

    @classmethod
    def of(cls, workloads: Sequence[Workload], dtype: str) -> ProblemWork:
        """Return the problems of these workloads, each once, sorted by name."""
        unique = {load.unit.name: cast(Problem, load.unit) for load in workloads}
        return cls(tuple(unique[name] for name in sorted(unique)), workloads[0].dim, dtype)

    @property
    def tree(self) -> ParameterTree:
        """One array: the point."""
        return ParameterTree.vector(self.dim, self.dtype)

    @property
    def label(self) -> str:
        """The number of problems and their dimension, in words."""
        return f"{len(self.problems)} problems, n={self.dim}"

    def start(self, inputs: Inputs) -> jax.Array:
        """Return the starts ``[n, R]``."""
        return inputs.start

    def value(self, inputs: Inputs, x: jax.Array, step: Any) -> jax.Array:
        """Return f ``[R]`` at ``x`` ``[n, R]`` as it is at ``step``."""
        branches = [partial(self._met, p, step, False) for p in self.problems]
        return switched(inputs.problem, branches, x, inputs.keys)

    def value_and_grad(self, inputs: Inputs, x: jax.Array, step: Any) -> tuple[jax.Array, jax.Array]:
        """Return f and its gradient, by one reverse pass with a cotangent of ones or from the problem's oracle."""
        branches = [partial(self._met, p, step, True) for p in self.problems]
        return switched(inputs.problem, branches, x, inputs.keys)

    def _met(self, problem: Problem, step: Any, gradient: bool, x: jax.Array, keys: jax.Array) -> Any:
        """Return the values ``[R]`` that runs receive at a step and, if asked for, the gradients ``[n, R]``."""
        if problem.oracle:
            both = _all_runs(problem.oracle, step, keys)(x)
            return both if gradient else both[0]
        value = self._widened(problem)
        return _pull_back(value)(x) if gradient else value(x)

    def _widened(self, problem: Problem) -> Function:
        """Return the function; a value of lower precision than the program's is widened, which is exact."""
        return lambda x: problem.value(x).astype(self.dtype)

    def oracle(self, inputs: Inputs, step: Any, lane: Any) -> Oracle:
        """Return the oracle of one run, for full rules; ``lane`` is its key."""
        index, functions = inputs.problem, [self._widened(p) for p in self.problems]
        pairs = list(zip(self.problems, functions, strict=True))
        met = [_one_run(p.oracle, step, lane) if p.oracle else jax.value_and_grad(f) for p, f in pairs]
        values = [_value_of(one) if p.oracle else f for one, (p, f) in zip(met, pairs, strict=True)]
        residuals = None
        if all(p.residuals for p in self.problems):
            residuals = lambda x: switched(index, [p.function for p in self.problems], x)  # noqa: E731
        return Oracle(
            value=lambda x, batch: switched(index, values, x),
            value_and_grad=lambda x, batch: switched(index, met, x),
            hessian=lambda x: switched(index, [jax.hessian(f) for f in functions], x),
            residuals=residuals,
        )

    def measures(self, inputs: Inputs, x: jax.Array) -> dict[str, jax.Array]:
        """Return nothing: a problem's only measure is its value."""
        del inputs, x
        return {}

    def lanes(self, inputs: Inputs) -> Any:
        """Return the per-run inputs of a full rule's oracle: the keys ``[R, 2]``."""
        return inputs.keys

    def lane_inputs(self, unit: Unit, seeds: np.ndarray, streams: int, protocol: Protocol) -> dict[str, Any]:
        """Return which problem it is, and the starts ``[n, R]`` of these seeds."""
        del streams, protocol
        number = [p.name for p in self.problems].index(unit.name)
        starts = self.problems[number].starts(self.dim, seeds.tolist())
        return {"problem": np.int32(number), "start": starts.astype(self.dtype)}

    def one_run(self) -> Inputs:
        """Return the inputs of one run as shapes."""
        number = None if len(self.problems) == 1 else jax.ShapeDtypeStruct((), "int32")
        return Inputs.only(keys=jax.ShapeDtypeStruct((1, 2), "uint32"), problem=number)

    def tile_limits(self, state: int, budget: int) -> TileLimits:
        """Return limits that keep the state of a tile in the cache."""
        del budget
        return TileLimits(min(MOST_RUNS, max(FEWEST_RUNS, CACHE_BYTES // state)), state)


def _pull_back(function: Function) -> FunctionAndGradient:
    def value_and_grad(x: jax.Array) -> tuple[jax.Array, jax.Array]:
        value, pull = jax.vjp(function, x)
        return value, pull(jnp.ones_like(value))[0]

    return value_and_grad


def _one_run(oracle: RunOracle, step: Any, key: jax.Array) -> FunctionAndGradient:
    return lambda x: oracle(step, x, jax.random.wrap_key_data(key))


def _value_of(met: FunctionAndGradient) -> Function:
    return lambda x: met(x)[0]


def _all_runs(oracle: RunOracle, step: Any, keys: jax.Array) -> Callable[[jax.Array], Any]:
    """Map an oracle over the runs along the last axis: values ``[R]`` and gradients ``[n, R]``."""
    call = lambda x, key: _one_run(oracle, step, key)(x)  # noqa: E731
    return lambda x: jax.vmap(call, in_axes=(-1, 0), out_axes=(0, -1))(x, keys)
