"""Who beats whom: the critical-difference diagram, the matrix of duels, the ladder of horizons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from gdbench.report import words
from gdbench.report.canvas import add_diamond, add_line, add_rule, canvas, frame, notes, stroke, ticks_x, ticks_y
from gdbench.report.figures import Drawing, lit
from gdbench.report.style import INK, SOFT, Look
from gdbench.report.svg import to_picture

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_ROW = 17.0  # CSS pixels a variant takes
DUEL_STEPS = 11  # shades from certain loss to certain win


def critical_difference(groups: pd.DataFrame, test: pd.DataFrame, looks: Mapping[str, Look]) -> Drawing:
    """Mean ranks, best first, with bars that join the variants that no comparison tells apart."""
    ranks = groups.drop_duplicates("variant").sort_values("mean_rank", kind="stable", ignore_index=True)
    names, spans = list(ranks["variant"]), _spans(groups, list(ranks["variant"]))
    with canvas(640, 62 + _ROW * len(names), left=170, right=40 + 9 * len(spans), top=30, bottom=32) as (figure, axes):
        low, high = float(ranks["mean_rank"].min()), float(ranks["mean_rank"].max())
        axes.set_xlim(low - 0.04 * (high - low) - 0.1, high + 0.04 * (high - low) + 0.1)
        axes.set_ylim(len(names) - 0.4, -0.6)
        ticks_y(axes, range(len(names)), names)
        axes.locator_params(axis="x", nbins=8)
        for place, row in enumerate(ranks.itertuples()):
            look = looks[row.variant]
            add_rule(axes, place)
            add_diamond(axes, figure, row.mean_rank, place, SOFT[0] if look.colour is None else look.hue)
        right, wide = axes.get_xlim()[1], axes.get_xlim()[1] - axes.get_xlim()[0]
        for number, (first, last) in enumerate(spans):
            x = right + (0.025 + 0.02 * number) * wide
            add_line(axes, [x, x], [first - 0.3, last + 0.3], color=SOFT[0], lw=2.4, clip_on=False)
        difference = float(test["critical_difference"].iloc[0])
        _ruler(axes, low, difference)
        notes(axes, figure, "", "average rank over workloads (1 is best)")
        picture = to_picture(figure, "critical")
        alt = f"Average ranks of {words.several(len(names), 'variant')} with groups that cannot be told apart"
        title = "Average ranks and who cannot be told apart"
        return Drawing("critical_difference", title, alt, picture, groups, frame(axes, figure), live=True, pdf=figure)


def duels(table: pd.DataFrame, order: list[str]) -> Drawing:
    """The probability that the variant of a row beats that of a column, as shades of blue and red."""
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
        shades = np.rint(matrix.to_numpy(float) * (DUEL_STEPS - 1))
        for shade in range(DUEL_STEPS):
            _squares(axes, np.argwhere(shades == shade), duel_colour(shade / (DUEL_STEPS - 1)))
        _dots(axes, np.argwhere(np.isfinite(apart.to_numpy(float))))
        picture = to_picture(figure, "duels")
        alt = f"Probability that one of {words.several(count, 'variant')} beats another"
        return Drawing("win_probabilities", "Who beats whom", alt, picture, table, live=True, pdf=figure)


def ladder(table: pd.DataFrame, looks: Mapping[str, Look]) -> Drawing:
    """Places at 10 %, 30 % and all of the budget, joined by lines."""
    horizons = sorted(table["horizon"].unique())
    last = table[table["horizon"] == horizons[-1]].reset_index(drop=True)
    places = {h: {v: i for i, v in enumerate(group["variant"])} for h, group in table.groupby("horizon")}
    names = list(last["variant"])
    with canvas(640, 60 + _ROW * len(names), left=170, right=170, top=26, bottom=32) as (figure, axes):
        axes.set_xlim(0, len(horizons) - 1)
        axes.set_ylim(len(names) - 0.4, -0.6)
        ticks_x(axes, range(len(horizons)), [words.share(h) for h in horizons])
        first = sorted(names, key=places[horizons[0]].__getitem__)
        ticks_y(axes, range(len(names)), first)
        shown = [looks[name] for name in names]
        for look in reversed([*lit(shown), *(look for look in shown if look.colour is None)]):
            y = [places[h].get(look.label, np.nan) for h in horizons]
            add_line(axes, range(len(horizons)), y, gid=f"v-{look.slug}", **stroke(look, 2.2))
        for place, row in enumerate(last.itertuples()):
            axes.text(
                len(horizons) - 0.97, place, f"{row.rank}  {row.variant}", fontsize=9.5, va="center", color=SOFT[0]
            )
        notes(axes, figure, "place after …", "share of the budget")
        picture = to_picture(figure, "ladder")
        alt = f"Places of {words.several(len(names), 'variant')} at shorter horizons"
        return Drawing("horizon_ladder", "The ranking at shorter horizons", alt, picture, table, live=True, pdf=figure)


def duel_colour(share: float) -> str:
    """Return the shade of a probability: red below one half, pale at it, blue above."""
    ends = ((0xD5, 0x5E, 0x00), (0xEE, 0xEE, 0xEE), (0x01, 0x73, 0xB2))
    low, high = (ends[0], ends[1]) if share < 0.5 else (ends[1], ends[2])
    part = 2 * share if share < 0.5 else 2 * share - 1
    return "#" + "".join(f"{round(a + part * (b - a)):02x}" for a, b in zip(low, high, strict=True))


def _spans(groups: pd.DataFrame, names: list[str]) -> list[tuple[int, int]]:
    """First and last place of every group that has more than one variant."""
    place = {name: i for i, name in enumerate(names)}
    found = [sorted(place[name] for name in group["variant"]) for _, group in groups.groupby("group")]
    return [(each[0], each[-1]) for each in found if len(each) > 1]


def _ruler(axes: Axes, low: float, difference: float) -> None:
    """The critical difference as a length."""
    if not np.isfinite(difference):
        return
    height = axes.get_ylim()[1] - 0.9
    add_line(axes, [low, low + difference], [height, height], color=INK[0], lw=1.6, clip_on=False)
    text = f"critical difference {difference:.1f}"
    axes.text(low + difference, height, f"  {text}", fontsize=9.5, va="center", color=SOFT[0])


def _squares(axes: Axes, cells: np.ndarray, colour: str) -> None:
    """All squares of one shade as one path."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    if not len(cells):
        return
    corners = np.array([(-0.46, -0.46), (0.46, -0.46), (0.46, 0.46), (-0.46, 0.46), (-0.46, -0.46)])
    points = np.concatenate([corners + np.array([column, row]) for row, column in cells])
    codes = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY] * len(cells)
    axes.add_artist(PathPatch(Path(points, codes), facecolor=colour, lw=0))


def _dots(axes: Axes, cells: np.ndarray) -> None:
    """A small dot on every square that is not within chance of one half."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    if not len(cells):
        return
    corners = 0.09 * np.array([(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)])
    points = np.concatenate([corners + np.array([column, row]) for row, column in cells])
    codes = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY] * len(cells)
    axes.add_artist(PathPatch(Path(points, codes), facecolor="#ffffff", alpha=0.8, lw=0))
