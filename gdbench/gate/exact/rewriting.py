"""Describes the changes that a new baseline makes, and finds its unsteady cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gdbench.errors import NotComparable
from gdbench.gate.exact.baseline import as_kept, places
from gdbench.gate.exact.changes import compare_exact
from gdbench.gate.exact.convergence import Place
from gdbench.gate.exact.metrics import ExactMetrics
from gdbench.gate.findings import Finding, Verdict, shown
from gdbench.suite import CompareSection

EVERY_DIGIT = CompareSection(rounding=1e-5)  # a baseline keeps five digits


def explained(old: ExactMetrics | None, new: ExactMetrics) -> list[str]:
    """Return what changes from the old baseline to the new one, one sentence each."""
    size = f"{len(new.cells)} cells, {len(new.programs)} programs of a step"
    if old is None:
        return [f"the first baseline of suite {new.suite} here: {size}"]
    new = as_kept(new)
    try:
        found = compare_exact(old, new, ("", ""), EVERY_DIGIT, strict=True).different
    except NotComparable as error:
        return [f"the old baseline says nothing of this run ({error}); the new one has {size}"]
    return [*_new_cells(old, new), *map(_change, found)]


def moved_by_rounding(new: ExactMetrics, others: Sequence[ExactMetrics]) -> frozenset[Place]:
    """Return the unsteady cells of a run: those that differ in any of the runs with other rounding.

    A cell that none of the other runs has counts as unsteady too, because its rounding is unknown. So does a cell that
    a baseline among the others lists as unsteady, because rounding moved it on the processor of that baseline.
    """
    kept = frozenset(as_kept(new).cells)
    differ = frozenset[Place]().union(*(_differing(new, other) | (other.unsteady or frozenset()) for other in others))
    seen = frozenset[Place]().union(*(other.cells for other in others))
    return (differ | (kept - seen)) & kept


def still_unsteady(old: ExactMetrics | None, new: ExactMetrics) -> frozenset[Place] | None:
    """Return the unsteady cells of a new baseline without runs of other rounding: the old ones, and new cells.

    None means that it is not known which cells are unsteady.
    """
    if old is None or old.unsteady is None:
        return None
    kept = frozenset(as_kept(new).cells)  # a baseline holds no declined cell, so a declined cell is not new
    return (old.unsteady | (kept - set(old.cells))) & kept


def _differing(one: ExactMetrics, other: ExactMetrics) -> frozenset[Place]:
    """Return the cells whose convergence differs between two runs of a suite by more than a comparison allows."""
    limits = CompareSection()
    limits = limits.model_copy(update={"rounding": limits.convergence - 1.0})
    same = {"processor": one.environment.get("processor")}  # so that rounding is compared
    other = replace(other, environment={**other.environment, **same})
    found = compare_exact(one, other, ("", ""), limits).different
    moved = {(each.variant, each.workload) for each in found if each.kind == "convergence"}
    return frozenset(moved & set(other.cells))


def _new_cells(old: ExactMetrics, new: ExactMetrics) -> Iterator[str]:
    fresh = set(new.cells) - set(old.cells)
    if fresh:
        yield f"{len(fresh)} cells are new: {places(fresh)}"


def _change(finding: Finding) -> str:
    values = f"{shown(finding.base, finding.unit)} → {shown(finding.head, finding.unit)}"
    judged = "" if finding.verdict is Verdict.CHANGED else f", {finding.verdict.value}"
    return f"{finding.subject}: {finding.metric}: {values}{judged}"
