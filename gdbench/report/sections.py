"""Tables → plain rows for the template: every cell already in words, with a sortable number beside it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from gdbench.errors import last_error
from gdbench.report import sentences, words
from gdbench.report.facts import Facts
from gdbench.tables.expected import last_target

_ORIGINS = {"own": "this house’s own", "optax": "Optax", "yours": "yours"}
_ENDS = {"budget": "out of budget", "left_box": "left the box", "below_fstar": "below f*"}
BAD_ENDS = {"diverged": "diverged", "frozen": "frozen", "left_box": "left box", "below_fstar": "below f*"}


def cell(text: str, sort: float | str | None = None) -> dict[str, Any]:
    """Return a table cell: what is read, and what is sorted by (infinities as very large numbers)."""
    if isinstance(sort, float) and not math.isfinite(sort):
        sort = 1e300 if sort > 0 else -1e300 if sort < 0 else ""
    return {"text": text, "sort": text if sort is None else sort}


def verdict_rows(facts: Facts) -> list[dict[str, Any]]:
    """Return the ranking, one row per variant, ties marked with =."""
    table = facts.ranking
    if not len(table):
        return []
    widest = _round_up(table["high"].max())
    tied = table["rank"].duplicated(keep=False)
    rows = []
    for place, row in enumerate(table.itertuples()):
        rows.append(
            {
                "look": facts.looks[row.variant],
                "place": place,
                "rank": cell(f"={row.rank}" if tied[place] else f"{row.rank}", int(row.rank)),
                "area": cell(f"{row.area:.2f}", float(row.area)),
                "glyph": _glyph(row.area, row.low, row.high, widest),
                "interval": words.interval(row.low, row.high),
                "workloads": int(row.workloads),
                "calls": _effort(row.calls, words.count),
                "seconds": _effort(row.seconds, words.seconds),
                **_counts(row),
            }
        )
    return rows


def default_cells(facts: Facts) -> dict[str, dict[str, Any]]:
    """Return, by slug, the area at the default setting and what tuning gained; empty where defaults were not run."""
    out = {}
    for row in facts.defaults.itertuples():
        apart = row.gain_low > 0 or row.gain_high < 0
        gain = f"{row.gain:+.2f}".replace("-", "−") if apart else "≈"
        out[facts.looks[row.variant].slug] = cell(f"{row.default_area:.2f}", float(row.default_area)) | {"gain": gain}
    return out


def specialist_rows(facts: Facts) -> list[dict[str, Any]]:
    """Return the variants beside the ranking, each next to the leader on its own workloads."""
    table = facts.specialists
    widest = _round_up(max(table["high"].max(), table["leader_area"].fillna(0).max())) if len(table) else 1.0
    return [
        {
            "look": facts.looks[row.variant],
            "workloads": cell(f"{row.workloads} of {len(facts.workloads)}", int(row.workloads)),
            "area": cell(f"{row.area:.2f}", float(row.area)),
            "glyph": _glyph(row.area, row.low, row.high, widest),
            "interval": words.interval(row.low, row.high),
            "leader": cell(words.NONE if np.isnan(row.leader_area) else f"{row.leader_area:.2f}", row.leader_area),
            **_counts(row),
        }
        for row in table.itertuples()
    ]


def coverage(facts: Facts) -> dict[str, Any]:
    """Return how many cells were evaluated, why others were declined, and what failed."""
    declined: dict[tuple[str, str], list[str]] = {}
    for each in facts.cells:
        if each["status"] == "declined":
            reason = each["reason"].removeprefix(f"{each['name']} ").replace(each["unit"], "the workload")
            declined.setdefault((each["variant"], reason), []).append(each["workload"])
    failed = [
        {
            "look": facts.looks[each["variant"]],
            "workload": each["workload"],
            "last": last_error(each["reason"]),
            "traceback": each["reason"],
        }
        for each in facts.cells
        if each["status"] == "failed"
    ]
    groups = [
        {"look": facts.looks[name], "reason": reason, "workloads": names} for (name, reason), names in declined.items()
    ]
    return {**facts.status, "total": len(facts.cells), "groups": groups, "failures": failed}


def panel_rows(facts: Facts, workload: str) -> list[dict[str, Any]]:
    """Return the numbers behind one convergence panel: solved runs, expected calls, the median gap at the end."""
    ends = facts.curves[workload].groupby("variant", sort=False)["median"].last()
    ert = last_target(facts.ert[facts.ert["workload"] == workload]).set_index("variant").to_dict("index")
    rows = []
    gaps = ends.to_dict()
    for name in sorted(gaps, key=lambda each: (ert[each]["ert"], gaps[each])):
        known = ert[name]
        rows.append(
            {
                "look": facts.looks[name],
                "solved": f"{int(known['solved'])}/{int(known['attempted'])}",
                "calls": words.count(known["ert"]) if np.isfinite(known["ert"]) else "not reached",
                "gap": words.number(float(gaps[name])),
                "untuned": solved_untuned(facts, name, workload),
            }
        )
    return rows


def tuning_rows(facts: Facts) -> list[dict[str, Any]]:
    """Return, per variant, what tuning chose on each workload."""
    chosen: dict[str, list[dict[str, str]]] = {}
    for each in facts.cells:
        if each["status"] == "done" and each["setting"] is not None:
            row = {"workload": each["workload"], "trial": each["trial"], "setting": words.setting(each["setting"])}
            row["ends"] = ends_in_words(facts, each["variant"], each["workload"])
            row["slug"] = facts.slugs[each["workload"]]
            row |= _scored(facts, each["variant"], each["workload"])
            chosen.setdefault(each["variant"], []).append(row)
    fixed = {each["variant"]: each.get("fixed") or {} for each in facts.cells}
    return [
        {
            "look": facts.looks[name],
            "fixed": words.setting(fixed[name]) if fixed[name] else "",
            "brief": sentences.brief(facts, name),
            "rows": rows,
        }
        for name, rows in chosen.items()
    ]


def _scored(facts: Facts, variant: str, workload: str) -> dict[str, str]:
    """The area of a cell, tuned and untuned, and its expected evaluations to the last target."""
    ert = facts.last.get((variant, workload), math.inf)
    area, untuned = (words.NONE if np.isnan(value) else f"{value:.2f}" for value in facts.area_of[variant, workload])
    calls = words.count(ert) if np.isfinite(ert) else "not reached"
    return {"area": area, "untuned": untuned, "calls": calls}


def solved_untuned(facts: Facts, variant: str, workload: str) -> str:
    """Return how many runs at the default setting reached the last target."""
    known = facts.untuned.get((variant, workload))
    return words.NONE if known is None else f"{known[0]}/{known[1]}"


def ends_in_words(facts: Facts, variant: str, workload: str) -> str:
    """Return how the runs of a cell ended, most frequent first: 16 diverged, 8 solved."""
    ends = facts.ends_of.get((variant, workload))
    return ", ".join(f"{count} {_ENDS.get(name, name)}" for name, count in ends) if ends else words.NONE


def mostly_diverged(facts: Facts) -> list[str]:
    """Return the cells of which more than half of the runs diverged at the setting that tuning chose."""
    if "diverged" not in facts.ends:
        return []
    shares = facts.ends["diverged"] / facts.ends.sum(axis=1)
    return [f"{variant} on {workload}" for variant, workload in shares.index[shares > 0.5]]


def filters(facts: Facts) -> list[dict[str, Any]]:
    """Return the groups of the filter: kind, dimension, family and tag of workloads; family and origin of variants."""
    loads, cells = facts.workloads.values(), {each["variant"]: each for each in facts.cells}.values()
    kinds = {"problem": "test problems", "task": "learning tasks"}
    groups = [
        ("kind", "Kind", Counter(load["kind"] for load in loads), lambda value: kinds[value]),
        ("dim", "Dimension", Counter(load["dim"] for load in loads), lambda value: f"n = {words.count(value)}"),
        ("family", "Family", Counter(load["unit_family"] for load in loads), _spaced),
        ("tag", "Tag", Counter(tag for load in loads for tag in load.get("tags") or []), _spaced),
        ("vfamily", "Variants", Counter(each["family"] for each in cells), _spaced),
        ("origin", "Origin", Counter(look.origin for look in facts.looks.values()), _ORIGINS.__getitem__),
    ]
    return [
        {
            "name": name,
            "label": label,
            "options": [{"value": value, "text": text(value), "count": counts[value]} for value in _ordered(counts)],
        }
        for name, label, counts, text in groups
        if len(counts) > 1
    ]


def _ordered(counts: Mapping[Any, int]) -> list[Any]:
    """Numbers by size, names by how many there are."""
    numbers = all(isinstance(value, int) for value in counts)
    return sorted(counts, key=(lambda value: value) if numbers else (lambda value: (-counts[value], value)))


def _spaced(name: str) -> str:
    return name.replace("_", " ")


def pairs(values: Mapping[str, Any] | None) -> Iterable[tuple[str, str]]:
    """Return a mapping of the manifest as rows of words."""
    for name, value in (values or {}).items():
        numbers = isinstance(value, (list, tuple)) and all(isinstance(each, (int, float)) for each in value)
        text = ", ".join(words.level(each) for each in value) if numbers else value
        yield name.replace("_", " "), words.count(text) if isinstance(text, int) else str(text)


def _counts(row: Any) -> dict[str, Any]:
    solved, attempted = int(row.solved), int(row.attempted)
    part = solved / attempted if attempted else math.nan
    bad = [
        {"text": words.count(getattr(row, name)), "sort": int(getattr(row, name)), "zero": not getattr(row, name)}
        for name in BAD_ENDS
    ]
    solved_cell = cell(words.share(part), part)
    return {"solved": solved_cell, "of": f"{words.count(solved)}/{words.count(attempted)}", "bad": bad}


def _effort(value: float, form: Any) -> dict[str, Any]:
    if value is None or np.isnan(value):
        return cell(words.NONE, float("inf")) | {"dim": True}
    if np.isinf(value):
        return cell("not reached", 1e299) | {"dim": True}
    return cell(form(value), float(value))


def _glyph(middle: float, low: float, high: float, widest: float) -> dict[str, float]:
    """Positions in percent of an interval with its middle, on an axis from 0 to ``widest``."""
    return {name: round(100 * value / widest, 1) for name, value in (("mid", middle), ("low", low), ("high", high))}


def _round_up(value: float) -> float:
    return max(0.1, math.ceil(10 * value) / 10) if np.isfinite(value) else 1.0
