"""Duels: the probability that one variant scores higher than another from the same start with the same seed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from gdbench.report.data.page_data import PageData
from gdbench.report.figures import Figure
from gdbench.report.figures.drawing.canvas import canvas, ticks_x, ticks_y
from gdbench.report.figures.drawing.drawing import Drawing
from gdbench.report.figures.drawing.svg import to_picture
from gdbench.report.text import words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_SHADES = 11  # from certain loss to certain win


def draw(page: PageData) -> list[Drawing]:
    """Return the matrix of all ranked variants, in the order of the ranking."""
    return [_matrix(page.run.duels, list(page.run.ranking["variant"]))]


def _matrix(table: pd.DataFrame, order: list[str]) -> Drawing:
    """Draw the probability that the variant of a row beats that of a column, as shades of blue and red."""
    matrix = table.pivot(index="variant", columns="against", values="wins").reindex(index=order, columns=order)
    sure = ((table["low"] > 0.5) | (table["high"] < 0.5)).to_numpy()
    apart = table[sure].pivot(index="variant", columns="against", values="wins").reindex(index=order, columns=order)
    count = len(order)
    with canvas(170 + 17 * count, 170 + 17 * count, left=160, right=10, top=10, bottom=160) as (figure, axes):
        axes.set_xlim(-0.5, count - 0.5)
        axes.set_ylim(count - 0.5, -0.5)
        ticks_y(axes, range(count), order)
        ticks_x(axes, range(count), order, rotation=90)
        axes.spines[:].set_visible(False)
        shades = np.rint(matrix.to_numpy(float) * (_SHADES - 1))
        for shade in range(_SHADES):
            _squares(axes, np.argwhere(shades == shade), _colour(shade / (_SHADES - 1)))
        _dots(axes, np.argwhere(np.isfinite(apart.to_numpy(float))))
        picture = to_picture(figure, "duels")
        alt = f"Probability that one of {words.several(count, 'variant')} beats another"
        return Drawing("win_probabilities", "Who beats whom", alt, picture, table, plot=figure)


def _colour(share: float) -> str:
    """Return the shade of a probability: red below one half, pale near one half, blue above."""
    ends = ((0xD5, 0x5E, 0x00), (0xEE, 0xEE, 0xEE), (0x01, 0x73, 0xB2))
    low, high = (ends[0], ends[1]) if share < 0.5 else (ends[1], ends[2])
    part = 2 * share if share < 0.5 else 2 * share - 1
    return "#" + "".join(f"{round(a + part * (b - a)):02x}" for a, b in zip(low, high, strict=True))


def _squares(axes: Axes, cells: np.ndarray, colour: str) -> None:
    """Draw all squares of one shade as one path."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    if not len(cells):
        return
    corners = np.array([(-0.46, -0.46), (0.46, -0.46), (0.46, 0.46), (-0.46, 0.46), (-0.46, -0.46)])
    points = np.concatenate([corners + np.array([column, row]) for row, column in cells])
    codes = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY] * len(cells)
    axes.add_artist(PathPatch(Path(points, codes), facecolor=colour, lw=0))


def _dots(axes: Axes, cells: np.ndarray) -> None:
    """Draw a small dot on every square whose interval does not contain one half."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    if not len(cells):
        return
    corners = 0.09 * np.array([(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)])
    points = np.concatenate([corners + np.array([column, row]) for row, column in cells])
    codes = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY] * len(cells)
    axes.add_artist(PathPatch(Path(points, codes), facecolor="#ffffff", alpha=0.8, lw=0))


FIGURE = Figure(
    key="duels",
    section="ranks",
    place=20,
    heading="Duels",
    caption=(
        "Each square is the probability that the variant of its row scores higher than that of its column, from the "
        "same start with the same seed; ties count half. A row that is blue from end to end wins against every other "
        "variant; a small dot marks a duel whose 95 % interval excludes one half, so that chance alone does not "
        "explain it."
    ),
    has_data=lambda page: len(page.run.duels) > 0,
    draw=draw,
)
