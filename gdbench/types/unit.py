"""The protocol that problems and tasks have in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, Protocol

from gdbench.types.tasks import Sampling


class Unit(Protocol):
    """Something to be minimised. ``n`` counts coordinates or parameters."""

    @property
    def name(self) -> str:
        """The name of its file, or the expression that made it."""

    @property
    def family(self) -> str:
        """The folder of its file."""

    @property
    def version(self) -> str:
        """A hash of its code."""

    @property
    def kind(self) -> Literal["problem", "task"]:
        """The word for its kind in a manifest and in the spec of a stored cell."""

    @property
    def tags(self) -> frozenset[str]:
        """Its known properties, such as ``convex`` or ``game``."""

    @property
    def code(self) -> Callable[..., Any]:
        """The function that is minimised."""

    @property
    def packages(self) -> tuple[str, ...]:
        """The packages beside the project's own that its data come from."""

    @property
    def min_dtype(self) -> str:
        """The least precision in which it can be run."""

    @property
    def is_finite_sum(self) -> bool:
        """Whether its value is a mean over examples, so that a step may use a mini-batch."""

    @property
    def examples(self) -> int:
        """The number of training examples; 0 if it has none."""

    @property
    def has_residuals(self) -> bool:
        """Whether its value is a sum of squares whose terms are available to rules."""

    @property
    def target_measure(self) -> str:
        """The measure that targets concern."""

    @property
    def levels(self) -> tuple[float, ...] | None:
        """The target gaps; None if the targets are those of the suite, as shares of the gap at the start."""

    @property
    def box(self) -> tuple[float, float] | None:
        """The bounds of every coordinate, None where there are none."""

    @property
    def lipschitz(self) -> Callable[[int], float] | None:
        """The Lipschitz constant of the gradient, where it is known."""

    @property
    def strong_convexity(self) -> Callable[[int], float] | None:
        """The constant of strong convexity, where it is known."""

    def label(self, dim: int, batch: int | None, sampling: Sampling) -> str:
        """Return the name that tables and reports use."""

    def minimum(self, n: int) -> float:
        """Return the best possible value of the target measure."""

    def floor(self, n: int, dtype: str) -> float:
        """Return the gap below which rounding dominates."""

    def floor_share(self, n: int) -> float:
        """Return the share of the starting gap below which float32 shows only rounding, 0 if it is not known."""
