"""What accepting a new baseline means, in words: what was, what is, of which variant, on which problem."""

from __future__ import annotations

from collections.abc import Iterator

from gdbench.errors import NotComparable
from gdbench.gate.baseline import as_kept, places
from gdbench.gate.changes import compare_exact
from gdbench.gate.exact import Exact, Place
from gdbench.gate.findings import Finding, Verdict, shown
from gdbench.suite import CompareSection

EVERYTHING = CompareSection(rounding=1e-5)  # the file keeps five digits


def explained(old: Exact | None, new: Exact) -> list[str]:
    """Return what changes from the old baseline to the new one, one sentence each."""
    size = f"{len(new.cells)} cells, {len(new.programs)} programs of a step"
    if old is None:
        return [f"the first baseline of suite {new.suite} here: {size}"]
    new = as_kept(new)
    try:
        found = compare_exact(old, new, ("", ""), EVERYTHING, strict=True).different
    except NotComparable as error:
        return [f"the old baseline says nothing of this run ({error}); the new one has {size}"]
    return [*_of_cells(old, new), *map(_sentence, found)]


def differing(one: Exact, other: Exact) -> frozenset[Place]:
    """Return the cells whose convergence differs between two runs of a suite by more than a comparison allows."""
    limits = CompareSection()
    limits = limits.model_copy(update={"rounding": limits.convergence - 1.0})
    found = compare_exact(one, other, ("", ""), limits).different
    alone = set(one.cells) ^ set(other.cells)
    return frozenset({(each.variant, each.workload) for each in found if each.kind == "convergence"} | alone)


def _of_cells(old: Exact, new: Exact) -> Iterator[str]:
    fresh = set(new.cells) - set(old.cells)
    if fresh:
        yield f"{len(fresh)} cells are new: {places(fresh)}"


def _sentence(finding: Finding) -> str:
    who = f"{finding.variant} on {finding.workload}" if finding.variant else finding.workload
    change = f"{shown(finding.base, finding.unit)} → {shown(finding.head, finding.unit)}"
    judged = "" if finding.verdict is Verdict.CHANGED else f", {finding.verdict.value}"
    return f"{who}: {finding.metric}: {change}{judged}"
