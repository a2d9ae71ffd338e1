"""Compares the exact metrics of base and head, cell by cell and step by step."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from gdbench.gate.comparison import Comparison
from gdbench.gate.exact.baseline import places
from gdbench.gate.exact.comparable import (
    COMPILER,
    require_comparable,
    same_compiler,
    same_processor,
    without_packages,
)
from gdbench.gate.exact.convergence import Convergence, Place, SettingOutcome
from gdbench.gate.exact.judging import judge, judge_ends, ratio
from gdbench.gate.exact.metrics import ExactMetrics
from gdbench.gate.findings import Finding, Verdict
from gdbench.suite import CompareSection


class StepFact(NamedTuple):
    """How a fact of one step is compared: its name in words, its unit, and the field of the limit that applies."""

    words: str
    unit: str
    limit: str


# The last three are made by the compiler and hold for one version of it.
STEP_FACTS = {
    "state_bytes": StepFact("state of a run", "bytes", "state"),
    "primitives": StepFact("primitives of a step", "", "program"),
    "flops": StepFact("operations of a step", "", "program"),
    "instructions": StepFact("instructions of a compiled step", "", "program"),
    "fusions": StepFact("fusions of a compiled step", "", "program"),
    "memory": StepFact("memory of a compiled step", "bytes", "program"),
}


def compare_exact(
    base: ExactMetrics, head: ExactMetrics, names: tuple[str, str], limits: CompareSection, *, strict: bool = False
) -> Comparison:
    """Compare the exact metrics of two runs; raises `NotComparable` if differences would have no meaning.

    Rounding may differ between processors. If the processors differ, cells that are known to be unsteady are left out,
    and differences within the limit count as the same.
    """
    require_comparable(base, head)
    notes, skipped = [], without_packages(base, head)
    if skipped:
        notes.append(f"{len(skipped)} cells were left out, as their packages are not the same: {places(skipped)}.")
    if not same_processor(base, head):
        unsteady = (base.unsteady or frozenset()) & frozenset(head.cells)
        limits = limits.model_copy(update={"rounding": max(limits.rounding, limits.convergence - 1.0)})
        notes.append(_of_processors(base, head, limits, unsteady))
        skipped |= unsteady
    found = [*_of_cells(base, head, limits, skipped), *_of_suite(base, head, limits)]
    missing = _without_programs(base, head)
    if missing:
        notes.append(f"Programs were not compared: {missing}.")
    else:
        found += [each for each in _of_steps(base, head, limits) if (each.variant, each.workload) not in skipped]
    return Comparison(*names, tuple(found), (*notes, *_of_coverage(base, head)), strict)


def _without_programs(base: ExactMetrics, head: ExactMetrics) -> str | None:
    """Return why the facts of steps cannot be compared, or None if they can."""
    if not same_compiler(base, head):
        one, other = (", ".join(f"{name} {side.environment[name]}" for name in COMPILER) for side in (base, head))
        return f"base has {one}, head {other}"
    if base.programs and head.programs:
        return None
    return f"{'only one' if base.programs or head.programs else 'neither'} side has measured them"


def _of_processors(base: ExactMetrics, head: ExactMetrics, limits: CompareSection, skipped: frozenset[Place]) -> str:
    who = f"base ran on {base.environment.get('processor')}, head on {head.environment.get('processor')}"
    left = f"; {len(skipped)} cells that rounding moves were left out ({places(skipped)})" if skipped else ""
    return f"Rounding may differ: {who}. Differences within {limits.rounding:.0%} count as the same{left}."


def _of_coverage(base: ExactMetrics, head: ExactMetrics) -> Iterator[str]:
    new = set(head.cells) - set(base.cells)
    new = {place for place in new if head.cells[place].status == "done"}
    if new:
        yield f"{len(new)} cells are in head alone: {places(new)}."
    if base.compiled is None or head.compiled is None:
        yield "How many programs were compiled was not compared: a run that resumes compiles a part of them."


def _of_cells(
    base: ExactMetrics, head: ExactMetrics, limits: CompareSection, skipped: frozenset[Place]
) -> Iterator[Finding]:
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
        yield _words("targets and budget", _goal(before), _goal(after))
        return
    for setting in ("default", "tuned"):
        one, other = getattr(before, setting), getattr(after, setting)
        if one is not None and other is not None:
            yield from _of_setting(f"{setting} setting", before.targets, one, other, limits)
    yield _words("trial that tuning chooses", f"trial {before.chosen}", f"trial {after.chosen}")
    if len(before.trials) != len(after.trials):
        yield _words("trials of tuning", f"{len(before.trials)} trials", f"{len(after.trials)} trials")
        return
    for trial, (one, other) in enumerate(zip(before.trials, after.trials, strict=True)):
        yield _number(f"tuning trial {trial}: final gap", one, other, limits, none="not finite")


def _goal(cell: Convergence) -> str:
    return f"{' '.join(f'{each:g}' for each in cell.targets)} in {cell.budget} gradient evaluations"


def _of_setting(
    setting: str, targets: tuple[float, ...], before: SettingOutcome, after: SettingOutcome, limits: CompareSection
) -> Iterator[Finding]:
    ends = judge_ends(before.tally(), after.tally())
    yield replace(_words(f"{setting}: ends of runs", before.ended, after.ended), verdict=ends)
    for target, one, other in zip(targets, before.calls, after.calls, strict=True):
        yield _number(f"{setting}: gradient evaluations to target {target:g}", one, other, limits, none="never")
    yield _number(f"{setting}: final gap", before.gap, after.gap, limits, none="not finite")


def _words(metric: str, before: str, after: str) -> Finding:
    """Return the finding on a quantity that is given in words."""
    verdict = Verdict.SAME if before == after else Verdict.CHANGED
    return Finding("convergence", metric, "", "", before, after, verdict=verdict)


def _number(metric: str, before: float | None, after: float | None, limits: CompareSection, none: str) -> Finding:
    """Return the finding on a number; the words ``none`` stand for a number that does not exist."""
    base, head = (none if each is None or math.isinf(each) else each for each in (before, after))
    verdict = judge(before, after, limits.convergence, limits.rounding)
    return Finding("convergence", metric, "", "", base, head, ratio(before, after), verdict=verdict)


def _of_steps(base: ExactMetrics, head: ExactMetrics, limits: CompareSection) -> Iterator[Finding]:
    for place in [place for place in base.programs if place in head.programs]:
        before, after = base.programs[place], head.programs[place]
        for name, fact in STEP_FACTS.items():
            one, other = _count(before.get(name)), _count(after.get(name))
            if one is None or other is None:
                continue
            verdict = judge(one, other, getattr(limits, fact.limit))
            metric = fact.words
            if name == "primitives" and before[name] != after[name]:
                metric += _counts_that_changed(before[name], after[name])
                verdict = Verdict.CHANGED if verdict is Verdict.SAME else verdict
            yield Finding("program", metric, *place, one, other, ratio(one, other), None, None, verdict, fact.unit)


def _of_suite(base: ExactMetrics, head: ExactMetrics, limits: CompareSection) -> Iterator[Finding]:
    """Yield the finding on the number of compiled programs, if both sides have the same cells and compiled all."""
    one, other = base.compiled, head.compiled
    if one is not None and other is not None and set(base.cells) == set(head.cells):
        verdict, where = judge(one, other, limits.programs), f"suite {head.suite}"
        yield Finding("program", "programs compiled", "", where, one, other, ratio(one, other), verdict=verdict)


def _count(fact: Any) -> float | None:
    return sum(fact.values()) if isinstance(fact, Mapping) else fact


def _counts_that_changed(before: Mapping[str, int], after: Mapping[str, int]) -> str:
    """Return the primitives whose number changed, such as `` (mul +1, sqrt −1)``."""
    changes = [(name, after.get(name, 0) - before.get(name, 0)) for name in sorted({*before, *after})]
    told = ", ".join(f"{name} {change:+d}" for name, change in changes if change)
    return f" ({told})" if told else ""
