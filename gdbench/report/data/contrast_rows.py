"""The rows, lines and dots on the page of two runs: numbers in words, positions in pixels or percent."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from gdbench.report.data.contrast import Contrast
from gdbench.report.data.rows import cell, rows_of
from gdbench.report.text import words
from gdbench.report.text.sentences import header

_STEP, _TOP = 24.0, 30.0  # the distance between rows of a figure, and the space above the first, in CSS pixels
_TICKS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0)
_LETTER = 7.2  # approximate width of a letter in CSS pixels
_LONGEST = 28  # the most letters of a name beside a figure
_MOST = 100.0  # larger ratios are drawn at the edge


def facts(contrast: Contrast) -> list[tuple[str, str, str]]:
    """Return the facts of both runs side by side: (name, base, head)."""
    sides = [dict(header(run)) for run in (contrast.base, contrast.head)]
    return [
        (name, sides[0].get(name, words.NONE), sides[1].get(name, words.NONE))
        for name in dict.fromkeys([*sides[0], *sides[1]])
    ]


def moves(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the ranking of both runs, most improved first."""
    if not len(table):
        return []
    widest = max(0.05, float(np.nanmax(np.abs(table[["low", "high", "difference"]].to_numpy()))))
    return [
        {
            "variant": row.variant,
            "workloads": cell(words.count(row.workloads), int(row.workloads)),
            "ranks": cell(f"{row.rank_base} → {row.rank_head}", int(row.rank_head)),
            "climbed": cell(_places(row.climbed), int(row.climbed)),
            "climbs": f"{_places(row.climbed_low)} to {_places(row.climbed_high)}",
            "base": cell(f"{row.area_base:.2f}", float(row.area_base)),
            "head": cell(f"{row.area_head:.2f}", float(row.area_head)),
            "difference": cell(words.signed(row.difference), float(row.difference)),
            "interval": words.NONE if np.isnan(row.low) else f"{words.signed(row.low)} to {words.signed(row.high)}",
            "glyph": {name: round(50 + 50 * (row.difference if np.isnan(value) else value) / widest, 1)
                      for name, value in (("mid", row.difference), ("low", row.low), ("high", row.high))},
            "moved": row.moved,
        }
        for row in rows_of(table)
    ]  # fmt: skip


def slopes(table: pd.DataFrame) -> dict[str, Any]:
    """Return a line per variant from its place in one run to its place in the other, by area among those in both."""
    if len(table) < 2:
        return {}
    ends = {}
    for side in ("base", "head"):
        order = table.sort_values(f"area_{side}", ascending=False, kind="stable")
        ranks = order[f"rank_{side}"]
        tied = dict(zip(order["variant"], ranks.duplicated(keep=False), strict=True))
        ends[side] = {
            name: (place, int(rank), tied[name])
            for place, (name, rank) in enumerate(zip(order["variant"], ranks, strict=True))
        }
    lines = [
        {
            "variant": row.variant,
            "shown": _shown(row.variant),
            "moved": row.moved,
            "left": _TOP + _STEP * ends["base"][row.variant][0],
            "right": _TOP + _STEP * ends["head"][row.variant][0],
            "left_rank": _rank(*ends["base"][row.variant][1:]),
            "right_rank": _rank(*ends["head"][row.variant][1:]),
        }
        for row in rows_of(table)
    ]
    layer = {"same": 0, "worse": 1, "better": 2}
    left = _LETTER * max(len(line["shown"]) + 5 for line in lines)
    return {
        "left": left,
        "width": 2 * left + 132,
        "height": _TOP + _STEP * len(table) + 2,
        "lines": sorted(lines, key=lambda line: layer[line["moved"]]),
    }


def cells(table: pd.DataFrame, *, moved: bool) -> list[dict[str, Any]]:
    """Return the cells whose running time changed beyond chance, largest change first; or all others."""
    marked = table["moved"].isin(["faster", "slower"])
    rows = table[marked if moved else ~marked]
    size = np.abs(np.log(np.clip(rows["ratio"].fillna(1.0).to_numpy(float), 1e-12, 1e12)))
    return [_cell(row) for row in rows_of(rows.iloc[np.argsort(-size, kind="stable")])]


def strips(table: pd.DataFrame) -> dict[str, Any]:
    """Return a row of dots per variant, one per workload, at its ratio on a logarithmic axis."""
    solved = table[table["moved"] != "unsolved"]
    if not len(solved):
        return {}
    ratio = solved["ratio"].to_numpy(float)
    inside = ratio[np.isfinite(ratio) & (ratio > 0)]
    spread = float(np.exp(np.abs(np.log(inside)).max())) if len(inside) else 1.0
    edge = min(_MOST, max(2.2, 1.15 * spread))
    names = list(dict.fromkeys(solved["variant"]))
    rows = []
    for place, name in enumerate(names):
        own = solved[solved["variant"] == name]
        dots = [
            {
                "x": round(50 + 50 * _log_place(row.ratio, edge), 2),
                "moved": row.moved,
                "told": f"{name} on {row.workload}: {ratio_in_words(row.ratio)}",
                "edge": not 1 / edge <= row.ratio <= edge,
            }
            for row in sorted(rows_of(own), key=lambda row: row.moved != "same")
        ]
        rows.append({"shown": _shown(name), "variant": name, "y": _TOP + _STEP * place, "dots": dots})
    ticks = [
        {"x": round(50 + 50 * _log_place(tick, edge), 2), "text": f"{tick:g}×"}
        for tick in _TICKS
        if 1 / edge <= tick <= edge
    ]
    left = _LETTER * max(len(row["shown"]) + 2 for row in rows)
    return {"left": left, "width": left + 420, "height": _TOP + _STEP * len(names) + 6, "rows": rows, "ticks": ticks}


def ratio_in_words(value: float) -> str:
    """Return a ratio of running times: 0.37×, or which run alone reached the target."""
    if np.isnan(value):
        return words.NONE
    return "newly reached" if value == 0 else "no longer reached" if np.isinf(value) else f"{words.ratio(value)}×"


def exclusive(table: pd.DataFrame, labels: tuple[str, str]) -> list[dict[str, Any]]:
    """Return the variants, workloads and cells that only one run has, grouped by kind."""
    groups = []
    for side, name in zip(("base", "head"), labels, strict=True):
        for kind, column in (("variant", "name"), ("workload", "workload")):
            found = list(table[(table["kind"] == kind) & (table[side] == "present")][column])
            if found:
                groups.append(
                    {
                        "title": f"{words.several(len(found), kind)} in {name} only",
                        "names": found,
                        "open": len(found) <= 12,
                    }
                )
        alone = table[(table["kind"] == "cell") & (table[side] != "absent")]
        if len(alone):
            title = f"{words.several(len(alone), 'further cell')} in {name} only"
            groups.append({"title": title, "names": _cell_names(alone), "open": len(alone) <= 12})
    ended = table[table["kind"] == "ended"]
    if len(ended):
        names = [f"{row.name} on {row.workload}: {row.base} → {row.head}" for row in rows_of(ended)]
        groups.append(
            {"title": f"{words.several(len(ended), 'cell')} that ended otherwise", "names": names, "open": True}
        )
    return groups


def circumstances(table: pd.DataFrame) -> dict[str, list[dict[str, Any]]]:
    """Return the circumstances that differ and those that do not: (name, base, head) in words."""
    rows = [
        {
            "name": (row.name if row.section == "environment" else f"{row.section}: {row.name}").replace("_", " "),
            "base": _said(row.base),
            "head": _said(row.head),
            "same": bool(row.same),
        }
        for row in rows_of(table)
    ]
    return {"differ": [row for row in rows if not row["same"]], "same": [row for row in rows if row["same"]]}


def clock(base: pd.DataFrame, head: pd.DataFrame) -> list[dict[str, Any]]:
    """Return time per step of the variants that both runs timed, and the ratio head / base."""
    both = base.merge(head, on="variant", suffixes=("_base", "_head"))
    both["ratio"] = both["seconds_per_step_head"].astype(float) / both["seconds_per_step_base"].astype(float)
    return [
        {
            "variant": row.variant,
            "base": cell(words.seconds(row.seconds_per_step_base), row.seconds_per_step_base),
            "head": cell(words.seconds(row.seconds_per_step_head), row.seconds_per_step_head),
            "ratio": cell(f"{words.ratio(row.ratio)}×", float(row.ratio)),
        }
        for row in rows_of(both.sort_values("ratio"))
    ]


def _cell(row: Any) -> dict[str, Any]:
    settings = [words.setting(json.loads(text)) if isinstance(text, str) and text != "null" else words.NONE
                for text in (row.setting_base, row.setting_head)]  # fmt: skip
    interval = words.NONE if np.isnan(row.low) else f"{_bound(row.low)} to {_bound(row.high)}"
    return {
        "variant": row.variant,
        "workload": row.workload,
        "base": cell(_time(row.ert_base), float(row.ert_base)),
        "head": cell(_time(row.ert_head), float(row.ert_head)),
        "solved": f"{words.count(row.solved_base)} → {words.count(row.solved_head)} of {words.count(row.attempted)}",
        "ratio": cell(ratio_in_words(row.ratio), float(row.ratio) if not np.isnan(row.ratio) else ""),
        "interval": interval,
        "moved": row.moved,
        "settings": settings if settings[0] != settings[1] else settings[:1],
    }


def _cell_names(table: pd.DataFrame) -> list[str]:
    return [f"{row.name} on {row.workload}" for row in rows_of(table)]


def _time(value: float) -> str:
    return "not reached" if not np.isfinite(value) else words.count(value)


def _bound(value: float) -> str:
    return "∞" if np.isinf(value) else "0" if value == 0 else words.ratio(value)


def _shown(name: str) -> str:
    """Return a name, shortened so that it fits beside a figure."""
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"


def _places(value: int) -> str:
    return words.signed(value, 0)


def _rank(rank: int, tied: bool) -> str:
    return f"={rank}" if tied else f"{rank}"


def _log_place(ratio: float, edge: float) -> float:
    """Return the position of a ratio on a logarithmic axis from 1/edge (−1) to edge (1), limited to the axis."""
    if ratio == 0 or np.isinf(ratio):
        return -1.0 if ratio == 0 else 1.0
    return max(-1.0, min(1.0, math.log(ratio) / math.log(edge)))


def _said(value: Any) -> str:
    if value is None:
        return words.NONE
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(_said(each) for each in value)
    plain = isinstance(value, float) and not isinstance(value, bool)
    return words.level(value) if plain and value > 0 else words.count(value) if type(value) is int else str(value)
