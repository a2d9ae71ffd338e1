"""The units of work of a suite: an entry (a variant with its settings) on a workload, under a protocol, for lanes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from typing import Any, overload

import numpy as np

from gdbench.types.declining import NEEDS, Decline, DeclineReason
from gdbench.types.knobs import Hyperparameter
from gdbench.types.tasks import Sampling
from gdbench.types.unit import Unit
from gdbench.types.variants import Variant


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

    def within(self, budget: int) -> Entry:
        """Return the entry for runs of this many steps: a free knob named ``horizon`` is set to them."""
        if "horizon" not in self.variant.hyperparameters or "horizon" in {*self.fixed, *self.sweep}:
            return self
        return replace(self, fixed={**self.fixed, "horizon": float(budget)})

    def searched(self) -> dict[str, Hyperparameter]:
        """The knobs that tuning varies: those of the sweep, or else those that the variant declares as ``tuned``."""
        if self.sweep:
            return dict(self.sweep)
        knobs = self.variant.hyperparameters
        return {name: knob for name, knob in knobs.items() if knob.tuned and name not in self.fixed}


@dataclass(frozen=True)
class Workload:
    """A problem in one dimension, or a task with one batch regime; ``dim`` counts coordinates or parameters.

    ``batch`` is the number of examples in a step, None for all. ``sampling`` says how they are drawn: "shuffled" goes
    through all examples before any of them comes again, "replacement" draws each one from all, and "growing" doubles
    the number of distinct examples four times, up to ``batch``.
    """

    unit: Unit
    dim: int
    batch: int | None = None
    sampling: Sampling = "shuffled"

    @property
    def label(self) -> str:
        """The name used in tables and reports, such as ``rastrigin10 n=100`` or ``mlp_digits b=64 growing``."""
        return self.unit.label(self.dim, self.batch, self.sampling)

    @property
    def lipschitz(self) -> float | None:
        """The Lipschitz constant of the gradient in this dimension, None where it is not known."""
        return None if self.unit.lipschitz is None else float(self.unit.lipschitz(self.dim))

    @property
    def strong_convexity(self) -> float | None:
        """The constant of strong convexity in this dimension, None where it is not known."""
        return None if self.unit.strong_convexity is None else float(self.unit.strong_convexity(self.dim))


@dataclass(frozen=True)
class Protocol:
    """The conditions that all cells of a suite share: precision, budget, targets and the samples of a curve.

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
    def relative(self) -> bool:
        """Whether targets are shares of the gap at the start of each run."""
        return self.workload.unit.levels is None

    @property
    def targets(self) -> tuple[float, ...]:
        """The target gaps, or shares of the first gap: those of the unit if it has any, else those of the protocol."""
        return self.workload.unit.levels or self.protocol.targets

    @property
    def label(self) -> str:
        """The name used in messages."""
        return f"{self.entry.label} on {self.workload.label}"

    def declined(self) -> str | None:
        """Return why the variant does not apply to the workload, or None when it does."""
        found = self.decline()
        return found.sentence if found else None

    def decline(self) -> Decline | None:
        """Return the reason for which the variant does not apply to the workload, or None when it does."""
        return self._lacking() or self._too_coarse()

    def _lacking(self) -> Decline | None:
        """Return the first need of the variant that the workload does not meet, or None."""
        variant, unit, dim = self.entry.variant, self.workload.unit, self.workload.dim
        facts = {"variant": variant.name, "unit": unit.name, "dim": dim, "limit": variant.max_dim}
        for package in unit.packages:
            if not find_spec(package):
                return Decline(DeclineReason.PACKAGE, {**facts, "package": package})
        for need, (has, reason) in NEEDS.items():
            if need in variant.needs and not has(unit):
                return Decline(reason, facts)
        if variant.max_dim is not None and dim > variant.max_dim:
            return Decline(DeclineReason.DIMENSION, facts)
        return None

    def _too_coarse(self) -> Decline | None:
        """Return why float32 is not precise enough for the workload, or None if it is."""
        unit = self.workload.unit
        if self.protocol.dtype != "float32":
            return None
        if unit.min_dtype == "float64":
            return Decline(DeclineReason.PRECISION, {"unit": unit.name})
        finest, floor = min(self.protocol.targets), unit.floor_share(self.workload.dim)
        if finest < floor:
            return Decline(DeclineReason.TARGET, {"finest": finest, "floor": floor, "workload": self.workload.label})
        return None


@dataclass(frozen=True)
class Lane:
    """One run to make: the settings of a trial, and a seed. Trial −1 is the default setting."""

    trial: int
    seed: int
    settings: Mapping[str, Any]


@dataclass(frozen=True)
class Lanes(Sequence[Lane]):
    """All combinations of settings and seeds, in which the seed changes fastest; a lane is made when it is accessed.

    ``points`` are pairs of a trial and its settings. ``window`` is the range of lanes in a slice (None: all lanes).
    """

    points: tuple[tuple[int, Mapping[str, Any]], ...]
    seeds: Sequence[int]
    window: range | None = None

    def __len__(self) -> int:
        return len(self._window)

    @overload
    def __getitem__(self, index: int) -> Lane: ...
    @overload
    def __getitem__(self, index: slice) -> Lanes: ...
    def __getitem__(self, index: int | slice) -> Lane | Lanes:
        if isinstance(index, slice):
            return Lanes(self.points, self.seeds, self._window[index])
        which, seed = divmod(self._window[index], len(self.seeds))
        trial, settings = self.points[which]
        return Lane(trial, self.seeds[seed], settings)

    @property
    def _window(self) -> range:
        return range(len(self.points) * len(self.seeds)) if self.window is None else self.window

    def columns(self) -> tuple[np.ndarray, np.ndarray]:
        """Return, for each lane, the number of its point and its seed."""
        which, seed = np.divmod(np.asarray(self._window), len(self.seeds))
        return which, np.array([self.seeds[i] for i in seed.tolist()])
