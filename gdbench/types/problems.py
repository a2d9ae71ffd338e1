"""Problems: test functions with known properties."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, Literal

import numpy as np

from gdbench.types.streams import uniforms
from gdbench.types.tasks import Sampling

PROBLEM_TAGS = {
    "convex": "no local minimum but the global one, and every chord lies above",
    "strongly-convex": "convex with a curvature of at least μ everywhere",
    "nonconvex": "not convex",
    "smooth": "the gradient is continuous",
    "nonsmooth": "the gradient jumps somewhere; there it is a subgradient",
    "quadratic": "the Hessian is constant",
    "separable": "a sum of functions of one coordinate each",
    "multimodal": "there are local minima that are not global",
    "saddle": "there is a stationary point that is neither a minimum nor a maximum",
    "ill-conditioned": "the curvatures at the minimiser differ by a factor of 100 or more",
    "valley": "a curved valley leads to the minimiser",
    "degenerate": "the Hessian is singular at the minimiser",
    "flat": "far from the minimiser the gradient is nearly zero",
    "pole": "the value is infinite somewhere",
    "overflow": "the value overflows float32 or float64 not far from the start",
    "unbounded": "there is no minimiser",
    "box-minimum": "the minimum is that inside the box, and the function falls further outside",
    "noisy": "a run meets gradients with noise",
    "moving": "the function that a run meets changes with the step",
    "game": "a run meets the field of two players, which is the gradient of no function",
    "rough": "the value jumps or turns within any practical step, so differences say nothing of the gradient",
}


@dataclass(frozen=True)
class Dims:
    """The dimensions in which a problem is defined: a default, and which others are allowed."""

    default: int
    at_least: int | None = None  # None: the dimension is fixed
    multiple_of: int = 1
    at_most: int | None = None

    def allows(self, n: int) -> bool:
        """Whether the problem is defined in ``n`` dimensions."""
        if self.at_least is None:
            return n == self.default
        within = self.at_least <= n and (self.at_most is None or n <= self.at_most)
        return within and n % self.multiple_of == 0

    def describe(self) -> str:
        """Return the allowed dimensions in words."""
        if self.at_least is None:
            return f"{self.default} only"
        step = f", multiples of {self.multiple_of}" if self.multiple_of > 1 else ""
        reach = "and more" if self.at_most is None else f"to {self.at_most}"
        return f"{self.at_least} {reach}{step}"


def fixed(n: int) -> Dims:
    """Exactly ``n`` dimensions."""
    return Dims(n)


def scalable(default: int, at_least: int = 1, multiple_of: int = 1, at_most: int | None = None) -> Dims:
    """Any dimension from ``at_least`` to ``at_most`` (None: no limit), in multiples of ``multiple_of``."""
    return Dims(default, at_least, multiple_of, at_most)


@dataclass(frozen=True)
class Problem:
    """A test function with known properties.

    ``function(x)`` takes ``[n, *runs]`` and returns ``[*runs]``; if ``residuals`` is set, it returns residuals
    ``[m, *runs]`` whose sum of squares is the value. ``oracle(t, x, key) -> (value, gradient)`` is optional and written
    for one run: it replaces the exact value and gradient at step t (from 1) by noisy ones, by those of a function that
    moves, or by the field of a game. The other callables take the dimension ``n``.
    """

    name: str
    family: str
    doc: str
    function: Callable[[Any], Any]
    dims: Dims
    start: Callable[[int], np.ndarray]  # [n]
    minimisers: Callable[[int], np.ndarray]  # [k, n]: the known global minimisers, at least one
    minimum: Callable[[int], float]  # f*
    tags: frozenset[str]  # of `PROBLEM_TAGS`
    source: str
    residuals: bool = False
    oracle: Callable[[Any, Any, Any], tuple[Any, Any]] | None = None
    box: tuple[float, float] | None = None
    magnitude: Callable[[int], float] = lambda n: 0.0  # largest summand of f at x*: sets the rounding floor
    offset: Callable[[int], float] = lambda n: 0.0  # a constant in the source's f, left out to keep digits
    spread: float = 0.1  # half-width of the start distribution, relative to max(1, |start|)
    lipschitz: Callable[[int], float] | None = None  # L, of the gradient
    strong_convexity: Callable[[int], float] | None = None  # mu
    min_dtype: str = "float32"
    resolution: Mapping[int, float] = field(default_factory=dict)  # by dimension, as measured: see `floor_share`
    version: str = ""

    # The properties that all units share, problems and tasks alike (see `gdbench.types.unit`).
    kind: ClassVar[Literal["problem"]] = "problem"
    levels: ClassVar[None] = None
    target_measure: ClassVar[str] = "value"
    packages: ClassVar[tuple[str, ...]] = ()
    is_finite_sum: ClassVar[bool] = False
    examples: ClassVar[int] = 0

    @property
    def has_residuals(self) -> bool:
        """Whether the value is a sum of squares whose terms are available to rules."""
        return self.residuals

    @property
    def code(self) -> Callable[..., Any]:
        """The function that is minimised."""
        return self.function

    def label(self, dim: int, batch: int | None, sampling: Sampling) -> str:
        """Return the name of the problem in ``dim`` dimensions."""
        del batch, sampling
        return f"{self.name} n={dim}"

    def value(self, x: Any) -> Any:
        """Return f(x): ``[n, *runs] -> [*runs]``."""
        out = self.function(x)
        return (out * out).sum(axis=0) if self.residuals else out

    def floor(self, n: int, dtype: str) -> float:
        """Return the gap below which rounding dominates: 64 ε max(|f*|, largest summand at x*)."""
        return 64.0 * float(np.finfo(dtype).eps) * max(abs(self.minimum(n)), self.magnitude(n))

    def floor_share(self, n: int) -> float:
        """Return the share of the starting gap below which float32 shows only rounding, 0 if it is not known.

        The share is the one measured in n dimensions, or else in the next higher dimension, or else in the highest.
        """
        known = sorted(self.resolution)
        nearest = [m for m in known if m >= n] or known[-1:]
        return self.resolution[nearest[0]] if nearest else 0.0

    def starts(self, n: int, seeds: Sequence[int]) -> np.ndarray:
        """Return one start per seed, ``[n, len(seeds)]`` float64: uniform around the standard start.

        Seed 0 is the standard start itself. Starts stay inside the box. They depend on the seed and the
        dimension alone, so every variant sees the same ones.
        """
        x0 = np.asarray(self.start(n), dtype=np.float64)
        width = self.spread * np.maximum(1.0, np.abs(x0))
        distinct, column = np.unique(np.asarray(seeds), return_inverse=True)
        moves = uniforms(tuple(distinct.tolist()), n)[:, column]
        starts = x0[:, None] + width[:, None] * moves
        return starts if self.box is None else np.clip(starts, *self.box)


@dataclass(frozen=True)
class ProblemMaker:
    """A problem with parameters, such as ``bbob_f08_rosenbrock(instance=3)`` or ``rotated(rastrigin10, seed=2)``.

    ``make(base, **parameters)`` returns the problem; a maker without ``base`` takes only the parameters. The bare name
    of the maker stands for the problem with the default parameters, around the problem ``base`` if there is one.
    """

    name: str
    family: str
    make: Callable[..., Problem]
    base: str | None = None
    resolution: Mapping[int, float] = field(default_factory=dict)  # with its default parameters
    version: str = ""

    def of(self, base: Problem | None, parameters: dict[str, Any], name: str) -> Problem:
        """Return the problem for these parameters, without a version.

        Raises TypeError for unknown parameters and ValueError for invalid values.
        """
        made = self.make(**parameters) if base is None else self.make(base, **parameters)
        known = {**(base.resolution if base else {}), **self.resolution}
        return replace(made, name=name, family=self.family, resolution=known, version="")
