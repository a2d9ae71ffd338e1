"""What is minimised, in the layout that suits it.

Test functions are laid out coordinates first, runs last (``[n, R]``): the inner loop is long and contiguous,
and the gradient of all runs is one reverse pass. Tasks are laid out runs first (``[R, n]``): batched matrix
products want it. Both give the same five functions to the programs; ``axis`` is where runs are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import jax
import numpy as np
from jax import numpy as jnp

from gdbench.engine.oracle import Oracle
from gdbench.types import Problem, Task

Leaves = tuple[tuple[str, int, tuple[int, ...]], ...]  # (name, offset, shape) of each leaf


@dataclass(frozen=True)
class ProblemWork:
    """Problems of one dimension; ``index`` picks the problem and is never batched."""

    problems: tuple[Problem, ...]
    dim: int
    dtype: str
    axis: int = -1
    exact: bool = True  # the value at the current point comes free with the gradient

    @property
    def leaves(self) -> Leaves:
        """One leaf: the point."""
        return (("x", 0, (self.dim,)),)

    def start(self, inputs: Mapping[str, Any]) -> jax.Array:
        """Return the starts ``[n, R]``."""
        return inputs["start"]

    def value(self, inputs: Mapping[str, Any], x: jax.Array, step: Any) -> jax.Array:
        """Return f ``[R]`` at ``x`` ``[n, R]`` as it is at ``step``."""
        keys = inputs["keys"]
        branches = [_all_runs(p.oracle, step, keys, of=0) if p.oracle else p.value for p in self.problems]
        return _switch(inputs["problem"], branches, x)

    def value_and_grad(self, inputs: Mapping[str, Any], x: jax.Array, step: Any) -> tuple[jax.Array, jax.Array]:
        """Return f and its gradient, by one reverse pass with a cotangent of ones; or what its oracle says."""
        keys = inputs["keys"]
        branches = [_all_runs(p.oracle, step, keys) if p.oracle else _pull_back(p.value) for p in self.problems]
        return _switch(inputs["problem"], branches, x)

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
    axis: int = 0

    @property
    def exact(self) -> bool:
        """Whether the training loss of a step is the target measure itself (all examples in every step)."""
        return self.batch is None and self.task.target_measure == "loss"

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
    def examples(self) -> int:
        """The number of training examples."""
        return len(next(iter(self.task.data()["train"].values())))

    @cached_property
    def data(self) -> Any:
        """All data in the working precision, ready to be passed to a program as arguments."""
        cast = lambda a: a.astype(self.dtype if np.issubdtype(a.dtype, np.floating) else np.int32)  # noqa: E731
        return jax.tree.map(lambda a: cast(np.asarray(a)), dict(self.task.data()))

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
            return jax.vmap(lambda p: self._loss(p, inputs["data"]["train"]))(x)
        return self.measures(inputs, x)[self.task.target_measure]

    def value_and_grad(self, inputs: Mapping[str, Any], x: jax.Array, step: Any) -> tuple[jax.Array, jax.Array]:
        """Return loss ``[R]`` and gradient ``[R, n]`` on the mini-batches of ``step``."""
        train = inputs["data"]["train"]
        if self.batch is None:
            return jax.vmap(jax.value_and_grad(self._loss), in_axes=(0, None))(x, train)
        chosen = inputs["batches"][step - 1]  # [R, b]
        return jax.vmap(lambda p, rows: jax.value_and_grad(self._loss)(p, _rows(train, rows)))(x, chosen)

    def oracle(self, inputs: Mapping[str, Any], step: Any, lane: Any) -> Oracle:
        """Return the oracle of one run, for full rules; ``lane`` is its ``[S, b]`` table of mini-batches."""
        train = inputs["data"]["train"]
        batch = None if self.batch is None else _rows(train, lane[step - 1])
        of = lambda chosen: train if chosen is None else chosen  # noqa: E731
        residuals = self.task.residuals
        return Oracle(
            value=lambda x, chosen: self._loss(x, of(chosen)),
            value_and_grad=lambda x, chosen: jax.value_and_grad(self._loss)(x, of(chosen)),
            residuals=None if residuals is None else lambda x: residuals(self.unflatten(x), train),
            batch=batch,
            full_share=self.examples / self.batch if self.batch else 1.0,
            examples=train,
        )

    def measures(self, inputs: Mapping[str, Any], x: jax.Array) -> dict[str, jax.Array]:
        """Return every measure of the task, each ``[R]``."""
        return dict(jax.vmap(lambda p: self.task.measures(self.unflatten(p), inputs["data"]))(x))

    def lanes(self, inputs: Mapping[str, Any]) -> Any:
        """Return the per-run inputs of a full rule's oracle: the mini-batch tables ``[R, S, b]``."""
        return None if self.batch is None else jnp.swapaxes(inputs["batches"], 0, 1)

    def _loss(self, flat: jax.Array, batch: Any) -> jax.Array:
        return self.task.loss(self.unflatten(flat), batch)


Work = ProblemWork | TaskWork


def mini_batches(examples: int, batch: int, steps: int, seeds: Sequence[int]) -> np.ndarray:
    """Return example numbers ``[steps, R, batch]``: shuffled epochs without replacement, one stream per seed.

    The last, short batch of an epoch is left out. The same seed gives every variant the same batches.
    """
    per_epoch = max(1, examples // batch)
    table = np.empty((steps, len(seeds), batch), np.int32)
    streams: dict[int, np.ndarray] = {}
    for lane, seed in enumerate(seeds):
        if seed not in streams:
            random = np.random.RandomState(seed)
            epochs = [random.permutation(examples)[: per_epoch * batch] for _ in range(-(-steps // per_epoch))]
            streams[seed] = np.concatenate(epochs).reshape(-1, batch)[:steps]
        table[:, lane] = streams[seed]
    return table


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


def _all_runs(oracle: Met, step: Any, keys: jax.Array, of: int | None = None) -> Callable[[jax.Array], Any]:
    """An oracle over the runs along the last axis: values ``[R]`` and gradients ``[n, R]``, or one of the two."""

    def met(x: jax.Array) -> Any:
        call = lambda x, key: _one_run(oracle, step, key)(x)  # noqa: E731
        both = jax.vmap(call, in_axes=(-1, 0), out_axes=(0, -1))(x, keys)
        return both if of is None else both[of]

    return met


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
