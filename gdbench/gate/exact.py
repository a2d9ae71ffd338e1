"""What is exact about a run: how it converged, what its programs are made of, and where both hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from gdbench.gate.convergence import Cells, convergence
from gdbench.store import Store
from gdbench.suite import CompareSection

Place = tuple[str, str]  # variant, workload
Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Exact:
    """The exact metrics of a run: ``environment`` as in its manifest, ``protocol`` what all its cells share.

    ``programs`` has the facts of one step by variant and workload (see `programs`); ``compiled`` is how many programs
    the whole run took, None where part of it was already in the store. ``unsteady`` names the cells whose numbers
    rounding alone moves, None where that has not been measured; ``limits`` are those of the suite file.
    """

    suite: str
    environment: Mapping[str, Any]
    protocol: Mapping[str, Any]
    cells: Cells
    programs: Mapping[Place, Facts] = field(default_factory=dict)
    compiled: int | None = None
    unsteady: frozenset[Place] | None = None
    limits: CompareSection = field(default_factory=CompareSection)

    @property
    def jax_minor(self) -> str:
        """The part of JAX's version within which results are taken to be equal."""
        return ".".join(self.environment["jax"].split(".")[:2])


def exact_metrics(store: Store, manifest: Mapping[str, Any], limits: CompareSection | None = None) -> Exact:
    """Return the exact metrics of a run; those of its programs as far as the manifest has them."""
    return Exact(
        suite=manifest["name"],
        environment=manifest["environment"],
        protocol=protocol_of(manifest),
        cells=convergence(store, manifest),
        programs=by_place(manifest.get("programs", ())),
        compiled=compiled(manifest),
        limits=limits or CompareSection(),
    )


def by_place(rows: Iterable[Facts]) -> dict[Place, Facts]:
    """Return rows of `programs` by variant and workload."""
    own = ("variant", "workload")
    return {(row["variant"], row["workload"]): {name: row[name] for name in row if name not in own} for row in rows}


def protocol_of(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the cells of a run share: precision, budget, targets, trials and seeds."""
    protocol, tuning = manifest["protocol"], manifest["tuning"]
    return {
        "dtype": protocol["dtype"],
        "budget": protocol["budget"],
        "targets": list(protocol["targets"]),
        "tuning": f"{tuning['method']}, {tuning['trials']} trials on {tuning['seeds']} seeds",
        "seeds": manifest["evaluation"]["seeds"],
    }


def compiled(manifest: Mapping[str, Any]) -> int | None:
    """Return how many programs a run compiled, None where it found some of its cells in the store."""
    done = sum(cell["status"] == "done" for cell in manifest["cells"])
    return len(manifest["compiled"]) if sum(row["cells"] for row in manifest["compiled"]) >= done else None
