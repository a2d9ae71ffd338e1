"""Notes on single sections of a run's page: the meaning of columns, and the results of tests and timings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from gdbench.report.text import words
from gdbench.tables.run import Run
from gdbench.tables.verdicts import TOPS

_UNSURE = (
    "so by ranks alone all differences may be chance. The test sees only which variant is ahead on a workload, not by "
    "how much, so it separates fewer variants than the areas of the verdict do; trust the verdict where the two "
    "disagree"
)


def columns(run: Run) -> list[tuple[str, str]]:
    """Return the meaning of each column of the verdict in plain words."""
    budget = max((int(each.budget) for each in run.workloads.values()), default=1000)
    factor = words.number(budget**0.1)
    notes = [
        (
            "rank",
            "= marks a tie: variants share a rank if they are not found to be worse than the best of them, by paired "
            "comparisons that hold together at 95 %. The first rank is found among all variants, and each further rank "
            "among the variants that are left.",
        ),
        (
            "area",
            "How soon the targets are reached, from 0 (none within the budget) to 1 (all at the first evaluation): "
            "the mean of 1 − log(evaluations to the target) / log(budget) over targets, seeds and workloads; a miss "
            "counts as 0. The bar is its 95 % interval, which follows Student’s t over workloads (over the seeds of a "
            "single workload). At this budget, 0.10 more area means reaching the targets "
            f"about {factor} times sooner.",
        ),
        (
            f"in first {' · '.join(map(str, TOPS))}",
            "The probability, in percent, that the variant’s area is among so many largest ones, if the means scatter "
            "as the workloads (or the seeds of a single workload) say.",
        ),
        (
            "solved",
            "Runs that reached the last target, of all runs attempted. Workloads that a variant declines count as "
            "unsolved in its area, but not as attempted here.",
        ),
        (
            "evaluations",
            "Expected running time (ERT) to the last target, in gradient evaluations: evaluations of all runs, "
            "successful or not, per successful run, as if failed runs were restarted; it can therefore exceed the "
            "budget. The median over all workloads; “not reached” where more than half of them were never solved.",
        ),
        ("seconds", _seconds_note(run)),
        *_defaults_note(run),
        *_range_ends_note(run),
        (
            "ended badly",
            "Runs that diverged (a value that is not finite), froze (stopped moving with a large gradient, or "
            "its state overflowed while its point stayed finite), left the box in which the problem is defined, or "
            "fell below the known minimum f* (an error, not a solution). There is a column for each end that occurred.",
        ),
    ]
    return notes


def timing(run: Run) -> str:
    """Return a note that says what one measured step consists of."""
    if not len(run.steps):
        return _outdated(run).strip() or "No times were measured in this run."
    row, alone = run.steps.iloc[0], run.steps.loc[run.steps["processes"] == 1, "variant"]
    here = (
        f" {words.listed(list(alone))} could not be sent to other processes and {'was' if len(alone) == 1 else 'were'} "
        "timed in the one that ran the suite, without an interval."
    )
    return (
        f"One step of {words.several(int(row['runs']), 'run')} side by side on {row['problem']} with "
        f"{words.several(int(row['dim']), 'coordinate')}, in a program compiled for that variant alone. The time of a "
        "step is the difference between calls of two lengths, divided by the difference of their steps; what a call "
        "costs beside its steps has a column of its own. Intervals are computed over fresh processes, because the same "
        f"program takes a few per cent more or less in each.{here if len(alone) else ''}{_outdated(run)}"
    )


def not_compared(run: Run) -> str:
    """Return why no own variant is shown beside its counterpart."""
    return _outdated(run).strip() or "No own variant was timed against its counterpart in Optax in this run."


def _outdated(run: Run) -> str:
    """Return a sentence on variants whose only times are those of an earlier clock; empty if there are none."""
    timed = set(run.timings["variant"])
    old = sorted({row.variant for row in run.observations} - timed)
    if not old:
        return ""
    return (
        f" The times of {words.listed(old)} were measured by an earlier version of gdbench, as shares of a call with "
        "all that it costs, and are not shown; run the suite again to measure them."
    )


def compilation(run: Run) -> str:
    """Return how many programs were compiled, and how long that took in all."""
    programs = run.manifest.compiled
    if not programs:
        return "No program was compiled in this run, because every cell was already stored."
    trace, build = (sum(getattr(each, name) for each in programs) for name in ("trace_seconds", "compile_seconds"))
    return (
        f"{words.several(len(programs), 'shared program')} for {words.several(len(run.manifest.cells), 'cell')}: "
        f"{words.seconds(trace)} of tracing and {words.seconds(build)} of compilation."
    )


def rates(run: Run) -> str:
    """Return how many rates were fitted, and for how many of them theory gives a rate."""
    table = run.theory_rates
    if not len(table):
        return ""
    known = table[table["theory"].notna()]
    agree, differ = (int((known["agrees"] == value).sum()) for value in (True, False))
    return (
        "Theory has rates for some variants on functions whose curvature is known. Of these cells, a straight line "
        f"fits the curves of {words.several(len(table), 'cell')} over at least a third of their fall. Theory names a "
        f"rate for {words.count(len(known))} of them: {words.count(agree)} agree, {words.count(differ)} differ, and "
        "the rest is open."
    )


def friedman(run: Run) -> str:
    """Return the result of Friedman's test in words."""
    if not len(run.friedman):
        return ""
    row = run.friedman.iloc[0]
    if not np.isfinite(row["p_value"]):
        return ""
    p_value = "< 0.001" if row["p_value"] < 1e-3 else f"= {words.number(float(row['p_value']))}"
    small = f"p {p_value}".replace(" ", words.NARROW)
    verdict = "so ranks differ by more than chance" if row["p_value"] < 0.05 else _UNSURE
    return (
        f"Friedman’s test over {words.several(int(row['workloads']), 'workload')} gives {small}, {verdict}. Pairs are "
        f"compared with Holm’s correction; the critical difference of Nemenyi, {row['critical_difference']:.1f} ranks, "
        "is drawn for scale. The test was fixed before the data were seen."
    )


def variant_in_short(run: Run, variant: str) -> str:
    """Return a variant's rank, its solved runs, its gain from tuning and the time of its step in a few sentences."""
    parts = []
    row = _row_of(run.ranking, variant)
    if row is not None:
        parts.append(
            f"Rank {row['rank']}{_tied(run, row['rank'])} of {words.count(len(run.ranking))} (area "
            f"{row['area']:.2f}, interval {words.interval(row['low'], row['high'])}); {words.count(row['solved'])} of "
            f"{words.count(row['attempted'])} runs solved."
        )
    untuned = _row_of(run.defaults, variant)
    if untuned is not None:
        parts.append(
            f"Untuned, its area is {untuned['default_area']:.2f}; tuning changed it by {words.signed(untuned['gain'])} "
            f"({words.signed(untuned['gain_low'])} to {words.signed(untuned['gain_high'])})."
        )
    ends = _row_of(run.range_ends, variant)
    if ends is not None:
        amount = int(ends["at_low_end"] + ends["at_high_end"])
        parts.append(
            f"Its tuned learning rate is at an end of its range on {words.count(amount)} of "
            f"{words.several(int(ends['searched_workloads']), 'workload')}."
        )
    step = _row_of(run.steps, variant)
    if step is not None:
        parts.append(
            f"A step of {words.several(int(step['runs']), 'run')} side by side takes "
            f"{words.seconds(step['seconds_per_step'])}, and compiling it {words.seconds(step['compile_seconds'])}."
        )
    return " ".join(parts)


def _tied(run: Run, rank: int) -> str:
    others = int((run.ranking["rank"] == rank).sum()) - 1
    return f", tied with {words.several(others, 'other')}," if others else ""


def _row_of(table: pd.DataFrame, variant: str) -> pd.Series | None:
    rows = table[table["variant"] == variant] if len(table) else table
    return rows.iloc[0] if len(rows) else None


def left_out(payload: Mapping[str, Any], is_large: bool) -> str:
    """Return which of the stored samples the page leaves out; empty if it has all of them."""
    kept = payload["runsKept"] | payload["bandsKept"]
    parts = []
    if kept.get("lines", 0) < kept.get("seeds", 0):
        parts.append(f"{kept['lines']} of {kept['seeds']} single runs a cell, evenly spread from best to worst")
    if kept.get("bands", 0) < kept.get("bandsOf", 0):
        parts.append(f"{kept['bands']} of {kept['bandsOf']} samples of every median and quartile")
    if kept.get("samples", 0) < kept.get("of", 0):
        parts.append(f"{kept['samples']} of {kept['of']} samples of a single run")
    held = f"To stay small, this page holds {'; '.join(parts)}. " if parts else ""
    beside = "Single workloads have no PDF and no LaTeX table beside the page. " if is_large else ""
    return f"{held}{beside}Ranks and profiles use every run; the store keeps all." if held or beside else ""


def _defaults_note(run: Run) -> list[tuple[str, str]]:
    if not len(run.defaults):
        return []
    text = (
        "The area at the default hyperparameters on the same seeds, followed by what tuning added; ≈ where the 95 % "
        "interval of that gain includes 0. It is about all workloads, so a selection or another cost axis has none."
    )
    return [("at defaults", text)]


def _range_ends_note(run: Run) -> list[tuple[str, str]]:
    """Return on how many workloads the tuned learning rate is at an end of its range, for every variant with any."""
    table = run.range_ends
    if not len(table):
        return []
    at_end = table["at_low_end"] + table["at_high_end"]
    found = [
        f"{variant} on {words.count(amount)} of {words.count(total)}"
        for variant, amount, total in zip(table["variant"], at_end, table["searched_workloads"], strict=True)
        if amount
    ]
    where = f"Here: {words.listed(found)}." if found else "Here, no tuned rate lies near an end."
    text = (
        "A tuned learning rate within a factor of 3 of an end of its range may be held back by the range. Workloads on "
        f"which no setting improved on the start are not counted. {where}"
    )
    return [("ends of ranges", text)]


def _seconds_note(run: Run) -> str:
    if not len(run.steps):
        return "The same in wall-clock time; – because no times were measured in this run."
    row = run.steps.iloc[0]
    return (
        "Expected steps to the last target times the measured time of one step. A step moves "
        f"{words.several(int(row['runs']), 'run')} side by side (see Clock), and its time is not divided by their "
        "number; this also holds for the cost axis of seconds. – where no time was measured."
    )
