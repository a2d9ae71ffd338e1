"""Ladder of horizons: the ranking as if the budget had been a tenth, a third, or all of the real one."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from gdbench.report.data.looks import SOFT, Look, lit
from gdbench.report.data.page_data import PageData
from gdbench.report.data.rows import rows_of
from gdbench.report.figures import Figure
from gdbench.report.figures.drawing.canvas import ROW, add_line, canvas, notes, stroke, ticks_x, ticks_y
from gdbench.report.figures.drawing.drawing import Drawing
from gdbench.report.figures.drawing.svg import to_picture
from gdbench.report.text import words


def draw(page: PageData) -> list[Drawing]:
    """Return the places of all ranked variants at every horizon."""
    return [_ladder(page.run.ladder, page.looks)]


def _ladder(table: pd.DataFrame, looks: Mapping[str, Look]) -> Drawing:
    """Draw the places at 10 %, 30 % and all of the budget, joined by lines."""
    horizons = sorted(table["horizon"].unique())
    last = table[table["horizon"] == horizons[-1]].reset_index(drop=True)
    places = {h: {v: i for i, v in enumerate(group["variant"])} for h, group in table.groupby("horizon")}
    names = list(last["variant"])
    with canvas(640, 60 + ROW * len(names), left=170, right=170, top=26, bottom=32) as (figure, axes):
        axes.set_xlim(0, len(horizons) - 1)
        axes.set_ylim(len(names) - 0.4, -0.6)
        ticks_x(axes, range(len(horizons)), [words.share(h) for h in horizons])
        first = sorted(names, key=places[horizons[0]].__getitem__)
        ticks_y(axes, range(len(names)), first)
        shown = [looks[name] for name in names]
        for look in reversed([*lit(shown), *(look for look in shown if look.colour is None)]):
            y = [places[h].get(look.label, np.nan) for h in horizons]
            add_line(axes, range(len(horizons)), y, gid=f"v-{look.slug}", **stroke(look, 2.2))
        for place, row in enumerate(rows_of(last)):
            axes.text(
                len(horizons) - 0.97, place, f"{row.rank}  {row.variant}", fontsize=9.5, va="center", color=SOFT[0]
            )
        notes(axes, figure, "place after …", "share of the budget")
        picture = to_picture(figure, "ladder")
        alt = f"Places of {words.several(len(names), 'variant')} at shorter horizons"
        return Drawing("horizon_ladder", "The ranking at shorter horizons", alt, picture, table, plot=figure)


FIGURE = Figure(
    key="ladder",
    section="ranks",
    place=30,
    heading="Shorter horizons",
    caption=(
        "Each column ranks the same runs as if the budget had been 10 %, 30 % or all of what it was. Lines that rise "
        "belong to variants that start slowly, which a shorter test would have misjudged; a schedule that was planned "
        "for the whole budget is cut short here."
    ),
    has_data=lambda page: len(page.run.ladder) > 0,
    draw=draw,
)
