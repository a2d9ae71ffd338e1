"""Curves that rise from 0 to 1, one per variant, as profiles and distributions of run lengths are drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from gdbench.report.data.looks import Look, lit
from gdbench.report.figures.drawing.canvas import (
    add_line,
    add_rule,
    add_steps,
    canvas,
    frame,
    notes,
    stroke,
    ticks_y,
)
from gdbench.report.figures.drawing.drawing import Drawing
from gdbench.report.figures.drawing.labels import end_labels
from gdbench.report.figures.drawing.svg import to_picture
from gdbench.report.text import words

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class Rising:
    """How one kind of rising curve is drawn: the column of x, its scale and ticks, and the names of both axes."""

    key: str
    name: str
    title: str
    column: str
    above: str
    below: str
    ticks: Callable[[Axes], None]
    logarithmic: bool = True
    steps: bool = True

    def draw(self, table: pd.DataFrame, looks: Mapping[str, Look]) -> Drawing:
        """Return the drawing of a table with the columns variant, share and that of x."""
        groups = {str(name): group for name, group in table.groupby("variant", sort=False)}
        shown = [looks[name] for name in groups]
        with canvas(660, 370, left=46, right=150, top=26, bottom=40) as (figure, axes):
            axes.set_xlim(*self._scaled(np.array([table[self.column].min(), table[self.column].max()])))
            axes.set_ylim(0, 1.0)
            heights = [0.0, 0.25, 0.5, 0.75, 1.0]
            for height in heights[1:]:
                add_rule(axes, height, lw=0.6)
            ticks_y(axes, heights, [words.share(height) for height in heights])
            self.ticks(axes)
            notes(axes, figure, self.above, self.below)
            add = add_steps if self.steps else add_line
            for look in reversed([*lit(shown), *(look for look in shown if look.colour is None)]):
                group = groups[look.label]
                x, y = self._scaled(group[self.column].to_numpy(float)), group["share"].to_numpy(float)
                add(axes, x, y, gid=f"v-{look.slug}", **stroke(look, 2.0))
            end_labels(axes, {look: float(groups[look.label]["share"].iloc[-1]) for look in lit(shown)})
            picture, place = to_picture(figure, self.key), frame(axes, figure)
        alt = f"{self.title} of {words.several(len(groups), 'variant')}"
        return Drawing(self.name, self.title, alt, picture, table, place, plot=figure)

    def _scaled(self, values: np.ndarray) -> np.ndarray:
        return np.log10(values) if self.logarithmic else values
