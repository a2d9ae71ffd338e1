"""The three decorators: the function below each of them is the mathematics, the arguments are its facts."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np

from gdbench.types import Dims, Hyperparameter, Over, Problem, Reference, Task, Variant, fixed

# A fact about a problem may be one number for all dimensions, one array, or a function of the dimension.
Fact = float | Iterable[float] | Callable[[int], Any]


def variant(
    *,
    hyperparameters: Mapping[str, Hyperparameter],
    source: str,
    slots: Iterable[str] = (),
    over: Over = "element",
    noise: bool = False,
    start: Callable[..., Any] | None = None,
    answer: Callable[..., Any] | None = None,
    init: Callable[..., Any] | None = None,
    needs: Iterable[str] = (),
    max_dim: int | None = None,
    reference: Reference | None = None,
) -> Callable[[Callable[..., Any]], Variant]:
    """Declare an update rule; with ``init`` it is a full rule, without it a gradient rule (see `Variant`)."""

    def declare(rule: Callable[..., Any]) -> Variant:
        return Variant(
            name=rule.__name__,
            family=_family(rule),
            doc=inspect.getdoc(rule) or "",
            rule=rule,
            hyperparameters=dict(hyperparameters),
            source=source,
            kind="gradient" if init is None else "full",
            slots=tuple(slots),
            over=over,
            noise=noise,
            start=start,
            answer=answer,
            init=init,
            needs=frozenset(needs),
            max_dim=max_dim,
            reference=reference,
        )

    return declare


def problem(
    *,
    start: Fact,
    minimiser: Fact,
    minimum: Fact,
    source: str,
    dims: Dims | int,
    tags: Iterable[str],
    residuals: bool = False,
    box: tuple[float, float] | None = None,
    magnitude: Fact = 0.0,
    spread: float = 0.1,
    lipschitz: Fact | None = None,
    strong_convexity: Fact | None = None,
    min_dtype: str = "float32",
) -> Callable[[Callable[..., Any]], Problem]:
    """Declare a test function ``f(x)`` of ``[n, *runs]`` (or its residuals); facts may depend on ``n``."""

    def declare(function: Callable[..., Any]) -> Problem:
        return Problem(
            name=function.__name__,
            family=_family(function),
            doc=inspect.getdoc(function) or "",
            function=function,
            dims=fixed(dims) if isinstance(dims, int) else dims,
            start=_vector(start),
            minimisers=lambda n: np.atleast_2d(_vector(minimiser)(n)),
            minimum=_number(minimum),
            tags=frozenset(tags),
            source=source,
            residuals=residuals,
            box=box,
            magnitude=_number(magnitude),
            spread=spread,
            lipschitz=None if lipschitz is None else _number(lipschitz),
            strong_convexity=None if strong_convexity is None else _number(strong_convexity),
            min_dtype=min_dtype,
        )

    return declare


def task(
    *,
    init: Callable[..., Any],
    data: Callable[[], Any],
    measures: Callable[..., Any],
    source: str,
    tags: Iterable[str],
    optimum: float = 0.0,
    target_measure: str = "loss",
    levels: Iterable[float] | None = None,
    batch: int | None = None,
    residuals: Callable[..., Any] | None = None,
    min_dtype: str = "float32",
) -> Callable[[Callable[..., Any]], Task]:
    """Declare a learning problem by its loss ``loss(params, batch) -> scalar`` (see `Task`)."""

    def declare(loss: Callable[..., Any]) -> Task:
        return Task(
            name=loss.__name__,
            family=_family(loss),
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
            residuals=residuals,
            min_dtype=min_dtype,
        )

    return declare


def _family(function: Callable[..., Any]) -> str:
    parts = function.__module__.split(".")
    return parts[2] if parts[0] == "gdbench" and len(parts) > 3 else "user"


def _vector(fact: Fact) -> Callable[[int], np.ndarray]:
    """Make a function of the dimension: a number is repeated, an array is taken as it is."""

    def of(n: int) -> np.ndarray:
        found = np.asarray(fact(n) if callable(fact) else fact, dtype=np.float64)
        return np.full(n, float(found)) if found.ndim == 0 else found

    return of


def _number(fact: Fact) -> Callable[[int], float]:
    return lambda n: float(fact(n) if callable(fact) else fact)  # type: ignore[arg-type]
