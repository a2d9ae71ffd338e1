"""Tables of times → plain rows for the template: own against Optax, steps, compilations."""

from __future__ import annotations

import math
from typing import Any

from gdbench.report import words
from gdbench.report.facts import Facts
from gdbench.report.sections import cell


def conformance_rows(facts: Facts) -> list[dict[str, Any]]:
    """Return own against Optax: the distance of end points and the times per step."""
    return [
        {
            "look": facts.looks.get(row.variant),
            "variant": row.variant,
            "counterpart": row.counterpart,
            "difference": cell(words.number(row.difference), float(row.difference)),
            "own": cell(words.seconds(row.own_seconds), row.own_seconds),
            "other": cell(words.seconds(row.counterpart_seconds), row.counterpart_seconds),
            "ratio": cell(f"{words.ratio(row.ratio)}×", row.ratio),
            "interval": f"{words.ratio(row.low)}–{words.ratio(row.high)}",
            "setting": words.setting({**row.setting, **row.counterpart_setting}) or "defaults",
        }
        for row in facts.conformance.itertuples()
    ]


def step_rows(facts: Facts) -> list[dict[str, Any]]:
    """Return time per step with its interval, and a bar on a logarithmic axis."""
    table = facts.steps.sort_values("seconds_per_step")
    low, high = (table["low"].min() / 1.3, table["high"].max()) if len(table) else (1.0, 10.0)
    rows = []
    for row in table.itertuples():
        bar = 100 * math.log(row.seconds_per_step / low) / math.log(high / low)
        rows.append(
            {
                "look": facts.looks.get(row.variant),
                "variant": row.variant,
                "step": cell(words.seconds(row.seconds_per_step), row.seconds_per_step),
                "bar": round(bar, 1),
                "interval": f"{words.seconds(row.low)} – {words.seconds(row.high)}",
                "trace": cell(words.seconds(row.trace_seconds), row.trace_seconds),
                "compile": cell(words.seconds(row.compile_seconds), row.compile_seconds),
            }
        )
    return rows


def compile_rows(facts: Facts) -> list[dict[str, Any]]:
    """Return the shared programs, those that took longest to compile first."""
    programs = sorted(facts.manifest.get("compiled") or [], key=lambda each: -each["compile_seconds"])
    return [
        {
            "bundle": each["bundle"],
            "cells": cell(words.count(each["cells"]), each["cells"]),
            "runs": cell(words.count(each["runs_per_tile"]), each["runs_per_tile"]),
            "trace": cell(words.seconds(each["trace_seconds"]), each["trace_seconds"]),
            "compile": cell(words.seconds(each["compile_seconds"]), each["compile_seconds"]),
        }
        for each in programs
    ]
