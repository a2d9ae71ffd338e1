"""The interface of the functions that programs minimise: problems of one dimension, or a task."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol, Self

import jax
import numpy as np

from gdbench.engine.inputs import Inputs
from gdbench.engine.layout import Layout
from gdbench.engine.oracle import Oracle
from gdbench.engine.parameter_trees import ParameterTree
from gdbench.engine.tile_sizes import TileLimits
from gdbench.types import Protocol as RunProtocol
from gdbench.types import Unit, Workload


class Work(Protocol):
    """Functions of the same number of coordinates, in their layout: values, gradients, oracles, measures."""

    @property
    def dtype(self) -> str:
        """The working precision."""

    @property
    def dim(self) -> int:
        """The number of coordinates or parameters."""

    @property
    def layout(self) -> Layout:
        """The axis of runs."""

    @property
    def exact(self) -> bool:
        """Whether the value that comes with a gradient is the target measure itself."""

    @property
    def measured(self) -> bool:
        """Whether the final point has measures beside its value."""

    @property
    def group(self) -> int | None:
        """The number of runs that a full rule handles at a time; None for all."""

    @property
    def tree(self) -> ParameterTree:
        """The pytree of the parameters, and its place in the flat vector."""

    @property
    def label(self) -> str:
        """The name used in messages."""

    @property
    def shared(self) -> bool:
        """Whether different functions of one shape share a program."""

    @property
    def data(self) -> Any:
        """The arrays that all tiles share, or None."""

    @property
    def batch(self) -> int | None:
        """The number of examples in a step, None for all."""

    @property
    def examples(self) -> int:
        """The number of training examples, 0 if there are none."""

    @staticmethod
    def sharing(workload: Workload) -> tuple[Any, ...]:
        """Return a key that workloads must have in common to share a program."""

    @staticmethod
    def residual_count(workload: Workload) -> int | None:
        """Return how many residuals the unit of a workload has; None if a program never mixes different numbers."""

    @classmethod
    def of(cls, workloads: Sequence[Workload], dtype: str) -> Self:
        """Return the work of these workloads, which share a program."""

    def start(self, inputs: Inputs) -> jax.Array:
        """Return the starts of runs in the work's layout."""

    def value(self, inputs: Inputs, x: jax.Array, step: Any) -> jax.Array:
        """Return the target measure ``[R]`` at the points ``x``."""

    def value_and_grad(self, inputs: Inputs, x: jax.Array, step: Any) -> tuple[jax.Array, jax.Array]:
        """Return the values ``[R]`` and the gradients, in the work's layout, that runs receive at ``step``."""

    def oracle(self, inputs: Inputs, step: Any, lane: Any) -> Oracle:
        """Return the oracle of one run, for full rules; ``lane`` is its part of `lanes`."""

    def measures(self, inputs: Inputs, x: jax.Array) -> dict[str, jax.Array]:
        """Return every measure of the final points, each ``[R]``."""

    def lanes(self, inputs: Inputs) -> Any:
        """Return the inputs of a full rule's oracle that differ between runs."""

    def lane_inputs(self, unit: Unit, seeds: np.ndarray, streams: int, protocol: RunProtocol) -> dict[str, Any]:
        """Return the fields of `Inputs` that depend on the runs' seeds; at most ``streams`` of these differ."""

    def one_run(self) -> Inputs:
        """Return the inputs of one run as shapes."""

    def tile_limits(self, state: int, budget: int) -> TileLimits:
        """Return how large a tile may be, for runs whose state takes ``state`` bytes."""
