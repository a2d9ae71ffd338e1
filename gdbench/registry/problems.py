"""Declares problems: the decorated function is the formula, and the decorator's arguments are facts about it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from gdbench.registry.naming import unit_family, unit_name
from gdbench.types import Dims, Problem, ProblemMaker, fixed

# A fact about a problem may be one number for all dimensions, one array, or a function of the dimension.
Fact = float | Iterable[float] | Iterable[Iterable[float]] | Callable[[int], Any]


def problem(
    *,
    start: Fact,
    minimiser: Fact,
    minimum: Fact,
    source: str,
    dims: Dims | int,
    tags: Iterable[str],
    residuals: bool = False,
    oracle: Callable[[Any, Any, Any], tuple[Any, Any]] | None = None,
    box: tuple[float, float] | None = None,
    magnitude: Fact = 0.0,
    offset: Fact = 0.0,
    spread: float = 0.1,
    lipschitz: Fact | None = None,
    strong_convexity: Fact | None = None,
    min_dtype: str = "float32",
) -> Callable[[Callable[..., Any]], Problem]:
    """Declare a test function ``f(x)`` of ``[n, *runs]`` (or its residuals); facts may depend on ``n``."""

    def declare(function: Callable[..., Any]) -> Problem:
        return Problem(
            name=unit_name(function),
            family=unit_family(function),
            doc=inspect.getdoc(function) or "",
            function=function,
            dims=fixed(dims) if isinstance(dims, int) else dims,
            start=_vector(start),
            minimisers=lambda n: np.atleast_2d(_vector(minimiser)(n)),
            minimum=_number(minimum),
            tags=frozenset(tags),
            source=source,
            residuals=residuals,
            oracle=oracle,
            box=box,
            magnitude=_number(magnitude),
            offset=_number(offset),
            spread=spread,
            lipschitz=None if lipschitz is None else _number(lipschitz),
            strong_convexity=None if strong_convexity is None else _number(strong_convexity),
            min_dtype=min_dtype,
        )

    return declare


def problem_maker(*, base: str | None = None) -> Callable[[Callable[..., Problem]], ProblemMaker]:
    """Declare a function that returns a `Problem` for its parameters; with ``base``, the first of them is a problem."""

    def declare(make: Callable[..., Problem]) -> ProblemMaker:
        return ProblemMaker(unit_name(make), unit_family(make), make, base)

    return declare


def _vector(fact: Fact) -> Callable[[int], np.ndarray]:
    """Turn a fact into a function of the dimension: a number is repeated, and an array is used as it is."""

    def of(n: int) -> np.ndarray:
        found = np.asarray(fact(n) if callable(fact) else fact, dtype=np.float64)
        return np.full(n, float(found)) if found.ndim == 0 else found

    return of


def _number(fact: Fact) -> Callable[[int], float]:
    return lambda n: float(fact(n) if callable(fact) else fact)  # type: ignore[arg-type]
