"""Declares variants: the decorated function is the update rule, and the decorator's arguments are facts about it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from gdbench.registry.naming import unit_family, unit_name, unit_origin
from gdbench.types import Hyperparameter, Need, Over, Rate, Reference, SpecialCase, Symmetry, Variant, Wrapper


def variant(
    *,
    hyperparameters: Mapping[str, Hyperparameter],
    source: str,
    slots: Iterable[str] = (),
    over: Over = "element",
    noise: bool = False,
    value: bool = False,
    start: Callable[..., Any] | None = None,
    answer: Callable[..., Any] | None = None,
    init: Callable[..., Any] | None = None,
    needs: Iterable[Need] = (),
    max_dim: int | None = None,
    reference: Reference | None = None,
    special_cases: Iterable[SpecialCase] = (),
    symmetries: Mapping[Symmetry, Mapping[str, Any]] | None = None,
    stability_edge: Callable[[Any], float] | None = None,
    refuses: Callable[[Any, Any], str | None] | None = None,
    charges: Callable[[int, Any, float], Mapping[str, float]] | None = None,
    descends: bool = False,
    rate: Callable[[Mapping[str, float], float, float], Rate] | None = None,
    switches: Mapping[str, Mapping[str, Any]] | None = None,
    agreement: float = 1e-12,
) -> Callable[[Callable[..., Any]], Variant]:
    """Declare an update rule; with ``init`` it is a full rule, without it a gradient rule (see `Variant`)."""

    def declare(rule: Callable[..., Any]) -> Variant:
        return Variant(
            name=unit_name(rule),
            family=unit_family(rule),
            doc=inspect.getdoc(rule) or "",
            rule=rule,
            hyperparameters=dict(hyperparameters),
            source=source,
            kind="gradient" if init is None else "full",
            slots=tuple(slots),
            over=over,
            noise=noise,
            value=value,
            start=start,
            answer=answer,
            init=init,
            needs=frozenset(needs),
            max_dim=max_dim,
            reference=reference,
            special_cases=tuple(special_cases),
            symmetries=dict(symmetries or {}),
            stability_edge=stability_edge,
            refuses=refuses,
            charges=charges,
            descends=descends,
            rate=rate,
            switches=dict(switches or {}),
            origin=unit_origin(rule),
            agreement=agreement,
        )

    return declare


def wrapper(
    *, base: str, uses: Iterable[str] = (), over: Over = "all", **facts: Any
) -> Callable[[Callable[..., Any]], Wrapper]:
    """Declare a rule that wraps another one, which it receives as ``inner``; the other facts are those of `variant`.

    ``base`` names the gradient rule that is wrapped by default, and ``uses`` the knobs that a wrapped rule must have.
    """

    def declare(rule: Callable[..., Any]) -> Wrapper:
        return Wrapper(variant(over=over, **facts)(rule), base, tuple(uses))

    return declare


def schedule(
    *, hyperparameters: Mapping[str, Hyperparameter], source: str, base: str = "sgd", **facts: Any
) -> Callable[[Callable[..., Any]], Wrapper]:
    """Declare a schedule for any variant: a factor of the learning rate, ``factor(t, hp)`` with t from 1.

    A knob named ``horizon`` is the number of steps of the whole run: a suite sets it to the budget.
    """

    def declare(factor: Callable[..., Any]) -> Wrapper:
        def rule(t: Any, g: Any, x: Any, slots: Any, hp: Any, inner: Any) -> Any:
            return inner(t, g, x, learning_rate=hp.learning_rate * factor(t, hp)), slots

        rule.__name__, rule.__module__, rule.__doc__ = factor.__name__, factor.__module__, factor.__doc__
        uses = ("learning_rate",)
        return wrapper(base=base, uses=uses, hyperparameters=hyperparameters, source=source, **facts)(rule)

    return declare
