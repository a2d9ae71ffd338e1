"""The three units: variant, problem, task."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any, Literal

import numpy as np

from gdbench.types.knobs import Hyperparameter


@dataclass(frozen=True)
class Reference:
    """The counterpart of a variant in Optax: its factory, and how to set both so that they agree."""

    factory: str
    settings: Mapping[str, Any] = field(default_factory=dict)  # fixed arguments of the factory
    own: Mapping[str, Any] = field(default_factory=dict)  # own settings in which the two agree
    answer: str | None = None  # the Optax function that maps state and parameters to the answer


Over = Literal["element", "all", "leaf", "matrix"]


@dataclass(frozen=True)
class Variant:
    """An optimizer: a gradient rule, a full rule, or a factory of Optax transformations.

    Gradient rule: ``rule(t, g, x, slots, hp) -> (step, slots)``; with ``noise`` a sixth argument of
    standard normal numbers in the shape of ``x``. ``x``, ``g`` and each slot are ``[n, *runs]``; ``hp`` has
    an attribute per traced argument (``[*runs]``) and per static one. ``over`` names what one call sees:
    ``element`` (any part of the parameters: no reduction), ``all`` parameters, each ``leaf`` flattened, or
    each leaf in its own shape (``matrix``, one run at a time). Reductions run over axis 0.
    Full rule: ``init(x, oracle, hp, key) -> state`` and ``rule(t, x, state, oracle, hp, key) -> (x, state)``,
    written for one run with ``x`` of shape ``[n]``.
    """

    name: str
    family: str
    doc: str
    rule: Callable[..., Any]
    hyperparameters: Mapping[str, Hyperparameter]
    source: str
    kind: Literal["gradient", "full", "factory"] = "gradient"
    slots: tuple[str, ...] = ()
    over: Over = "element"
    noise: bool = False
    start: Callable[..., Any] | None = None  # start(x, hp) -> slots; zeros when absent
    answer: Callable[..., Any] | None = None  # gradient: answer(t, x, slots, hp); full: answer(x, state)
    init: Callable[..., Any] | None = None
    needs: frozenset[str] = frozenset()  # of "hessian", "hvp", "residuals", "finite_sum"
    max_dim: int | None = None
    reference: Reference | None = None
    version: str = ""

    def settings(self, chosen: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return every hyperparameter's value: the defaults, overridden by ``chosen``."""
        return {name: knob.default for name, knob in self.hyperparameters.items()} | dict(chosen or {})

    def static_settings(self, chosen: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return the values of the knobs that change shapes or code."""
        full = self.settings(chosen)
        return {name: full[name] for name, knob in self.hyperparameters.items() if not knob.traced}

    @property
    def argument_names(self) -> tuple[str, ...]:
        """The names under which the rule receives its traced knobs, in their order."""
        own = self.kind != "factory"
        return tuple(
            f"one_minus_{name}" if own and knob.scale == "complement" else name
            for name, knob in self.hyperparameters.items()
            if knob.traced
        )

    def arguments(self, chosen: Mapping[str, Any] | None = None) -> dict[str, float]:
        """Return the traced arguments, float64, as the rule receives them (complements as 1 − β).

        A factory knows no complements: its betas are passed as they are.
        """
        full, out = self.settings(chosen), {}
        for name, knob in self.hyperparameters.items():
            if not knob.traced:
                continue
            passed = (name, float(full[name])) if self.kind == "factory" else knob.argument(name, full[name])
            out[passed[0]] = passed[1]
        return out


@dataclass(frozen=True)
class Dims:
    """The dimensions in which a problem is defined: a default, and which others are allowed."""

    default: int
    at_least: int | None = None  # None: the dimension is fixed
    multiple_of: int = 1

    def allows(self, n: int) -> bool:
        """Whether the problem is defined in ``n`` dimensions."""
        if self.at_least is None:
            return n == self.default
        return n >= self.at_least and n % self.multiple_of == 0

    def describe(self) -> str:
        """Return the allowed dimensions in words."""
        if self.at_least is None:
            return f"{self.default} only"
        step = f", multiples of {self.multiple_of}" if self.multiple_of > 1 else ""
        return f"{self.at_least} and more{step}"


def fixed(n: int) -> Dims:
    """Exactly ``n`` dimensions."""
    return Dims(n)


def scalable(default: int, at_least: int = 1, multiple_of: int = 1) -> Dims:
    """Any dimension from ``at_least`` on, in multiples of ``multiple_of``."""
    return Dims(default, at_least, multiple_of)


@cache
def _uniform(seed: int, n: int) -> np.ndarray:
    """Numbers in [−1, 1] from a stream that is promised stable; seed 0 stands for the centre."""
    return np.random.RandomState(seed).uniform(-1.0, 1.0, n) * (seed != 0)


@dataclass(frozen=True)
class Problem:
    """A test function with known properties.

    ``function(x)`` takes ``[n, *runs]`` and returns ``[*runs]``, or residuals ``[m, *runs]`` of which the
    value is the sum of squares when ``residuals`` is set. The other callables take the dimension ``n``.
    """

    name: str
    family: str
    doc: str
    function: Callable[[Any], Any]
    dims: Dims
    start: Callable[[int], np.ndarray]  # [n]
    minimisers: Callable[[int], np.ndarray]  # [k, n]: the known global minimisers, at least one
    minimum: Callable[[int], float]  # f*
    tags: frozenset[str]
    source: str
    residuals: bool = False
    box: tuple[float, float] | None = None
    magnitude: Callable[[int], float] = lambda n: 0.0  # largest summand of f at x*: sets the rounding floor
    spread: float = 0.1  # half-width of the start distribution, relative to max(1, |start|)
    lipschitz: Callable[[int], float] | None = None  # L, of the gradient
    strong_convexity: Callable[[int], float] | None = None  # mu
    min_dtype: str = "float32"
    version: str = ""

    def value(self, x: Any) -> Any:
        """Return f(x): ``[n, *runs] -> [*runs]``."""
        out = self.function(x)
        return (out * out).sum(axis=0) if self.residuals else out

    def floor(self, n: int, dtype: str) -> float:
        """Return the gap below which rounding hides the truth: 64 ε max(|f*|, largest summand at x*)."""
        return 64.0 * float(np.finfo(dtype).eps) * max(abs(self.minimum(n)), self.magnitude(n))

    def starts(self, n: int, seeds: list[int]) -> np.ndarray:
        """Return one start per seed, ``[n, len(seeds)]`` float64: uniform around the standard start.

        Seed 0 is the standard start itself. Starts stay inside the box. They depend on the seed and the
        dimension alone, so every variant sees the same ones.
        """
        x0 = np.asarray(self.start(n), dtype=np.float64)
        width = self.spread * np.maximum(1.0, np.abs(x0))
        starts = np.stack([x0 + width * _uniform(seed, n) for seed in seeds], axis=1)
        return starts if self.box is None else np.clip(starts, *self.box)


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
