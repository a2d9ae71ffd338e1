"""What a run consists of, as it is written beside it in run.json."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import gdbench
from gdbench.store import Store, canonical
from gdbench.types import Cell, Workload

if TYPE_CHECKING:
    from gdbench.executors.local import Execution, Outcome
    from gdbench.executors.plan import Plan


def plan_digest(plan: Plan, cells: Sequence[Cell]) -> str:
    """Return what changes whenever any cell of the run, or what is timed, changes."""
    suite = plan.suite
    digest = hashlib.blake2b(digest_size=16)
    for cell in cells:
        digest.update(cell.label.encode() + plan.tuning(cell).key.encode())
    rest = [suite.evaluation.model_dump(), suite.suite.model_dump()]
    sections = (suite.timing, suite.closeups, suite.compare)
    rest += [section.model_dump() if section else None for section in sections]
    digest.update(canonical(rest).encode())
    return digest.hexdigest()


def is_complete(store: Store, manifest: Mapping[str, Any]) -> bool:
    """Whether every cell of the run is in the store; failed ones are tried again."""
    failed = any(cell["status"] == "failed" for cell in manifest["cells"])
    return not failed and all(store.has(key) for cell in manifest["cells"] for key in keys_of(cell))


def manifest_of(
    plan: Plan, cells: Sequence[Cell], done: Execution, machine: Mapping[str, Any], began: float, known: Mapping | None
) -> dict[str, Any]:
    """Return what is written beside a run that has ended; ``known`` is the manifest of the run before it."""
    suite = plan.suite
    return {
        "gdbench": gdbench.__version__,
        "name": suite.name,
        "title": suite.suite.title,
        "plan": plan_digest(plan, cells),
        "created": began,
        "seconds": time.time() - began,
        "environment": machine,
        "protocol": suite.protocol.model_dump(),
        "tuning": suite.tuning.model_dump(),
        "evaluation": suite.evaluation.model_dump(),
        "timing": suite.timing.model_dump() if suite.timing else None,
        "compiled": done.compiled or (known or {}).get("compiled", []),
        "cells": [cell_row(outcome) for outcome in done.outcomes],
    }


def keys_of(cell: Mapping[str, Any]) -> list[str]:
    """Return the keys of a cell's stages."""
    return [cell[stage] for stage in ("tuning", "evaluation") if cell[stage]]


def _or_none(fact: Callable[[], Any]) -> Any:
    """A fact of a cell; None where the cell cannot even be traced, which its own status tells."""
    try:
        return fact()
    except Exception:
        return None


def cell_row(outcome: Outcome) -> dict[str, Any]:
    """Return what the manifest says of a cell."""
    from gdbench.engine.costs import gradient_flops, state_bytes
    from gdbench.engine.inputs import goal

    cell = outcome.cell
    variant, load_ = cell.entry.variant, cell.workload
    return {
        "variant": cell.entry.label,
        "name": variant.name,
        "family": variant.family,
        "rule": variant.kind,
        "origin": variant.origin,
        "workload": load_.label,
        "unit": load_.unit.name,
        "unit_family": load_.unit.family,
        "kind": "task" if load_.is_task else "problem",
        "dim": load_.dim,
        "batch": load_.batch,
        "sampling": load_.sampling,
        "examples": _or_none(lambda: load_.unit.examples if load_.is_task else 0),
        "parameters": load_.dim,
        "flops": _or_none(lambda: gradient_flops(load_, cell.protocol.dtype)),
        "state_bytes": _or_none(lambda: state_bytes(cell.entry, load_, cell.protocol.dtype)),
        "tags": sorted(load_.unit.tags),
        "measure": load_.unit.target_measure if load_.is_task else "value",
        "relative": bool(goal(cell).relative),
        "targets": [float(level) for level in (getattr(load_.unit, "levels", None) or cell.protocol.targets)],
        "budget": cell.protocol.budget,
        "status": outcome.status,
        "reason": outcome.reason,
        "tuning": outcome.tuning,
        "evaluation": outcome.evaluation,
        "trial": outcome.trial,
        "setting": outcome.setting,
        "lipschitz": _constant(load_, "lipschitz"),
        "strong_convexity": _constant(load_, "strong_convexity"),
        "theory": _theory(outcome),
        "fixed": {name: repr(value) for name, value in cell.entry.fixed.items()},
    }


def _constant(workload: Workload, name: str) -> float | None:
    """A constant of the problem in its dimension, None where it is not known."""
    known = getattr(workload.unit, name, None)
    return float(known(workload.dim)) if known else None


def _theory(outcome: Outcome) -> dict[str, Any] | None:
    """What theory promises at the chosen setting of the cell, None where it is silent or there is no setting."""
    entry, load_ = outcome.cell.entry, outcome.cell.workload
    if outcome.trial is None:
        return None
    settings = entry.variant.settings({**entry.fixed, **outcome.setting})
    bounds = (_constant(load_, name) for name in ("lipschitz", "strong_convexity"))
    promised = entry.variant.theory(settings, *bounds)
    return promised.document() if promised else None
