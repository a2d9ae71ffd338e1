"""From a suite to jobs: what each cell's two stages consist of, and the keys under which they are stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gdbench.engine import ENGINE_VERSION
from gdbench.store import SCHEMA_VERSION, key_of
from gdbench.suite import Suite, trials
from gdbench.types import Cell, Lane, Stage


@dataclass(frozen=True)
class Environment:
    """What the numbers of a cell depend on besides its inputs."""

    platform: str
    jax: str  # the full version; results are shared within a minor version

    @property
    def jax_minor(self) -> str:
        """The part of the version within which results are taken to be equal."""
        return ".".join(self.jax.split(".")[:2])


@dataclass(frozen=True)
class Job:
    """One stage of one cell: the runs to be made and the key of their results."""

    cell: Cell
    stage: Stage
    lanes: tuple[Lane, ...]
    spec: dict[str, Any]

    @property
    def key(self) -> str:
        """The key in the store."""
        return key_of(self.spec)


def tuning_job(suite: Suite, cell: Cell, environment: Environment) -> Job:
    """Return the job that tries every trial on every tuning seed."""
    points = trials(cell.entry, suite.tuning.method, suite.tuning.trials)
    lanes = [Lane(k, seed, point) for k, point in enumerate(points) for seed in suite.tuning_seeds]
    return _job(cell, Stage.TUNING, lanes, environment)


def evaluation_job(suite: Suite, cell: Cell, chosen: Lane, environment: Environment) -> Job:
    """Return the job that runs the chosen setting and the default one on seeds that tuning never saw."""
    settings = [(chosen.trial, chosen.settings), (-1, {})]
    lanes = [Lane(trial, seed, point) for trial, point in settings for seed in suite.evaluation_seeds]
    return _job(cell, Stage.EVALUATION, lanes, environment)


def runs_per_tile(suite: Suite) -> int:
    """Return how many runs one call should carry so that either stage of a cell fits into one."""
    return max(suite.tuning.trials * suite.tuning.seeds, 2 * suite.evaluation.seeds)


def _job(cell: Cell, stage: Stage, lanes: Sequence[Lane], environment: Environment) -> Job:
    variant, load, protocol = cell.entry.variant, cell.workload, cell.protocol
    fixed = dict(cell.entry.fixed)
    spec = {
        "schema": SCHEMA_VERSION,
        "engine": ENGINE_VERSION,
        "stage": stage.value,
        "variant": {"name": variant.name, "version": variant.version, "static": _plain(cell.entry.static)},
        "workload": {
            "kind": "task" if load.is_task else "problem",
            "name": load.unit.name,
            "version": load.unit.version,
            "dim": load.dim,
            "batch": load.batch,
        },
        "protocol": {
            "dtype": protocol.dtype,
            "budget": protocol.budget,
            "targets": list(protocol.targets),
            "samples": protocol.samples,
        },
        "runs": [[lane.trial, lane.seed, variant.arguments(fixed | dict(lane.settings))] for lane in lanes],
        "platform": environment.platform,
        "jax": environment.jax_minor,
    }
    return Job(cell, stage, tuple(lanes), spec)


def _plain(settings: dict[str, Any]) -> dict[str, Any]:
    """Values that JSON can hold; anything else by its representation."""
    return {
        name: value if value is None or isinstance(value, (bool, int, float, str)) else repr(value)
        for name, value in settings.items()
    }
