"""Declare tasks: the function below the decorator is the loss, the arguments are its facts."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from types import ModuleType
from typing import Any

from gdbench.errors import ImportFailed
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
    quick: bool = True,
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
            quick=quick,
            digest=digest,
            min_dtype=min_dtype,
        )

    return declare


# What a plain file may say besides init, loss, data and measures.
_FACTS = ("batch", "budget", "levels", "optimum", "target_measure", "source")


def plain_task(module: ModuleType, loss: Callable[..., Any], reference: str) -> Task:
    """Make a task of a file with ``init(key)``, this ``loss(params, batch[, key])`` and, maybe, ``data()``.

    ``data()`` returns arrays by name, or ``{"train": …, "test": …}`` of such; without it the loss sees an empty batch.
    The measures are the losses on both parts, unless the file has ``measures(params, data)``. Constants named batch,
    budget, levels, optimum and target_measure are taken over. Raises `ImportFailed`.
    """
    if not callable(getattr(module, "init", None)):
        raise ImportFailed(
            f"{reference!r} is a {type(loss).__name__}, not a unit made with @gdbench.task, and a loss needs "
            f"a function init(key) beside it that returns the parameters"
        )
    data = _parted(module.data) if callable(getattr(module, "data", None)) else None
    facts = {name: getattr(module, name) for name in _FACTS if hasattr(module, name)}
    return Task(
        name=reference,
        family="user",
        doc=inspect.getdoc(loss) or "",
        loss=loss,
        init=module.init,
        data=data,
        measures=getattr(module, "measures", None) or _losses(loss),
        tags=frozenset({"finite-sum"} if data else {"no-examples"}),
        **{"source": reference, **facts},
    )


def _parted(data: Callable[[], Any]) -> Callable[[], Any]:
    """Data in two parts: a plain dict of arrays is all to learn from."""

    @cache
    def parts() -> Any:
        found = data()
        return found if "train" in found else {"train": found}

    return parts


def _losses(loss: Callable[..., Any]) -> Callable[..., Any]:
    """Measures that are the losses on what there is; a loss that draws is given one fixed key."""

    def measures(params: Any, data: Any) -> dict[str, Any]:
        import jax

        drawn = (jax.random.key(0),) if len(inspect.signature(loss).parameters) > 2 else ()
        names = {"train": "loss", "test": "test_loss"}
        return {names[part]: loss(params, data[part], *drawn) for part in names if part in data}

    return measures
