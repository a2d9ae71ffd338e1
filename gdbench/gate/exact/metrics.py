"""The exact metrics of a run: its convergence, the facts of its steps, and the conditions for both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from gdbench.gate.exact.convergence import Convergence, Place, convergence
from gdbench.suite import CompareSection
from gdbench.tables.run import StoredRun
from gdbench.types import Manifest


@dataclass(frozen=True)
class ExactMetrics:
    """The exact metrics of a run. ``environment`` is that of its manifest, ``protocol`` is shared by all its cells.

    ``programs`` has the measured facts of one step by variant and workload. ``compiled`` is the number of programs of
    the whole run, or None if the store already held a part of the run. ``unsteady`` names the cells whose numbers
    change by rounding alone, or is None if that has not been measured. ``limits`` are those of the suite file.
    """

    suite: str
    environment: Mapping[str, Any]
    protocol: Mapping[str, Any]
    cells: Mapping[Place, Convergence]
    programs: Mapping[Place, Mapping[str, Any]] = field(default_factory=dict)
    compiled: int | None = None
    unsteady: frozenset[Place] | None = None
    limits: CompareSection = field(default_factory=CompareSection)

    @property
    def jax_minor(self) -> str:
        """The minor version of JAX, within which results are expected to be equal."""
        return ".".join(self.environment["jax"].split(".")[:2])


def exact_metrics(run: StoredRun, limits: CompareSection | None = None) -> ExactMetrics:
    """Return the exact metrics of a run, without the facts of its steps."""
    manifest = run.manifest
    return ExactMetrics(
        suite=manifest.name,
        environment=manifest.environment,
        protocol=shared_protocol(manifest),
        cells=convergence(run),
        compiled=programs_compiled(manifest),
        limits=limits or CompareSection(),
    )


def shared_protocol(manifest: Manifest) -> dict[str, Any]:
    """Return what the cells of a run share: precision, budget, targets, trials and seeds."""
    protocol, tuning = manifest.protocol, manifest.tuning
    return {
        "dtype": protocol["dtype"],
        "budget": protocol["budget"],
        "targets": list(protocol["targets"]),
        "tuning": f"{tuning['method']}, {tuning['trials']} trials on {tuning['seeds']} seeds",
        "seeds": manifest.evaluation["seeds"],
    }


def programs_compiled(manifest: Manifest) -> int | None:
    """Return how many programs a run compiled, or None if it found some of its cells in the store."""
    done = sum(cell.status == "done" for cell in manifest.cells)
    return len(manifest.compiled) if sum(program.cells for program in manifest.compiled) >= done else None
