"""What the page says in prose, from data: the verdict, what was measured on what, and how to read each column."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from gdbench.report import words
from gdbench.report.facts import Facts


def verdict(facts: Facts) -> str:
    """Return who leads, with what uncertainty, tied with whom; or why nobody does."""
    table = facts.ranking
    if not len(table):
        return nothing(facts) or (
            f"No variant applies to half of the {words.several(len(facts.workloads), 'workload')}, so none is "
            "ranked; the specialists are compared on their own workloads below."
        )
    first = table.iloc[0]
    measure = f"area {first['area']:.2f}, 95{words.NARROW}% interval {words.interval(first['low'], first['high'])}"
    if not table["area"].max() > 0:
        return f"No variant reached any target: every one of {words.count(len(table))} has area 0."
    if len(table) == 1:
        return f"{first['variant']} is the only ranked variant ({measure})."
    tied = list(table["variant"][table["rank"] == first["rank"]][1:])
    if tied:
        return f"{first['variant']} has the largest area ({measure}), but cannot be told from {words.listed(tied)}."
    return f"{first['variant']} leads ({measure}), ahead of every other variant."


def scope(facts: Facts) -> str:
    """Return what was ranked on what, tuned how, judged on what."""
    if not facts.status["done"]:
        return ""
    kinds = [load["kind"] for load in facts.workloads.values()]
    parts = [(kinds.count("problem"), "test problem"), (kinds.count("task"), "learning task")]
    on = " and ".join(words.several(amount, noun) for amount, noun in parts if amount)
    ranked = f"{words.several(len(facts.ranking), 'variant')} ranked" if len(facts.ranking) else "No variant ranked"
    special = f", {words.several(len(facts.specialists), 'specialist')} beside them" if len(facts.specialists) else ""
    return f"{ranked}{special}, on {on}. {_tuning(facts.manifest)} {_judged(facts.manifest)}"


def nothing(facts: Facts) -> str:
    """Return why there is nothing to show; empty where there is."""
    if facts.status["done"]:
        return ""
    if not facts.cells:
        return "This run holds no cells, so there is nothing to rank."
    told = [(facts.status[name], name) for name in ("declined", "failed") if facts.status[name]]
    reasons = " and ".join(f"{words.count(amount)} {name}" for amount, name in told)
    return f"No cell was evaluated, so nothing is ranked: of {words.several(len(facts.cells), 'cell')}, {reasons}."


def header(facts: Facts) -> list[tuple[str, str]]:
    """Return the facts under the title: when, where, with what budget, how long."""
    manifest, machine = facts.manifest, facts.manifest.get("environment") or {}
    rows = [("suite", manifest["name"])]
    if "created" in manifest:
        rows.append(("measured", date_of(manifest["created"])))
    if machine:
        rows.append(("device", _device(machine)))
    budgets = sorted({int(each["budget"]) for each in facts.workloads.values()})
    if budgets:
        ends = (
            words.count(budgets[0]) if len(budgets) == 1 else f"{words.count(budgets[0])} to {words.count(budgets[-1])}"
        )
        rows.append(("budget", f"{ends} gradient evaluations a run"))
    if "dtype" in (manifest.get("protocol") or {}):
        rows.append(("precision", manifest["protocol"]["dtype"]))
    if "seconds" in manifest:
        rows.append(("took", words.seconds(manifest["seconds"])))
    return rows


def date_of(seconds: float) -> str:
    """Return a moment as a date with its zone: 22 November 2026, 01:31 UTC."""
    moment = datetime.fromtimestamp(seconds, UTC)
    return f"{moment.day} {moment:%B %Y, %H:%M} UTC"


def footnotes(facts: Facts) -> list[tuple[str, str]]:
    """Return, for each column of the verdict, what it means in plain words."""
    budget = max((int(each["budget"]) for each in facts.workloads.values()), default=1000)
    factor = words.number(budget**0.1)
    notes = [
        (
            "rank",
            "Ranks follow the area. = marks a tie: these variants cannot be told from the best one of their rank, "
            "judged by a paired bootstrap over workloads and seeds, all pairs at once (95 %).",
        ),
        (
            "area",
            "How soon the targets are reached, from 0 (none within the budget) to 1 (all at the first evaluation): "
            "the mean of 1 − log(evaluations to the target) / log(budget) over targets, seeds and workloads; a miss "
            "counts as 0. The bar is its 95 % interval. At this budget, 0.10 more area means reaching the targets "
            f"about {factor} times sooner.",
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
        ("seconds", _seconds_note(facts)),
        *_defaults_note(facts),
        (
            "ended badly",
            "Runs that diverged (a value that is not finite), froze (stopped moving with a large gradient), left the "
            "box in which the problem is defined, or fell below the known minimum f* (flagged, never credited).",
        ),
    ]
    return notes


def timing(facts: Facts) -> str:
    """Return what one measured step is."""
    if not len(facts.steps):
        return "No times were measured in this run."
    row = facts.steps.iloc[0]
    return (
        f"One step of {words.several(int(row['runs']), 'run')} side by side on {row['problem']} with "
        f"{words.several(int(row['dim']), 'coordinate')}, in a program compiled for that variant alone: inputs on the "
        "device, warmed up, variants measured in turns, and the clock read only when the result is there."
    )


def compilation(facts: Facts) -> str:
    """Return how many programs were compiled, and what that cost in all."""
    programs = facts.manifest.get("compiled") or []
    if not programs:
        return "No program was compiled in this run: every cell was already there."
    trace, build = (sum(each[name] for each in programs) for name in ("trace_seconds", "compile_seconds"))
    return (
        f"{words.several(len(programs), 'shared program')} for {words.several(len(facts.cells), 'cell')}: "
        f"{words.seconds(trace)} of tracing and {words.seconds(build)} of compilation."
    )


def brief(facts: Facts, variant: str) -> str:
    """Return what the page knows of one variant, in a few sentences: rank, runs, what tuning was worth, its step."""
    parts = []
    row = _row_of(facts.ranking, variant)
    if row is not None:
        parts.append(
            f"Rank {row['rank']}{_tied(facts, row['rank'])} of {words.count(len(facts.ranking))} (area "
            f"{row['area']:.2f}, interval {words.interval(row['low'], row['high'])}); {words.count(row['solved'])} of "
            f"{words.count(row['attempted'])} runs solved."
        )
    untuned = _row_of(facts.defaults, variant)
    if untuned is not None:
        parts.append(
            f"Untuned its area is {untuned['default_area']:.2f}; tuning changed it by {_signed(untuned['gain'])} "
            f"({_signed(untuned['gain_low'])} to {_signed(untuned['gain_high'])})."
        )
    step = _row_of(facts.steps, variant)
    if step is not None:
        parts.append(
            f"A step of {words.several(int(step['runs']), 'run')} side by side takes "
            f"{words.seconds(step['seconds_per_step'])}, compiling it {words.seconds(step['compile_seconds'])}."
        )
    return " ".join(parts)


def _tied(facts: Facts, rank: int) -> str:
    others = int((facts.ranking["rank"] == rank).sum()) - 1
    return f", tied with {words.several(others, 'other')}," if others else ""


def _row_of(table: Any, variant: str) -> Any:
    rows = table[table["variant"] == variant] if len(table) else table
    return rows.iloc[0] if len(rows) else None


def _signed(value: float) -> str:
    return f"{value:+.2f}".replace("-", "−")


def left_out(payload: Mapping[str, Any], facts: Facts) -> str:
    """Return which of the stored samples the page does not hold; empty where it holds them all."""
    kept = payload["runsKept"] | payload["bandsKept"]
    parts = []
    if kept.get("lines", 0) < kept.get("seeds", 0):
        parts.append(f"{kept['lines']} of {kept['seeds']} single runs a cell, evenly spread from best to worst")
    if kept.get("bands", 0) < kept.get("bandsOf", 0):
        parts.append(f"{kept['bands']} of {kept['bandsOf']} samples of every median and quartile")
    if kept.get("samples", 0) < kept.get("of", 0):
        parts.append(f"{kept['samples']} of {kept['of']} samples of a single run")
    held = f"To stay small this page holds {'; '.join(parts)}. " if parts else ""
    beside = "Single workloads have no PDF and no LaTeX table beside the page. " if facts.is_large else ""
    return f"{held}{beside}Ranks and profiles use every run; the store keeps all." if held or beside else ""


def _defaults_note(facts: Facts) -> list[tuple[str, str]]:
    if not facts.has_defaults:
        return []
    text = (
        "The area at the default hyperparameters on the same seeds and, behind it, what tuning added; ≈ where the 95 % "
        "interval of that gain includes 0."
    )
    return [("at defaults", text)]


def _seconds_note(facts: Facts) -> str:
    if not len(facts.steps):
        return "The same in wall-clock time; – because no times were measured in this run."
    row = facts.steps.iloc[0]
    return (
        "The same, counted in steps, times the measured time of one step, which moves "
        f"{words.several(int(row['runs']), 'run')} side by side (see Clock) and is not divided by them. The same holds "
        "for the cost axis of seconds. – where no time was measured."
    )


def _tuning(manifest: Mapping[str, Any]) -> str:
    tuning = manifest.get("tuning") or {}
    trials, method = tuning.get("trials"), tuning.get("method", "")
    if method == "default" or not trials:
        return "Default settings, no tuning."
    return f"Every variant tuned with {words.several(trials, f'{method} trial')} per workload."


def _judged(manifest: Mapping[str, Any]) -> str:
    seeds = (manifest.get("evaluation") or {}).get("seeds")
    return f"Judged on {words.several(seeds, 'seed')} that tuning never saw." if seeds else ""


def _device(machine: Mapping[str, Any]) -> str:
    device, platform = str(machine.get("device", "")), str(machine.get("platform", "")).upper()
    parts = [platform if device.upper() == platform else f"{platform} {device}".strip()]
    if platform == "CPU" and machine.get("processor"):
        parts.append(str(machine["processor"]))
    amount = machine.get("devices") or 1
    cores = machine.get("cores")
    if amount > 1:
        parts.append(f"{amount} devices")
    if cores:
        parts.append(words.several(cores, "core"))
    return ", ".join(parts)
