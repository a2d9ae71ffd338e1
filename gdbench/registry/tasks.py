"""Declares tasks: the decorated function is the loss, and the decorator's arguments are facts about it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from types import ModuleType
from typing import Any

from gdbench.errors import ImportFailed
from gdbench.registry.naming import unit_family, unit_name
from gdbench.types import Task
from gdbench.types.losses import loss_value


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


# The constants that a plain file may define besides init, loss, data and measures.
_FACTS = ("batch", "budget", "levels", "optimum", "target_measure", "source")


def plain_task(module: ModuleType, loss: Callable[..., Any], reference: str) -> Task:
    """Make a task from a file with ``init(key)``, this ``loss(params, batch[, key])`` and, optionally, ``data()``.

    ``data()`` returns a dict of arrays, or two such dicts as ``{"train": …, "test": …}`` (see
    `gdbench.types.examples`); without ``data``, the loss receives an empty batch. The measures are the losses on both
    parts, unless the file has ``measures(params, data)``. Constants named
    batch, budget, levels, optimum and target_measure are used. Raises `ImportFailed`.
    """
    if not callable(getattr(module, "init", None)):
        raise ImportFailed(
            f"{reference!r} is a {type(loss).__name__}, not a unit made with @gdbench.task, and a loss needs "
            f"a function init(key) beside it that returns the parameters"
        )
    data = getattr(module, "data", None)
    if data is not None and not callable(data):
        raise ImportFailed(
            f"{reference!r}: data is a {type(data).__name__} here, and a task needs a function data() that returns it"
        )
    facts = {name: getattr(module, name) for name in _FACTS if hasattr(module, name)}
    if isinstance(facts.get("levels"), Iterable):
        facts["levels"] = tuple(facts["levels"])
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


def _losses(loss: Callable[..., Any]) -> Callable[..., Any]:
    """Return measures that are the losses on all parts of the data; a loss that draws receives one fixed key."""

    def measures(params: Any, data: Any) -> dict[str, Any]:
        import jax

        names = {"train": "loss", "test": "test_loss"}
        key = jax.random.key(0)
        return {names[part]: loss_value(loss, params, data[part], key) for part in names if part in data}

    return measures
