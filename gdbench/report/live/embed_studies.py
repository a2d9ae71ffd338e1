"""What the page holds beside the runs: trials of tuning, rates, quantiles of a test, landscapes and close-ups."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from gdbench.report.facts import Facts
from gdbench.report.figures_closeups import field
from gdbench.report.figures_rates import comparable
from gdbench.report.figures_tuning import LABELS
from gdbench.report.payload import Payload, records
from gdbench.report.studies import Studies
from gdbench.tables.friedman import ALPHA


def trials(out: Payload, studies: Studies, variants: Mapping[str, int], workloads: Mapping[str, int]) -> None:
    """The trials of tuning, best first within a cell."""
    table = studies.trials if len(studies.trials) else pd.DataFrame(columns=["variant", "workload"])
    out.add("trial_variant", [variants[name] for name in table["variant"]], "u2")
    out.add("trial_workload", [workloads[name] for name in table["workload"]], "u2")
    out.add("trial_rate", table.get("learning_rate", []), "f4")
    out.add("trial_area", table.get("area", []), "f4")
    out.add("trial_label", [LABELS.index(label) for label in table.get("label", [])], "u1")


def intervals(out: Payload, studies: Studies, variants: Mapping[str, int], workloads: Mapping[str, int]) -> None:
    """The intervals of good learning rates."""
    table = studies.intervals if len(studies.intervals) else pd.DataFrame(columns=["variant", "workload"])
    out.add("good_variant", [variants[name] for name in table["variant"]], "u2")
    out.add("good_workload", [workloads[name] for name in table["workload"]], "u2")
    out.add("good_low", table.get("low", []), "f4")
    out.add("good_high", table.get("high", []), "f4")


def quantiles(variants: int) -> list[float]:
    """Quantiles of the studentised range over √2 for 2, 3, … variants, as in `gdbench.tables.friedman`."""
    from scipy import stats

    counts = np.arange(2, min(variants, 80) + 1)
    return [round(float(q), 6) for q in stats.studentized_range.ppf(1 - ALPHA, counts, np.inf) / np.sqrt(2.0)]


def rates(studies: Studies, variants: Mapping[str, int], workloads: Mapping[str, int]) -> list[dict[str, Any]]:
    """The linear rates of which theory says something, in decades of the gap per step."""
    table = comparable(studies.rates) if len(studies.rates) else studies.rates
    names = ["measured", "low", "high", "theory", "agrees", "reason", "first_step", "last_step"]
    short = {name: name for name in names} | {"first_step": "first", "last_step": "last"}
    if not len(table):
        return []
    keys = zip(table["variant"], table["workload"], strict=True)
    rows = records(table, short)
    return [{"v": variants[v], "w": workloads[w], **row} for (v, w), row in zip(keys, rows, strict=True)]


def landscapes(
    out: Payload, facts: Facts, variants: Mapping[str, int], workloads: Mapping[str, int]
) -> list[dict[str, Any]]:
    """Fields of log10 of the gap as small integers, paths as the numbers that were kept."""
    rows = []
    for shape in facts.landscapes:
        w = workloads[shape["workload"]]
        out.add(f"field_{w}", np.rint(100 * (field(shape) + 20)), "u2")
        paths = {variants[name]: path for name, path in shape["paths"].items() if name in variants}
        ends = {axis: [shape[name][0], shape[name][-1]] for axis, name in (("x", "first"), ("y", "second"))}
        rows.append({"w": w, **ends, "start": shape["start"], "minimisers": shape["minimisers"], "paths": paths})
    return rows


def cards(facts: Facts, variants: Mapping[str, int], workloads: Mapping[str, int]) -> list[dict[str, Any]]:
    """Single runs under the lens, as they were kept."""
    kept = ("step", "value", "gradient_norm", "step_norm", "cosine", "parts")
    return [
        {"v": variants[each["variant"]], "w": workloads[each["workload"]], **{name: each[name] for name in kept}}
        for each in facts.cards
    ]
