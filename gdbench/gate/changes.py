"""Exact metrics of base and head → findings, cell by cell and program by program."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from gdbench.gate.baseline import places
from gdbench.gate.comparable import COMPILER, require_comparable, same_compiler, same_processor, without_packages
from gdbench.gate.comparison import Comparison
from gdbench.gate.convergence import Convergence, Outcome
from gdbench.gate.exact import Exact, Place
from gdbench.gate.findings import Finding, Verdict
from gdbench.gate.judging import judge, judge_ends, ratio
from gdbench.suite import CompareSection

# Facts of a step: in words, unit, and the limit that applies; those of compilers hold for one version of theirs.
FACTS = {
    "state_bytes": ("state of a run", "bytes", "state"),
    "primitives": ("primitives of a step", "", "program"),
    "flops": ("operations of a step", "", "program"),
    "instructions": ("instructions of a compiled step", "", "program"),
    "fusions": ("fusions of a compiled step", "", "program"),
    "memory": ("memory of a compiled step", "bytes", "program"),
}


def compare_exact(
    base: Exact, head: Exact, names: tuple[str, str], limits: CompareSection, *, strict: bool = False
) -> Comparison:
    """Compare the exact metrics of two runs.

    On another processor, where rounding differs, cells that are known to be unsteady are left out and what differs
    by less than the limit is the same. Raises `NotComparable`.
    """
    require_comparable(base, head)
    notes, skipped = [], without_packages(base, head)
    if skipped:
        notes.append(f"{len(skipped)} cells were left out, as their packages are not the same: {places(skipped)}.")
    if not same_processor(base, head):
        unsteady = base.unsteady & frozenset(head.cells)
        limits = limits.model_copy(update={"rounding": max(limits.rounding, limits.convergence - 1.0)})
        notes.append(_of_processors(base, head, limits, unsteady))
        skipped |= unsteady
    found = [*_of_cells(base, head, limits, skipped), *_of_suite(base, head, limits)]
    missing = _without_programs(base, head)
    if missing:
        notes.append(f"Programs were not compared: {missing}.")
    else:
        found += [each for each in _of_programs(base, head, limits) if (each.variant, each.workload) not in skipped]
    return Comparison(*names, tuple(found), (*notes, *_of_coverage(base, head)), strict)


def _without_programs(base: Exact, head: Exact) -> str | None:
    """Why the facts of programs cannot be compared."""
    if not same_compiler(base, head):
        one, other = (", ".join(f"{name} {side.environment[name]}" for name in COMPILER) for side in (base, head))
        return f"base has {one}, head {other}"
    if base.programs and head.programs:
        return None
    return f"{'only one' if base.programs or head.programs else 'neither'} side has measured them"


def _of_processors(base: Exact, head: Exact, limits: CompareSection, skipped: frozenset[Place]) -> str:
    who = f"base ran on {base.environment.get('processor')}, head on {head.environment.get('processor')}"
    left = f"; {len(skipped)} cells that rounding moves were left out ({places(skipped)})" if skipped else ""
    return f"Rounding may differ: {who}. Differences within {limits.rounding:.0%} count as the same{left}."


def _of_coverage(base: Exact, head: Exact) -> Iterator[str]:
    new = set(head.cells) - set(base.cells)
    new = {place for place in new if head.cells[place].status == "done"}
    if new:
        yield f"{len(new)} cells are in head alone: {places(new)}."
    if base.compiled is None or head.compiled is None:
        yield "How many programs were compiled was not compared: a run that resumes compiles a part of them."


def _of_cells(base: Exact, head: Exact, limits: CompareSection, skipped: frozenset[Place]) -> Iterator[Finding]:
    for place, before in base.cells.items():
        after = head.cells.get(place)
        if place in skipped or before.status == "declined":
            continue
        if after is None or before.status != "done" or after.status != "done":
            yield _of_status(place, before, after)
        else:
            for finding in _of_cell(before, after, limits):
                yield replace(finding, variant=place[0], workload=place[1])


def _of_status(place: Place, before: Convergence, after: Convergence | None) -> Finding:
    words = "missing" if after is None else after.status
    if words == before.status:
        verdict = Verdict.SAME
    elif words in ("failed", "done"):
        verdict = Verdict.WORSE if words == "failed" else Verdict.BETTER
    else:
        verdict = Verdict.CHANGED
    return Finding("convergence", "the cell", *place, before.status, words, verdict=verdict)


def _of_cell(before: Convergence, after: Convergence, limits: CompareSection) -> Iterator[Finding]:
    if (before.targets, before.budget) != (after.targets, after.budget):
        yield _finding("targets and budget", *map(_goal, (before, after)))
        return
    for setting in ("default", "tuned"):
        one, other = getattr(before, setting), getattr(after, setting)
        if one is not None and other is not None:
            yield from _of_outcome(f"{setting} setting", before.targets, one, other, limits)
    yield _finding("trial that tuning chooses", f"trial {before.chosen}", f"trial {after.chosen}")
    if len(before.trials) != len(after.trials):
        yield _finding("trials of tuning", f"{len(before.trials)} trials", f"{len(after.trials)} trials")
        return
    for trial, gaps in enumerate(zip(before.trials, after.trials, strict=True)):
        yield _number(f"tuning trial {trial}: final gap", *gaps, limits, none="not finite")


def _goal(cell: Convergence) -> str:
    return f"{' '.join(f'{each:g}' for each in cell.targets)} in {cell.budget} gradient evaluations"


def _of_outcome(
    setting: str, targets: tuple[float, ...], before: Outcome, after: Outcome, limits: CompareSection
) -> Iterator[Finding]:
    ends = judge_ends(before.tally(), after.tally())
    yield replace(_finding(f"{setting}: ends of runs", before.ended, after.ended), verdict=ends)
    for target, calls in zip(targets, zip(before.calls, after.calls, strict=True), strict=True):
        yield _number(f"{setting}: gradient evaluations to target {target:g}", *calls, limits, none="never")
    yield _number(f"{setting}: final gap", before.gap, after.gap, limits, none="not finite")


def _finding(metric: str, before: str, after: str) -> Finding:
    verdict = Verdict.SAME if before == after else Verdict.CHANGED
    return Finding("convergence", metric, "", "", before, after, verdict=verdict)


def _number(metric: str, before: float | None, after: float | None, limits: CompareSection, none: str) -> Finding:
    said = [none if each is None or math.isinf(each) else each for each in (before, after)]
    verdict = judge(before, after, limits.convergence, limits.rounding)
    return Finding("convergence", metric, "", "", *said, ratio=ratio(before, after), verdict=verdict)


def _of_programs(base: Exact, head: Exact, limits: CompareSection) -> Iterator[Finding]:
    for place, before in base.programs.items():
        after = head.programs.get(place)
        for name, (metric, unit, limit) in FACTS.items() if after is not None else ():
            numbers = [_count(facts.get(name)) for facts in (before, after)]
            if None in numbers:
                continue
            verdict = judge(*numbers, getattr(limits, limit))
            if name == "primitives" and verdict is Verdict.SAME and before[name] != after[name]:
                verdict = Verdict.CHANGED
            said = metric + (_which(before[name], after[name]) if name == "primitives" else "")
            yield Finding("program", said, *place, *numbers, ratio=ratio(*numbers), verdict=verdict, unit=unit)


def _of_suite(base: Exact, head: Exact, limits: CompareSection) -> Iterator[Finding]:
    """How many programs a suite takes, where both sides have the same cells and compiled all of them."""
    if base.compiled is not None and head.compiled is not None and set(base.cells) == set(head.cells):
        numbers = (base.compiled, head.compiled)
        verdict = judge(*numbers, limits.programs)
        yield Finding(
            "program", "programs compiled", "", f"suite {head.suite}", *numbers, ratio=ratio(*numbers), verdict=verdict
        )


def _count(fact: Any) -> float | None:
    return sum(fact.values()) if isinstance(fact, Mapping) else fact


def _which(before: Mapping[str, int], after: Mapping[str, int]) -> str:
    """The primitives whose number changed, such as `` (mul +1, sqrt −1)``."""
    changes = [(name, after.get(name, 0) - before.get(name, 0)) for name in sorted({*before, *after})]
    told = ", ".join(f"{name} {change:+d}" for name, change in changes if change)
    return f" ({told})" if told else ""
