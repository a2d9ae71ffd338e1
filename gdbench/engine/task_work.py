"""One learning task in one batch regime as the work of a program.

Arrays have runs first (``[R, n]``), as batched matrix products need it. Parameters are one flat vector per run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

import jax
import numpy as np

from gdbench.engine.batches import mini_batches
from gdbench.engine.groups import in_groups
from gdbench.engine.inputs import Inputs
from gdbench.engine.layout import Layout
from gdbench.engine.oracle import Oracle
from gdbench.engine.parameter_trees import ParameterTree
from gdbench.engine.switches import apart
from gdbench.engine.task_values import in_precision, measured, parameter_fault, rows_of, scalar
from gdbench.engine.tile_sizes import CACHE_BYTES, GROUP, MOST_RUNS, TileLimits
from gdbench.errors import DataUnavailable, UnfitFunction
from gdbench.types import Protocol, Sampling, Task, Unit, Workload


@dataclass(frozen=True)
class TaskWork:
    """One task in one batch regime."""

    task: Task
    batch: int | None
    dtype: str
    sampling: Sampling = "shuffled"
    layout: Layout = Layout.RUNS_FIRST
    measured: bool = True
    group: int = GROUP  # a full rule may ask for all examples
    shared: bool = False

    @staticmethod
    def sharing(workload: Workload) -> tuple[Any, ...]:
        """Return the task and its batch regime."""
        return ("task", workload.unit.name, workload.batch, workload.sampling)

    @staticmethod
    def residual_count(workload: Workload) -> None:
        """Return None, because a program has one task."""
        del workload

    @classmethod
    def of(cls, workloads: Sequence[Workload], dtype: str) -> TaskWork:
        """Return the one task of these workloads."""
        first = workloads[0]
        return cls(cast(Task, first.unit), first.batch, dtype, first.sampling)

    @property
    def label(self) -> str:
        """The task and its batch regime."""
        return self.task.label(self.dim, self.batch, self.sampling)

    @property
    def examples(self) -> int:
        """The number of training examples."""
        return self.task.examples

    @property
    def exact(self) -> bool:
        """Whether the training loss of a step is the target measure itself (all examples, nothing drawn)."""
        return self.batch is None and self.task.target_measure == "loss" and not self.task.draws

    @cached_property
    def tree(self) -> ParameterTree:
        """The pytree that the task's init makes."""
        with jax.enable_x64(self.dtype == "float64"):
            return ParameterTree.of(jax.eval_shape(self.task.init, jax.random.key(0)), self.dtype)

    @cached_property
    def dim(self) -> int:
        """The number of parameters."""
        return self.tree.size

    @cached_property
    def data(self) -> Any:
        """All data in the working precision, ready to be passed to a program as arguments (see `in_precision`)."""
        return in_precision(self.task, self.dtype)

    def start(self, inputs: Inputs) -> jax.Array:
        """Return the initial parameters ``[R, n]``: one initialisation per seed.

        Raises `UnfitFunction` for parameters that are not all floats.
        """
        fault = parameter_fault(self.tree.shapes)
        if fault is not None:
            raise UnfitFunction(f"init of {self.task.name} {fault}")
        init = lambda key: self.task.init(jax.random.wrap_key_data(key))  # noqa: E731
        return jax.vmap(lambda key: self.tree.flatten(init(key)))(inputs.keys)

    def value(self, inputs: Inputs, x: jax.Array, step: Any) -> jax.Array:
        """Return the target measure ``[R]`` of parameters ``[R, n]``."""
        del step
        if self.exact:
            loss = jax.vmap(lambda p: self._loss(p, inputs.data["train"], None))
            return in_groups(loss, GROUP, inputs.keys, (x,), (0,), 0)
        return self.measures(inputs, x)[self.task.target_measure]

    def value_and_grad(self, inputs: Inputs, x: jax.Array, step: Any) -> tuple[jax.Array, jax.Array]:
        """Return loss ``[R]`` and gradient ``[R, n]`` on the mini-batches of ``step``."""
        met = jax.vmap(lambda p, lane: self._loss_and_grad(p, *self._seen(inputs, step, lane)))
        if self.batch is not None:  # every run has examples of its own
            return apart(inputs, met, x, self.lanes(inputs))
        return in_groups(met, GROUP, inputs.keys, (x, self.lanes(inputs)), (0, 0), 0)

    def oracle(self, inputs: Inputs, step: Any, lane: Any) -> Oracle:
        """Return the oracle of one run, for full rules; ``lane`` is its part of `lanes`."""
        train = inputs.data["train"]
        seen, key = self._seen(inputs, step, lane)
        batch = None if self.batch is None else seen
        of = lambda chosen: train if chosen is None else chosen  # noqa: E731
        residuals = self.task.residuals
        return Oracle(
            value=lambda x, chosen: self._loss(x, of(chosen), key),
            value_and_grad=lambda x, chosen: self._loss_and_grad(x, of(chosen), key),
            residuals=None if residuals is None else lambda x: residuals(self.tree.unflatten(x), train),
            batch=batch,
            full_share=self.task.examples / self.batch if self.batch else 1.0,
            examples=train,
        )

    def measures(self, inputs: Inputs, x: jax.Array) -> dict[str, jax.Array]:
        """Return every measure of the task, each ``[R]``."""
        measures = jax.vmap(lambda p: measured(self.task, self.tree.unflatten(p), inputs.data, self.dtype))
        return in_groups(measures, GROUP, inputs.keys, (x,), (0,), 0)

    def lanes(self, inputs: Inputs) -> dict[str, jax.Array]:
        """Return the inputs that differ between runs: keys ``[R, 2]`` and, for mini-batches, the streams ``[R]``."""
        streams = {} if self.batch is None else {"stream": inputs.stream}
        return {"key": inputs.keys, **streams}

    def lane_inputs(self, unit: Unit, seeds: np.ndarray, streams: int, protocol: Protocol) -> dict[str, Any]:
        """Return the streams of mini-batches and the stream of each seed, or nothing if there are no mini-batches."""
        del unit
        if not self.batch:
            return {}
        distinct = list(dict.fromkeys(seeds.tolist()))
        stream = np.array([distinct.index(seed) for seed in seeds.tolist()], np.int32)
        distinct += distinct[:1] * (streams - len(distinct))
        batches = mini_batches(self.examples, self.batch, protocol.budget, distinct, self.sampling)
        return {"stream": stream, "batches": batches}

    def one_run(self) -> Inputs:
        """Return the inputs of one run as shapes."""
        integers = lambda *shape: jax.ShapeDtypeStruct(shape, "int32")  # noqa: E731
        return Inputs.only(
            keys=jax.ShapeDtypeStruct((1, 2), "uint32"),
            data=jax.tree.map(lambda a: jax.ShapeDtypeStruct(a.shape, a.dtype), self.data),
            stream=integers(1),
            batches=integers(1, 1, self.batch or 1),
        )

    def tile_limits(self, state: int, budget: int) -> TileLimits:
        """Return limits that keep the state and the examples of a tile in the cache.

        Products of all examples are evaluated by groups of runs and do not limit the tile.
        """
        if not self.batch:
            return TileLimits(MOST_RUNS, state)
        try:
            examples = jax.tree.leaves(self.task.parts["train"])
        except DataUnavailable:  # which the cells will report
            examples = []
        numbers = sum(int(np.prod(array.shape[1:], dtype=int)) for array in examples)
        state += self.batch * 4 * np.dtype(self.dtype).itemsize * numbers
        return TileLimits(max(GROUP, 2 * CACHE_BYTES // state), state + self.batch * 4 * budget)

    def _seen(self, inputs: Inputs, step: Any, lane: Mapping[str, Any]) -> tuple[Any, Any]:
        """Return the examples of a run at a step, and the key with which its loss draws (None if it does not draw)."""
        train, key = inputs.data["train"], None
        if self.task.draws:
            key = jax.random.fold_in(jax.random.wrap_key_data(lane["key"]), step)
        if self.batch is None:
            return train, key
        return rows_of(train, inputs.batches[lane["stream"], step - 1]), key

    def _loss(self, flat: jax.Array, batch: Any, key: Any) -> jax.Array:
        return self._scalar_loss(self.tree.unflatten(flat), batch, key)

    def _loss_and_grad(self, flat: jax.Array, batch: Any, key: Any) -> tuple[jax.Array, jax.Array]:
        """Return the loss and its gradient ``[n]``; differentiating by leaves avoids adding up gradients of slices."""
        value, gradient = jax.value_and_grad(self._scalar_loss)(self.tree.unflatten(flat), batch, key)
        return value, self.tree.flatten(gradient)

    def _scalar_loss(self, params: Any, batch: Any, key: Any) -> jax.Array:
        return scalar(self.task.value(params, batch, key), f"the loss of {self.task.name}", self.dtype)
