"""What is minimised, in the layout that suits it.

Test functions are laid out coordinates first, runs last (``[n, R]``): the inner loop is long and contiguous,
and the gradient of all runs is one reverse pass. Tasks are laid out runs first (``[R, n]``): batched matrix
products want it. Both give the same five functions to the programs; ``axis`` is where runs are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

import jax
import numpy as np
from jax import numpy as jnp

from gdbench.engine.groups import in_groups
from gdbench.engine.oracle import Oracle
from gdbench.errors import DataUnavailable
from gdbench.types import Problem, Sampling, Task, data_digest

GROUP = 16  # runs of a task that share a matrix product (see `groups`)

Leaves = tuple[tuple[str, int, tuple[int, ...]], ...]  # (name, offset, shape) of each leaf


@dataclass(frozen=True)
class ProblemWork:
    """Problems of one dimension; ``index`` picks the problem and is never batched."""

    problems: tuple[Problem, ...]
    dim: int
    dtype: str
    axis: int = -1
    exact: bool = True  # the value at the current point comes free with the gradient
    measured: bool = False  # whether there is more to know of the final point than its value
    group: int | None = None  # how many runs at a time full rules are given; None: all

    @property
    def leaves(self) -> Leaves:
        """One leaf: the point."""
        return (("x", 0, (self.dim,)),)

    def start(self, inputs: Mapping[str, Any]) -> jax.Array:
        """Return the starts ``[n, R]``."""
        return inputs["start"]

    def value(self, inputs: Mapping[str, Any], x: jax.Array, step: Any) -> jax.Array:
        """Return f ``[R]`` at ``x`` ``[n, R]`` as it is at ``step``."""
        branches = [partial(self._met, p, step, False) for p in self.problems]
        return _switch(inputs["problem"], branches, x, inputs["keys"])

    def value_and_grad(self, inputs: Mapping[str, Any], x: jax.Array, step: Any) -> tuple[jax.Array, jax.Array]:
        """Return f and its gradient, by one reverse pass with a cotangent of ones; or what its oracle says."""
        branches = [partial(self._met, p, step, True) for p in self.problems]
        return _switch(inputs["problem"], branches, x, inputs["keys"])

    def _met(self, problem: Problem, step: Any, gradient: bool, x: jax.Array, keys: jax.Array) -> Any:
        """What runs meet at a step: values ``[R]`` and, where asked for, gradients ``[n, R]``."""

        if problem.oracle:
            both = _all_runs(problem.oracle, step, keys)(x)
            return both if gradient else both[0]
        return _pull_back(problem.value)(x) if gradient else problem.value(x)

    def oracle(self, inputs: Mapping[str, Any], step: Any, lane: Any) -> Oracle:
        """Return the oracle of one run, for full rules; ``lane`` is its key."""
        index, functions = inputs["problem"], [p.value for p in self.problems]
        met = [_one_run(p.oracle, step, lane) if p.oracle else jax.value_and_grad(p.value) for p in self.problems]
        values = [_value_of(one) if p.oracle else p.value for one, p in zip(met, self.problems, strict=True)]
        residuals = None
        if all(p.residuals for p in self.problems):
            rows = max(_residual_count(p, self.dim) for p in self.problems)
            padded = [_padded(p.function, rows) for p in self.problems]
            residuals = lambda x: _switch(index, padded, x)  # noqa: E731
        return Oracle(
            value=lambda x, batch: _switch(index, values, x),
            value_and_grad=lambda x, batch: _switch(index, met, x),
            hessian=lambda x: _switch(index, [jax.hessian(f) for f in functions], x),
            residuals=residuals,
        )

    def measures(self, inputs: Mapping[str, Any], x: jax.Array) -> dict[str, jax.Array]:
        """Return nothing: a problem's only measure is its value."""
        del inputs, x
        return {}

    def lanes(self, inputs: Mapping[str, Any]) -> Any:
        """Return the per-run inputs of a full rule's oracle: the keys ``[R, 2]``."""
        return inputs["keys"]


@dataclass(frozen=True)
class TaskWork:
    """One task in one batch regime; parameters are one flat vector per run."""

    task: Task
    batch: int | None
    dtype: str
    sampling: Sampling = "shuffled"
    axis: int = 0
    measured: bool = True
    group: int = GROUP  # a full rule may ask for all examples

    @property
    def exact(self) -> bool:
        """Whether the training loss of a step is the target measure itself (all examples, nothing drawn)."""
        return self.batch is None and self.task.target_measure == "loss" and not self.task.draws

    @cached_property
    def _shapes(self) -> Any:
        return jax.eval_shape(self.task.init, jax.random.key(0))

    @cached_property
    def leaves(self) -> Leaves:
        """The static table of parameter leaves, in the order of the flat vector."""
        table, offset = [], 0
        for path, leaf in jax.tree_util.tree_flatten_with_path(self._shapes)[0]:
            table.append((jax.tree_util.keystr(path, simple=True, separator="."), offset, tuple(leaf.shape)))
            offset += int(np.prod(leaf.shape, dtype=int))
        return tuple(table)

    @cached_property
    def dim(self) -> int:
        """The number of parameters."""
        return sum(int(np.prod(shape, dtype=int)) for _, _, shape in self.leaves)

    @cached_property
    def data(self) -> Any:
        """All data in the working precision, ready to be passed to a program as arguments.

        Raises `DataUnavailable` where they cannot be loaded, or are not those that the task was made for.
        """
        cast = lambda a: a.astype(self.dtype if np.issubdtype(a.dtype, np.floating) else np.int32)  # noqa: E731
        return jax.tree.map(lambda a: cast(np.asarray(a)), _loaded(self.task))

    def unflatten(self, flat: jax.Array) -> Any:
        """Return the parameters whose flat vector is ``flat`` ``[n]``."""
        parts = [
            flat[offset : offset + int(np.prod(shape, dtype=int))].reshape(shape) for _, offset, shape in self.leaves
        ]
        return jax.tree.unflatten(jax.tree.structure(self._shapes), parts)

    def start(self, inputs: Mapping[str, Any]) -> jax.Array:
        """Return the initial parameters ``[R, n]``: one initialisation per seed."""

        params = jax.vmap(lambda key: self.task.init(jax.random.wrap_key_data(key)))(inputs["keys"])
        leaves = [leaf.reshape(len(leaf), -1).astype(self.dtype) for leaf in jax.tree.leaves(params)]
        return jnp.concatenate(leaves, axis=1)

    def value(self, inputs: Mapping[str, Any], x: jax.Array, step: Any) -> jax.Array:
        """Return the target measure ``[R]`` of parameters ``[R, n]``."""
        del step
        if self.exact:
            loss = jax.vmap(lambda p: self._loss(p, inputs["data"]["train"], None))
            return in_groups(loss, GROUP, inputs["keys"], (x,), (0,), 0)
        return self.measures(inputs, x)[self.task.target_measure]

    def value_and_grad(self, inputs: Mapping[str, Any], x: jax.Array, step: Any) -> tuple[jax.Array, jax.Array]:
        """Return loss ``[R]`` and gradient ``[R, n]`` on the mini-batches of ``step``."""
        met = jax.vmap(lambda p, lane: self._loss_and_grad(p, *self._seen(inputs, step, lane)))
        if self.batch is not None:  # every run has its own examples
            return met(x, self.lanes(inputs))
        return in_groups(met, GROUP, inputs["keys"], (x, self.lanes(inputs)), (0, 0), 0)

    def oracle(self, inputs: Mapping[str, Any], step: Any, lane: Any) -> Oracle:
        """Return the oracle of one run, for full rules; ``lane`` is its part of `lanes`."""
        train = inputs["data"]["train"]
        seen, key = self._seen(inputs, step, lane)
        batch = None if self.batch is None else seen
        of = lambda chosen: train if chosen is None else chosen  # noqa: E731
        residuals = self.task.residuals
        return Oracle(
            value=lambda x, chosen: self._loss(x, of(chosen), key),
            value_and_grad=lambda x, chosen: self._loss_and_grad(x, of(chosen), key),
            residuals=None if residuals is None else lambda x: residuals(self.unflatten(x), train),
            batch=batch,
            full_share=self.task.examples / self.batch if self.batch else 1.0,
            examples=train,
        )

    def measures(self, inputs: Mapping[str, Any], x: jax.Array) -> dict[str, jax.Array]:
        """Return every measure of the task, each ``[R]``."""
        measures = jax.vmap(lambda p: dict(self.task.measures(self.unflatten(p), inputs["data"])))
        return in_groups(measures, GROUP, inputs["keys"], (x,), (0,), 0)

    def lanes(self, inputs: Mapping[str, Any]) -> dict[str, jax.Array]:
        """Return what differs between runs: keys ``[R, 2]`` and, by mini-batches, the run's stream ``[R]`` of them."""
        streams = {} if self.batch is None else {"stream": inputs["stream"]}
        return {"key": inputs["keys"], **streams}

    def _seen(self, inputs: Mapping[str, Any], step: Any, lane: Mapping[str, Any]) -> tuple[Any, Any]:
        """The examples of a run at a step, and the key with which its loss draws (None where it does not)."""
        train, key = inputs["data"]["train"], None
        if self.task.draws:
            key = jax.random.fold_in(jax.random.wrap_key_data(lane["key"]), step)
        if self.batch is None:
            return train, key
        return _rows(train, inputs["batches"][lane["stream"], step - 1]), key

    def _loss(self, flat: jax.Array, batch: Any, key: Any) -> jax.Array:
        drawn = (key,) if self.task.draws else ()
        return self.task.loss(self.unflatten(flat), batch, *drawn)

    def _loss_and_grad(self, flat: jax.Array, batch: Any, key: Any) -> tuple[jax.Array, jax.Array]:
        """The loss and its gradient ``[n]``, taken by leaves: that of a slice would be added up leaf by leaf."""
        drawn = (key,) if self.task.draws else ()
        value, leaves = jax.value_and_grad(self.task.loss)(self.unflatten(flat), batch, *drawn)
        return value, jnp.concatenate([leaf.reshape(-1) for leaf in jax.tree.leaves(leaves)])


Work = ProblemWork | TaskWork


def _loaded(task: Task) -> dict[str, Any]:
    """The data of a task, ``{"train": {}}`` where it has none; errors become a sentence."""
    if task.data is None:
        return {"train": {}}
    try:
        data = {part: dict(arrays) for part, arrays in task.data().items()}
    except Exception as error:
        raise DataUnavailable(f"the data of {task.name} cannot be loaded: {type(error).__name__}: {error}") from error
    if task.digest and data_digest(data) != task.digest:
        packages = " or ".join(task.packages) or "NumPy or scikit-learn"
        raise DataUnavailable(
            f"the data of {task.name} differ from those that its target was measured on: its data() was changed, or "
            f"another release of {packages} brought other numbers; its digest is {data_digest(data)} now"
        )
    return data


def _switch(index: Any, branches: Sequence[Callable[..., Any]], *operands: Any) -> Any:
    return branches[0](*operands) if len(branches) == 1 else jax.lax.switch(index, branches, *operands)


def _pull_back(
    function: Callable[[jax.Array], jax.Array],
) -> Callable[[jax.Array], tuple[jax.Array, jax.Array]]:
    def value_and_grad(x: jax.Array) -> tuple[jax.Array, jax.Array]:
        value, pull = jax.vjp(function, x)
        return value, pull(jnp.ones_like(value))[0]

    return value_and_grad


Met = Callable[[Any, jax.Array, jax.Array], tuple[jax.Array, jax.Array]]


def _one_run(oracle: Met, step: Any, key: jax.Array) -> Callable[[jax.Array], tuple[jax.Array, jax.Array]]:
    return lambda x: oracle(step, x, jax.random.wrap_key_data(key))


def _value_of(met: Callable[[jax.Array], tuple[jax.Array, jax.Array]]) -> Callable[[jax.Array], jax.Array]:
    return lambda x: met(x)[0]


def _all_runs(oracle: Met, step: Any, keys: jax.Array) -> Callable[[jax.Array], Any]:
    """An oracle over the runs along the last axis: values ``[R]`` and gradients ``[n, R]``."""
    call = lambda x, key: _one_run(oracle, step, key)(x)  # noqa: E731
    return lambda x: jax.vmap(call, in_axes=(-1, 0), out_axes=(0, -1))(x, keys)


def _rows(arrays: Mapping[str, jax.Array], rows: jax.Array) -> dict[str, jax.Array]:
    return {name: jnp.take(array, rows, axis=0) for name, array in arrays.items()}


def _residual_count(problem: Problem, dim: int) -> int:
    return jax.eval_shape(problem.function, jax.ShapeDtypeStruct((dim,), "float32")).shape[0]


def _padded(function: Callable[[jax.Array], jax.Array], rows: int) -> Callable[[jax.Array], jax.Array]:
    """Problems of one program must agree in shape: zero residuals change neither value nor JᵀJ."""

    def residuals(x: jax.Array) -> jax.Array:
        r = function(x)
        return jnp.concatenate([r, jnp.zeros((rows - r.shape[0],), r.dtype)])

    return residuals
