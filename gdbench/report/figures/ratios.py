"""Time per step of own variants relative to their counterparts in Optax."""

from __future__ import annotations

import pandas as pd

from gdbench.report.data.looks import INK, SOFT, palette
from gdbench.report.data.page_data import PageData
from gdbench.report.data.rows import rows_of
from gdbench.report.figures import Figure
from gdbench.report.figures.drawing.canvas import (
    add_diamond,
    add_line,
    add_rule,
    canvas,
    factors,
    log10,
    notes,
    ticks_y,
)
from gdbench.report.figures.drawing.drawing import Drawing
from gdbench.report.figures.drawing.svg import to_picture
from gdbench.report.text import words


def draw(page: PageData) -> list[Drawing]:
    """Return the ratios with their intervals, one row per pair."""
    return [_ratios(page.run.conformance)]


def _ratios(table: pd.DataFrame) -> Drawing:
    rows = table.sort_values("ratio", ignore_index=True)
    low = min(0.5, rows["ratio"].min() / 1.15, rows["low"].fillna(0.5).min() / 1.15)
    high = max(2.0, rows["ratio"].max() * 1.15, rows["high"].fillna(2.0).max() * 1.15)
    with canvas(600, 58 + 26 * len(rows), left=128, right=128, top=10, bottom=44) as (figure, axes):
        axes.set_xlim(log10(low), log10(high))
        axes.set_ylim(len(rows) - 0.4, -0.6)
        add_line(axes, [0.0, 0.0], axes.get_ylim(), color=SOFT[0], lw=1.0)
        factors(axes, (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100))
        ticks_y(axes, range(len(rows)), list(rows["variant"]))
        notes(axes, figure, "", "own time per step, as a multiple of Optax's   (left of the line: own is faster)")
        beside = log10(high) + 0.02 * log10(high / low)
        for place, row in enumerate(rows_of(rows)):
            hue = palette()[0] if row.high < 1 else palette()[3] if row.low > 1 else SOFT[0]
            add_rule(axes, place)
            text = f"{words.ratio(row.ratio)}×  (one process)"
            if row.processes > 1:
                add_line(axes, [log10(row.low), log10(row.high)], [place] * 2, color=hue, lw=2.2, cap="butt")
                text = f"{words.ratio(row.ratio)}×  ({words.ratio(row.low)}–{words.ratio(row.high)})"
            add_diamond(axes, figure, log10(row.ratio), place, hue)
            axes.text(beside, place, text, fontsize=10, va="center", color=INK[0])
        picture = to_picture(figure, "ratios")
    alt = f"Time per step of {words.several(len(rows), 'own variant')} relative to Optax"
    return Drawing("own_against_optax", "Own time per step relative to Optax", alt, picture, rows, plot=figure)


FIGURE = Figure(
    key="ratios",
    section="optax",
    caption=(
        "Each mark is own time per step divided by Optax’s in the same process, averaged over processes, and the bar "
        "its 95 % interval. Left of the line the own rule is faster, right of it slower; where the bar touches the "
        "line, the two cannot be told apart."
    ),
    has_data=lambda page: len(page.run.conformance) > 0,
    draw=draw,
)
