"""Turns a suite into jobs: the runs of each cell's two stages, and the keys under which they are stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from gdbench.engine import ENGINE_VERSION
from gdbench.registry.values import contents
from gdbench.store import SCHEMA_VERSION, key_of
from gdbench.suite import Suite, trials
from gdbench.types import Cell, Lane, Lanes, Stage, Task, Unit


@dataclass(frozen=True)
class Environment:
    """The environment of a cell, on which its numbers depend besides its inputs."""

    platform: str
    jax: str  # the full version; runs share results within a minor version
    instructions: str = ""  # the instruction set of the processor, which decides how XLA rounds
    options: Mapping[str, str] = field(default_factory=dict)  # unusual options of JAX and XLA

    @property
    def jax_minor(self) -> str:
        """The minor version of JAX, within which results are expected to be equal."""
        return ".".join(self.jax.split(".")[:2])


@dataclass(frozen=True)
class Job:
    """One stage of one cell: the runs to make, and the key of their results."""

    cell: Cell
    stage: Stage
    lanes: Lanes
    spec: dict[str, Any]

    @cached_property
    def key(self) -> str:
        """The key in the store."""
        return key_of(self.spec)


class Plan:
    """The jobs of a suite's cells in one environment; trials and jobs are made once."""

    def __init__(self, suite: Suite, environment: Environment):
        self.suite, self.environment = suite, environment
        self._trials: dict[str, list[dict[str, Any]]] = {}
        self._tuning: dict[str, Job] = {}
        self._data: dict[str, str] = {}

    def __reduce__(self) -> Any:
        """Pickle only the fields that define the plan; another process makes the trials and jobs that it needs."""
        return Plan, (self.suite, self.environment)

    def tuning(self, cell: Cell) -> Job:
        """Return the job that tries every trial on every tuning seed."""
        if cell.label not in self._tuning:
            points = self._points(cell)
            seeds = self.suite.tuning_seeds
            self._tuning[cell.label] = self._job(cell, Stage.TUNING, list(enumerate(points)), seeds)
        return self._tuning[cell.label]

    def evaluation(self, cell: Cell, chosen: Lane) -> Job:
        """Return the job that runs the chosen setting and the default one on seeds that tuning never saw."""
        settings = [(chosen.trial, chosen.settings), (-1, {})]
        return self._job(cell, Stage.EVALUATION, settings, self.suite.evaluation_seeds)

    @property
    def runs_per_tile(self) -> int:
        """How many runs one call should carry so that either stage of a cell fits into one."""
        return max(self.suite.tuning.trials * self.suite.tuning.seeds, 2 * self.suite.evaluation.seeds)

    @property
    def seeds_per_tile(self) -> int:
        """The largest number of seeds in one call."""
        return max(self.suite.tuning.seeds, self.suite.evaluation.seeds)

    def _points(self, cell: Cell) -> list[dict[str, Any]]:
        label = cell.entry.label
        if label not in self._trials:
            self._trials[label] = trials(cell.entry, self.suite.tuning.method, self.suite.tuning.trials)
        return self._trials[label]

    def _contents(self, unit: Unit) -> str:
        """Return a hash of the arrays of a task; empty for problems, and for tasks that declare a digest of their data.

        It is also empty for data that cannot be loaded: the cells of their task fail, and the engine says why.
        """
        if not isinstance(unit, Task) or unit.data is None or unit.digest:
            return ""
        if unit.name not in self._data:
            try:
                self._data[unit.name] = contents(unit.parts)
            except Exception:
                self._data[unit.name] = ""
        return self._data[unit.name]

    def _job(
        self,
        cell: Cell,
        stage: Stage,
        settings: Sequence[tuple[int, Mapping[str, Any]]],
        seeds: Sequence[int],
    ) -> Job:
        variant, load, protocol = cell.entry.variant, cell.workload, cell.protocol
        arguments = [variant.arguments({**cell.entry.fixed, **point}) for _, point in settings]
        spec = {
            "schema": SCHEMA_VERSION,
            "engine": ENGINE_VERSION,
            "stage": stage.value,
            "variant": {
                "name": variant.name,
                "version": variant.version,
                "static": _plain(cell.entry.static),
            },
            "workload": {
                "kind": load.unit.kind,
                "name": load.unit.name,
                "version": load.unit.version,
                "dim": load.dim,
                "batch": load.batch,
                "sampling": load.sampling,
                "data": self._contents(load.unit),
            },
            "protocol": {
                "dtype": protocol.dtype,
                "budget": protocol.budget,
                "targets": list(protocol.targets),
                "samples": protocol.samples,
            },
            "trials": [[trial, values] for (trial, _), values in zip(settings, arguments, strict=True)],
            "seeds": list(seeds),
            "platform": self.environment.platform,
            "jax": self.environment.jax_minor,
            "instructions": self.environment.instructions,
            "options": dict(self.environment.options),
        }
        return Job(cell, stage, Lanes(tuple(settings), seeds), spec)


def _plain(settings: dict[str, Any]) -> dict[str, Any]:
    """Return values that JSON can hold; all others are replaced by their representation."""
    return {
        name: value if value is None or isinstance(value, (bool, int, float, str)) else repr(value)
        for name, value in settings.items()
    }
