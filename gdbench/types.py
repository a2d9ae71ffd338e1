"""The words of the project as small frozen types.

Shapes are written in words: ``n`` coordinates (or parameters), ``R`` runs, ``T`` targets, ``K`` samples
of a curve. This file holds no mathematics and does not need JAX to be imported.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from functools import cache, cached_property
from typing import Any, Literal

import numpy as np

Scale = Literal["linear", "log", "complement"]


@dataclass(frozen=True)
class Hyperparameter:
    """One knob of a variant: its default, its range, and how it is searched and passed.

    ``scale`` says how a range is searched: ``linear``, ``log``, or ``complement`` (logarithmic in
    1 − value, for the betas). A complement is also *passed* as 1 − value under the name
    ``one_minus_<name>``: in float32, 1 − 0.999 formed from a traced 0.999 is off by 1.3e-5.
    ``low`` and ``high`` bound the searched quantity: the value itself, or 1 − value for a complement.
    ``traced`` knobs are numbers that never cause a compilation; the others change shapes or code.
    """

    default: float | int | bool | str | None
    low: float | None = None
    high: float | None = None
    scale: Scale = "linear"
    tuned: bool = False
    traced: bool = True
    choices: tuple[Any, ...] = ()

    def argument(self, name: str, value: float) -> tuple[str, float]:
        """Return the (name, float64 value) under which an own rule receives this knob."""
        if self.scale == "complement":
            return f"one_minus_{name}", 1.0 - float(value)
        return name, float(value)

    def at(self, u: float) -> float:
        """Map ``u`` in [0, 1] onto the range (end points included)."""
        low, high = float(self.low), float(self.high)  # type: ignore[arg-type]
        if self.scale == "linear":
            return low + u * (high - low)
        searched = math.exp(math.log(low) + u * (math.log(high) - math.log(low)))
        return 1.0 - searched if self.scale == "complement" else searched


def linear(default: float, low: float, high: float, *, tuned: bool = False) -> Hyperparameter:
    """A traced number searched linearly in [low, high]."""
    return Hyperparameter(default, low, high, "linear", tuned)


def log(default: float, low: float, high: float, *, tuned: bool = False) -> Hyperparameter:
    """A traced number searched logarithmically in [low, high]."""
    return Hyperparameter(default, low, high, "log", tuned)


def complement(default: float, low: float, high: float, *, tuned: bool = False) -> Hyperparameter:
    """A traced number β whose 1 − β is searched logarithmically in [low, high] and passed to the rule."""
    return Hyperparameter(default, low, high, "complement", tuned)


def static(default: Any, *choices: Any) -> Hyperparameter:
    """A knob that changes shapes or code; ``choices`` lists the values it may take (empty: any)."""
    return Hyperparameter(default, traced=False, choices=choices)


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
    return np.random.RandomState(seed).uniform(-1.0, 1.0, n) * (seed != 0)  # noqa: NPY002


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


class Status(IntEnum):
    """How a run ended. The order is the one in which causes are considered."""

    RUNNING = 0  # never stored
    SOLVED = 1  # reached the last target
    DIVERGED = 2  # value not finite
    BELOW_FSTAR = 3  # below the known minimum: flagged, never credited
    FROZEN = 4  # stopped moving with a large gradient
    LEFT_BOX = 5  # ended outside the problem's box
    BUDGET = 6  # used its oracle calls without reaching the last target
    FAILED = 7  # the cell raised: traceback in meta.json
    DECLINED = 8  # the variant does not apply to the problem: reason in the table

    @property
    def label(self) -> str:
        """The name used in tables and reports."""
        return self.name.lower()


@dataclass(frozen=True)
class Entry:
    """A variant as a suite uses it: under a label, with some settings fixed and some ranges replaced."""

    label: str
    variant: Variant
    fixed: Mapping[str, Any] = field(default_factory=dict)
    sweep: Mapping[str, Hyperparameter] = field(default_factory=dict)
    grid: tuple[Mapping[str, float], ...] = ()  # explicit trials instead of the suite's design

    @property
    def static(self) -> dict[str, Any]:
        """The settings that change shapes or code."""
        return self.variant.static_settings(self.fixed)

    def searched(self) -> dict[str, Hyperparameter]:
        """The knobs that tuning varies: those of the sweep, else the variant's own ``tuned`` ones."""
        if self.sweep:
            return dict(self.sweep)
        knobs = self.variant.hyperparameters
        return {name: knob for name, knob in knobs.items() if knob.tuned and name not in self.fixed}


@dataclass(frozen=True)
class Workload:
    """A problem in one dimension, or a task with one batch regime; ``dim`` counts coordinates or parameters."""

    unit: Problem | Task
    dim: int
    batch: int | None = None

    @property
    def is_task(self) -> bool:
        """Whether the unit is a learning task."""
        return isinstance(self.unit, Task)

    @property
    def label(self) -> str:
        """The name used in tables and reports, such as ``rastrigin10 n=100`` or ``mlp_digits b=64``."""
        if not self.is_task:
            return f"{self.unit.name} n={self.dim}"
        return self.unit.name + (f" b={self.batch}" if self.batch else "")


@dataclass(frozen=True)
class Protocol:
    """What every cell of a suite shares: precision, budget, targets and the samples of a curve.

    ``budget`` counts gradient evaluations. ``targets`` are shares of the initial gap, largest first; tasks
    with ``levels`` of their own use those instead.
    """

    dtype: str
    budget: int
    targets: tuple[float, ...]
    samples: int = 60


@dataclass(frozen=True)
class Cell:
    """A variant on a workload under a protocol."""

    entry: Entry
    workload: Workload
    protocol: Protocol

    @property
    def label(self) -> str:
        """The name used in messages."""
        return f"{self.entry.label} on {self.workload.label}"

    def declined(self) -> str | None:
        """Return why the variant does not apply to the workload, or None when it does."""
        variant, unit = self.entry.variant, self.workload.unit
        if "finite_sum" in variant.needs and not self.workload.is_task:
            return f"{variant.name} needs a finite sum of losses, which {unit.name} is not"
        if "residuals" in variant.needs and not unit.residuals:
            return f"{variant.name} needs residuals, which {unit.name} does not have"
        dim = self.workload.dim
        if variant.max_dim is not None and dim > variant.max_dim:
            return f"{variant.name} keeps a matrix of {dim} x {dim} numbers per run; its limit is {variant.max_dim}"
        return None


@dataclass(frozen=True)
class Lane:
    """One run to be made: a trial's settings (the tuned ones) and a seed. Trial −1 is the default."""

    trial: int
    seed: int
    settings: Mapping[str, Any]


@dataclass
class Trace:
    """What the runs of a cell leave: arrays whose axis 0 counts runs ``[R]``; gaps are value − optimum.

    ``curve_step``, ``curve_cost`` and ``curve_gap`` are ``[R, K]``; ``measures`` are a task's, ``[R]``, taken when
    the tile of runs stopped; ``hit_step`` and
    ``hit_cost`` are ``[R, T]`` with −1 and inf where the target was missed; ``counts`` is ``[R, C]`` in the
    order of `ORACLE_PRICES`, in evaluations of the cell's batch regime; ``cost`` is their price in gradients.
    """

    status: np.ndarray
    gap: np.ndarray
    best: np.ndarray
    grad_norm: np.ndarray
    steps: np.ndarray
    cost: np.ndarray
    counts: np.ndarray
    hit_step: np.ndarray
    hit_cost: np.ndarray
    curve_step: np.ndarray
    curve_cost: np.ndarray
    curve_gap: np.ndarray
    measures: dict[str, np.ndarray] = field(default_factory=dict)


class Stage(StrEnum):
    """What the runs of a cell are for: choosing hyperparameters, or reporting."""

    TUNING = "tuning"
    EVALUATION = "evaluation"


# Kinds of oracle calls, in the order of every count vector, with their price in gradient evaluations.
# A price of None is one gradient evaluation per coordinate: n columns of a Hessian or Jacobian.
ORACLE_PRICES: dict[str, float | None] = {
    "values": 1.0,
    "gradients": 1.0,
    "hvps": 2.0,
    "hessians": None,
    "jacobians": None,
}
