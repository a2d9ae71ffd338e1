"""Makes the manifest of a run, which records its cells, programs, machine and protocol."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from gdbench import __version__
from gdbench.engine.costs import gradient_flops, state_bytes
from gdbench.executors.base import CellOutcome, Execution
from gdbench.executors.plan import Plan
from gdbench.store import Store, canonical
from gdbench.types import Cell, CellRow, Manifest, Rate

T = TypeVar("T")


def plan_digest(plan: Plan, cells: Sequence[Cell]) -> str:
    """Return a hash that changes when any cell or any timing of the run changes."""
    suite = plan.suite
    digest = hashlib.blake2b(digest_size=16)
    for cell in cells:
        digest.update(cell.label.encode() + plan.tuning(cell).key.encode())
    sections = (suite.timing, suite.closeups, suite.compare)
    rest = [section.model_dump() if section else None for section in sections]
    seeded = [suite.protocol.seed, suite.tuning.model_dump()]  # later trials are not in the key of the first ones
    digest.update(canonical([suite.evaluation.model_dump(), suite.suite.model_dump(), seeded, *rest]).encode())
    return digest.hexdigest()


def is_complete(store: Store, manifest: Manifest) -> bool:
    """Return whether every cell of the run is in the store; a failed cell counts as missing, so it is tried again."""
    failed = any(cell.status == "failed" for cell in manifest.cells)
    return not failed and all(store.has(key) for key in manifest.keys)


def manifest_of(
    plan: Plan,
    cells: Sequence[Cell],
    done: Execution,
    machine: Mapping[str, str],
    began: float,
    known: Manifest | None,
) -> Manifest:
    """Return the manifest of a run that has ended; ``known`` is the previous manifest of this run."""
    suite = plan.suite
    return Manifest(
        name=suite.name,
        cells=tuple(cell_row(outcome) for outcome in done.outcomes),
        gdbench=__version__,
        title=suite.suite.title,
        plan=plan_digest(plan, cells),
        created=began,
        seconds=time.time() - began,
        environment=machine,
        protocol=suite.protocol.model_dump(),
        tuning=suite.tuning.model_dump(),
        evaluation=suite.evaluation.model_dump(),
        timing=suite.timing.model_dump() if suite.timing else None,
        compiled=tuple(done.compiled) or (known.compiled if known else ()),
    )


def cell_row(outcome: CellOutcome) -> CellRow:
    """Return the row of a cell in the manifest."""
    cell = outcome.cell
    variant, load, dtype = cell.entry.variant, cell.workload, cell.protocol.dtype
    unit = load.unit
    return CellRow(
        variant=cell.entry.label,
        workload=load.label,
        status=outcome.status,
        name=variant.name,
        family=variant.family,
        rule=variant.kind,
        origin=variant.origin,
        unit=unit.name,
        unit_family=unit.family,
        kind=unit.kind,
        dim=load.dim,
        batch=load.batch,
        sampling=load.sampling,
        examples=_if_traceable(lambda: unit.examples),
        parameters=load.dim,
        flops=_if_traceable(lambda: gradient_flops(load, dtype)),
        state_bytes=_if_traceable(lambda: state_bytes(cell.entry, load, dtype)),
        tags=tuple(sorted(unit.tags)),
        measure=unit.target_measure,
        relative=cell.relative,
        targets=tuple(float(level) for level in cell.targets),
        budget=cell.protocol.budget,
        reason=outcome.reason,
        tuning=outcome.tuning,
        refinement=outcome.refinement,
        evaluation=outcome.evaluation,
        trial=outcome.trial,
        setting=outcome.setting,
        lipschitz=load.lipschitz,
        strong_convexity=load.strong_convexity,
        theory=_theory(outcome),
        fixed={name: repr(value) for name, value in cell.entry.fixed.items()},
        searched=_ranges(cell),
    )


def _ranges(cell: Cell) -> dict[str, tuple[float, float, str, bool]]:
    """Return the range of each knob that tuning varies."""
    return {
        name: (float(knob.low), float(knob.high), knob.scale, knob.cap)
        for name, knob in cell.entry.searched().items()
        if knob.low is not None and knob.high is not None
    }


def _theory(outcome: CellOutcome) -> Rate | None:
    """Return the rate that theory gives for the cell's chosen setting; None without a rate or a chosen setting."""
    entry, load = outcome.cell.entry, outcome.cell.workload
    if outcome.trial is None:
        return None
    settings = entry.variant.settings({**entry.fixed, **outcome.setting})
    return entry.variant.theory(settings, load.lipschitz, load.strong_convexity)


def _if_traceable(fact: Callable[[], T]) -> T | None:
    """Return a fact of a cell, or None if the cell cannot be traced, which its status reports."""
    try:
        return fact()
    except Exception:
        return None
