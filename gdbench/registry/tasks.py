"""Declare tasks: the function below the decorator is the loss, the arguments are its facts."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from gdbench.registry.naming import unit_family, unit_name
from gdbench.types import Task


def task(
    *,
    init: Callable[..., Any],
    data: Callable[[], Any] | None,
    measures: Callable[..., Any],
    source: str,
    tags: Iterable[str],
    optimum: float = 0.0,
    target_measure: str = "loss",
    levels: Iterable[float] | None = None,
    batch: int | None = None,
    budget: int = 1000,
    residuals: Callable[..., Any] | None = None,
    baselines: Mapping[str, float] | None = None,
    packages: Iterable[str] = (),
    digest: str = "",
    min_dtype: str = "float32",
) -> Callable[[Callable[..., Any]], Task]:
    """Declare a learning problem by its loss ``loss(params, batch[, key]) -> scalar`` (see `Task`)."""

    def declare(loss: Callable[..., Any]) -> Task:
        return Task(
            name=unit_name(loss),
            family=unit_family(loss),
            doc=inspect.getdoc(loss) or "",
            loss=loss,
            init=init,
            data=data,
            measures=measures,
            tags=frozenset(tags),
            source=source,
            optimum=optimum,
            target_measure=target_measure,
            levels=None if levels is None else tuple(levels),
            batch=batch,
            budget=budget,
            residuals=residuals,
            baselines=dict(baselines or {}),
            packages=tuple(packages),
            digest=digest,
            min_dtype=min_dtype,
        )

    return declare
