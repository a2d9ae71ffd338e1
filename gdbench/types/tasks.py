"""Tasks: small learning problems."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar, Literal

import numpy as np

from gdbench.errors import DataUnavailable
from gdbench.types.examples import Parts, count_of, parts_of, rounded_bytes
from gdbench.types.losses import key_argument, loss_value

# The ways in which the examples of a step are drawn, in the order in which `gdbench show` lists them.
Sampling = Literal["shuffled", "replacement", "growing"]
GROWTH_PARTS = 5  # the parts of a run with a growing batch; the batch doubles between them and is a multiple of 16


@dataclass(frozen=True)
class Task:
    """A small learning problem: data, model, loss, held-out measures, target.

    ``loss(params, batch) -> scalar`` is a mean over the examples of a batch plus any penalty; a batch is a pytree of
    arrays, a dict as a rule, whose axis 0 counts examples. A loss that draws random numbers takes an argument ``key``
    (see `key_argument`), which depends on the run and the step and is the same for every variant. ``data()`` returns
    two such pytrees as ``{"train": …, "test": …}`` (see `gdbench.types.examples`); ``data`` is None for a loss that is
    not a sum over examples, whose batch is then an empty dict. ``measures(params, data) -> {name: scalar}`` includes
    ``loss`` on all training examples, with keys of its own if the loss draws. Targets refer to ``target_measure``
    (lower is better), whose best possible value is ``optimum``; ``levels`` are the target gaps above it, or None for
    levels relative to the start. Tuned SGD or Adam reaches the last level in ``budget`` steps of ``batch`` examples.
    """

    name: str
    family: str
    doc: str
    loss: Callable[..., Any]
    init: Callable[[Any], Any]
    data: Callable[[], Any] | None
    measures: Callable[[Any, Any], Mapping[str, Any]]
    tags: frozenset[str]
    source: str
    optimum: float = 0.0
    target_measure: str = "loss"
    levels: tuple[float, ...] | None = None
    batch: int | None = None  # default examples per step; None: all
    budget: int = 1000  # default steps
    residuals: Callable[[Any, Any], Any] | None = None  # [m], loss = sum of squares
    baselines: Mapping[str, float] = field(default_factory=dict)  # the target measure that other methods reach
    packages: tuple[str, ...] = ()  # the packages that its data come from, beside the project's dependencies
    quick: bool = True  # False: it takes minutes or is a larger copy of another task, and suites may leave it out
    digest: str = ""  # of the data, as `data_digest` gives it; empty: not checked
    min_dtype: str = "float32"
    version: str = ""

    # The properties that all units share, problems and tasks alike (see `gdbench.types.unit`).
    kind: ClassVar[Literal["task"]] = "task"
    box: ClassVar[None] = None
    lipschitz: ClassVar[None] = None
    strong_convexity: ClassVar[None] = None

    @property
    def has_residuals(self) -> bool:
        """Whether the loss is a sum of squares whose terms are available to rules."""
        return self.residuals is not None

    @property
    def code(self) -> Callable[..., Any]:
        """The function that is minimised."""
        return self.loss

    def label(self, dim: int, batch: int | None, sampling: Sampling) -> str:
        """Return the name of the task with steps of ``batch`` examples, such as ``mlp_digits b=64 growing``."""
        del dim
        regime = "" if sampling == "shuffled" else f" {sampling}"
        return self.name + (f" b={batch}{regime}" if batch else "")

    def minimum(self, n: int) -> float:
        """Return the best possible value of the target measure."""
        del n
        return self.optimum

    def floor(self, n: int, dtype: str) -> float:
        """Return the gap of the target measure below which rounding dominates: 64 ε of the optimum."""
        del n
        return 64 * float(np.finfo(dtype).eps) * abs(self.optimum)

    def floor_share(self, n: int) -> float:
        """Return 0, because the levels of a task are chosen so that float32 resolves them."""
        del n
        return 0.0

    @cached_property
    def parameters(self) -> int:
        """The number of parameters, from the shapes of an initialisation."""
        import jax

        shapes = jax.eval_shape(self.init, jax.random.key(0))
        return sum(math.prod(leaf.shape) for leaf in jax.tree.leaves(shapes))

    @property
    def is_finite_sum(self) -> bool:
        """Whether the loss is a mean over examples, so that a step may use a mini-batch."""
        return self.data is not None

    @property
    def draws(self) -> bool:
        """Whether the loss takes a key."""
        return key_argument(self.loss) is not None

    def value(self, params: Any, batch: Any, key: Any = None) -> Any:
        """Return the loss; a loss that draws receives the key."""
        return loss_value(self.loss, params, batch, key)

    @cached_property
    def parts(self) -> Parts:
        """The data in parts, of which ``train`` is one; a task without data has an empty batch.

        Raises `DataUnavailable` if the data cannot be loaded or used.
        """
        if self.data is None:
            return {"train": {}}
        try:
            found = self.data()
        except Exception as error:
            raise DataUnavailable(
                f"the data of {self.name} cannot be loaded: {type(error).__name__}: {error}"
            ) from error
        return parts_of(found, self.name)

    @property
    def examples(self) -> int:
        """The number of training examples; 0 if the task has none."""
        return count_of(self.parts["train"]) if self.data else 0


def distinct_examples(batch: int, sampling: Sampling, steps: int) -> np.ndarray:
    """Return how many distinct examples each step sees ``[steps]``.

    ``growing`` has five equal parts with batch/16, /8, /4, /2 and batch distinct examples. Each example is repeated
    until there are ``batch`` in all, which does not change their mean.
    """
    if sampling != "growing":
        return np.full(steps, batch)
    part = np.arange(steps) * GROWTH_PARTS // max(1, steps)
    return batch >> (GROWTH_PARTS - 1 - part)


def data_digest(parts: Parts) -> str:
    """Return a short hash of all arrays that ignores differences below 1e-6, as machines round sums differently."""
    digest = hashlib.blake2b(digest_size=8)
    for part, arrays in sorted(parts.items()):
        for name, shape, content in rounded_bytes(arrays):
            digest.update(f"{part}.{name}{shape}".encode() + content)
    return digest.hexdigest()
