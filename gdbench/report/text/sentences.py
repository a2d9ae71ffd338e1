"""The sentences about a run that all pages share: the leader, what was measured, when and where."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import numpy as np

from gdbench.report.text import words
from gdbench.tables.run import Run
from gdbench.types.manifest import Manifest


def verdict(run: Run) -> str:
    """Return which variant leads, its interval and the variants that it ties with, or why no variant leads."""
    table = run.ranking
    if not len(table):
        return nothing(run) or (
            f"No variant applies to half of the {words.several(len(run.workloads), 'workload')}, so none is "
            "ranked; the specialists are compared on their own workloads below."
        )
    first = table.iloc[0]
    interval = words.interval(first["low"], first["high"])
    measure = f"area {first['area']:.2f}, {'no' if interval == words.NONE else f'95{words.NARROW}%'} interval"
    measure += "" if interval == words.NONE else f" {interval}"
    if not table["area"].max() > 0:
        return f"No variant reached any target: every one of {words.count(len(table))} has area 0."
    if len(table) == 1:
        return f"{first['variant']} is the only ranked variant ({measure})."
    tied = list(table["variant"][table["rank"] == first["rank"]][1:])
    if tied:
        return (
            f"{first['variant']} has the largest area ({measure}), but cannot be told apart from {words.listed(tied)}."
        )
    return f"{first['variant']} leads ({measure}), and every other variant is significantly worse."


def scope(run: Run) -> str:
    """Return the number of variants and workloads that were ranked, how they were tuned, and on which seeds."""
    if not run.status["done"]:
        return ""
    kinds = [each.kind for each in run.workloads.values()]
    parts = [(kinds.count("problem"), "test problem"), (kinds.count("task"), "learning task")]
    on = " and ".join(words.several(amount, noun) for amount, noun in parts if amount)
    ranked = f"{words.several(len(run.ranking), 'variant')} ranked" if len(run.ranking) else "No variant ranked"
    special = f", {words.several(len(run.specialists), 'specialist')} beside them" if len(run.specialists) else ""
    return f"{ranked}{special}, on {on}. {_tuning(run.manifest)} {_judged(run.manifest)} {subject(run)}".rstrip()


def subject(run: Run) -> str:
    """Return what the ranks and the intervals are about: workloads like these, or a single one."""
    if not len(run.ranking):
        return ""
    if len(run.workloads) > 1:
        return "Ranks and intervals treat the workloads as a sample, so they are about workloads like these."
    if np.isnan(run.ranking["low"].iloc[0]):
        return "One seed on one workload tells no variants apart and gives no intervals."
    return "Ranks and intervals compare seeds of one workload, so they say nothing about other workloads."


def nothing(run: Run) -> str:
    """Return why the run has nothing to show; empty if it has something to show."""
    if run.status["done"]:
        return ""
    if not run.manifest.cells:
        return "This run holds no cells, so there is nothing to rank."
    told = [(run.status[name], name) for name in ("declined", "failed") if run.status[name]]
    reasons = " and ".join(f"{words.count(amount)} {name}" for amount, name in told)
    return (
        f"No cell was evaluated, so nothing is ranked: of {words.several(len(run.manifest.cells), 'cell')}, {reasons}."
    )


def header(run: Run) -> list[tuple[str, str]]:
    """Return the facts under the title: date, machine, budget and duration."""
    manifest = run.manifest
    rows = [("suite", manifest.name)]
    if manifest.created:
        rows.append(("measured", date_of(manifest.created)))
    if manifest.environment:
        rows.append(("device", _device(manifest.environment)))
    budgets = sorted({int(each.budget) for each in run.workloads.values()})
    if budgets:
        ends = (
            words.count(budgets[0]) if len(budgets) == 1 else f"{words.count(budgets[0])} to {words.count(budgets[-1])}"
        )
        rows.append(("budget", f"{ends} gradient evaluations a run"))
    if "dtype" in manifest.protocol:
        rows.append(("precision", manifest.protocol["dtype"]))
    if manifest.seconds:
        rows.append(("took", words.seconds(manifest.seconds)))
    return rows


def date_of(seconds: float) -> str:
    """Return a moment as a date with its zone: 22 November 2026, 01:31 UTC."""
    moment = datetime.fromtimestamp(seconds, UTC)
    return f"{moment.day} {moment:%B %Y, %H:%M} UTC"


def _tuning(manifest: Manifest) -> str:
    trials, method = manifest.tuning.get("trials"), manifest.tuning.get("method", "")
    if method == "default" or not trials:
        return "Default settings, no tuning."
    placed = {"refine": ", half of them near the best of the others", "grid": " on a grid"}.get(method, "")
    return f"Every variant tuned with {words.several(trials, 'trial')} per workload{placed}."


def _judged(manifest: Manifest) -> str:
    seeds = manifest.evaluation.get("seeds")
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
