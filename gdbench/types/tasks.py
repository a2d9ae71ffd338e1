"""Tasks: small learning problems."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Task:
    """A small learning problem: data, model, loss, held-out measures, target.

    ``loss(params, batch) -> scalar`` is a mean over the examples of a batch plus any penalty; a batch is
    a dict of arrays whose axis 0 counts examples. ``data()`` returns ``{"train": …, "test": …}`` of them.
    ``measures(params, data) -> {name: scalar}`` includes ``loss`` on all training examples. The target
    concerns ``target_measure`` (lower is better), whose best possible value is ``optimum``; ``levels`` are
    the gaps above it that count as solved, None for levels relative to the start.
    """

    name: str
    family: str
    doc: str
    loss: Callable[[Any, Any], Any]
    init: Callable[[Any], Any]
    data: Callable[[], Mapping[str, Mapping[str, np.ndarray]]]
    measures: Callable[[Any, Any], Mapping[str, Any]]
    tags: frozenset[str]
    source: str
    optimum: float = 0.0
    target_measure: str = "loss"
    levels: tuple[float, ...] | None = None
    batch: int | None = None  # default examples per step; None: all
    residuals: Callable[[Any, Any], Any] | None = None  # [m], loss = sum of squares
    min_dtype: str = "float32"
    version: str = ""

    @cached_property
    def parameters(self) -> int:
        """The number of parameters, from the shapes of an initialisation."""
        import jax

        shapes = jax.eval_shape(self.init, jax.random.key(0))
        return sum(math.prod(leaf.shape) for leaf in jax.tree.leaves(shapes))
