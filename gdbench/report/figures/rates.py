"""Fitted rates of convergence beside the rates that theory gives."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from gdbench.report.data.looks import INK, SOFT, Look, palette
from gdbench.report.data.page_data import PageData
from gdbench.report.data.rate_rows import comparable
from gdbench.report.data.rows import rows_of
from gdbench.report.figures import Figure
from gdbench.report.figures.drawing.canvas import (
    add_diamond,
    add_line,
    add_rule,
    canvas,
    frame,
    log10,
    notes,
    ticks_x,
    ticks_y,
)
from gdbench.report.figures.drawing.drawing import Drawing
from gdbench.report.figures.drawing.svg import to_picture
from gdbench.report.live.payload import Payload, records
from gdbench.report.text import words

_EMBEDDED = {
    "measured": "measured", "low": "low", "high": "high", "theory": "theory", "agrees": "agrees", "reason": "reason",
    "first_step": "first", "last_step": "last",
}  # fmt: skip
_MOST = 60  # the largest number of rows in the figure


def draw(page: PageData) -> list[Drawing]:
    """Return the linear rates for which theory gives a rate, one row per variant and workload."""
    return [_beside(comparable(page.run.theory_rates), page.looks)]


def _beside(rates: pd.DataFrame, looks: Mapping[str, Look]) -> Drawing:
    """Draw each measured rate with its interval, and the rate that theory gives as a tick."""
    rows = rates.head(_MOST)
    spread = np.concatenate([rows[name].to_numpy(float) for name in ("measured", "theory", "low", "high")])
    spread = spread[np.isfinite(spread) & (spread > 0)]
    low, high = log10(spread.min()) - 0.1, log10(spread.max()) + 0.1
    with canvas(660, 60 + 17 * len(rows), left=260, right=84, top=14, bottom=40) as (figure, axes):
        axes.set_xlim(low, high)
        axes.set_ylim(len(rows) - 0.4, -0.6)
        powers = range(int(np.ceil(low)), int(np.floor(high)) + 1)
        ticks_x(axes, list(powers), [words.power_of_ten(power) for power in powers])
        ticks_y(axes, range(len(rows)), [f"{row.variant} on {row.workload}" for row in rows_of(rows)])
        for place, row in enumerate(rows_of(rows)):
            look = looks[row.variant]
            hue = SOFT[0] if look.colour is None else look.hue
            add_rule(axes, place)
            add_line(axes, [log10(row.theory)] * 2, [place - 0.36, place + 0.36], color=INK[0], lw=1.8, zorder=3)
            if not np.isnan(row.low):
                bounds = [log10(max(bound, 1e-12)) for bound in (row.low, row.high)]
                add_line(axes, bounds, [place] * 2, color=hue, lw=2.2, cap="butt")
            add_diamond(axes, figure, log10(row.measured), place, palette()[3] if row.agrees is False else hue)
            text = {True: "agrees", False: "differs"}.get(row.agrees, "")
            axes.text(high + 0.02 * (high - low), place, text, fontsize=9, va="center", color=SOFT[0])
        notes(axes, figure, "", "decades of the gap per step: measured (diamond) and in theory (tick)")
        picture = to_picture(figure, "rates")
        alt = f"Measured and theoretical rates of {words.several(len(rows), 'cell')}"
        return Drawing(
            "rates",
            "Rates of convergence beside theory",
            alt,
            picture,
            rates,
            frame(axes, figure),
            plot=figure,
        )


def embed(page: PageData, payload: Payload) -> None:
    """Add the linear rates for which theory gives a rate, in decades of the gap per step."""
    table = comparable(page.run.theory_rates)
    variants = {name: i for i, name in enumerate(page.looks)}
    workloads = {name: i for i, name in enumerate(page.run.workloads)}
    rows = records(table, _EMBEDDED) if len(table) else []
    keys = zip(table["variant"], table["workload"], strict=True) if len(table) else []
    payload.facts["rates"] = [
        {"v": variants[variant], "w": workloads[workload], **row}
        for (variant, workload), row in zip(keys, rows, strict=True)
    ]


FIGURE = Figure(
    key="rates",
    section="rates",
    caption=(
        "Each mark is a fitted rate of convergence with its 95 % interval, beside the tick that theory sets for the "
        "same constants. A mark to the left of its tick is slower than theory predicts; orange marks differ from "
        "theory, and the table gives the window of the fit and the reason."
    ),
    has_data=lambda page: len(comparable(page.run.theory_rates)) > 0,
    draw=draw,
    embed=embed,
)
