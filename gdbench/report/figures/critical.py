"""Critical-difference diagram: average ranks, and the groups of variants that rank tests do not separate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from gdbench.report.data.looks import INK, SOFT, Look
from gdbench.report.data.page_data import PageData
from gdbench.report.data.rows import rows_of
from gdbench.report.figures import Figure
from gdbench.report.figures.drawing.canvas import ROW, add_diamond, add_line, add_rule, canvas, frame, notes, ticks_y
from gdbench.report.figures.drawing.drawing import Drawing
from gdbench.report.figures.drawing.svg import to_picture
from gdbench.report.live.payload import Payload
from gdbench.report.text import words
from gdbench.tables.friedman import ALPHA

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MOST = 80  # variants for which the browser can draw the critical difference


def draw(page: PageData) -> list[Drawing]:
    """Return the diagram of all ranked variants."""
    return [_diagram(page.run.groups, page.run.friedman, page.looks)]


def _diagram(groups: pd.DataFrame, test: pd.DataFrame, looks: Mapping[str, Look]) -> Drawing:
    """Draw mean ranks, best first, with bars that join variants whose ranks do not differ significantly."""
    ranks = groups.drop_duplicates("variant").sort_values("mean_rank", kind="stable", ignore_index=True)
    names, spans = list(ranks["variant"]), _spans(groups, list(ranks["variant"]))
    with canvas(640, 62 + ROW * len(names), left=170, right=40 + 9 * len(spans), top=30, bottom=32) as (figure, axes):
        low, high = float(ranks["mean_rank"].min()), float(ranks["mean_rank"].max())
        axes.set_xlim(low - 0.04 * (high - low) - 0.1, high + 0.04 * (high - low) + 0.1)
        axes.set_ylim(len(names) - 0.4, -0.6)
        ticks_y(axes, range(len(names)), names)
        axes.locator_params(axis="x", nbins=8)
        for place, row in enumerate(rows_of(ranks)):
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
        return Drawing("critical_difference", title, alt, picture, groups, frame(axes, figure), plot=figure)


def _spans(groups: pd.DataFrame, names: list[str]) -> list[tuple[int, int]]:
    """Return the first and last place of every group that has more than one variant."""
    place = {name: i for i, name in enumerate(names)}
    found = [sorted(place[name] for name in group["variant"]) for _, group in groups.groupby("group")]
    return [(each[0], each[-1]) for each in found if len(each) > 1]


def _ruler(axes: Axes, low: float, difference: float) -> None:
    """Draw the critical difference as a length."""
    if not np.isfinite(difference):
        return
    height = axes.get_ylim()[1] - 0.9
    add_line(axes, [low, low + difference], [height, height], color=INK[0], lw=1.6, clip_on=False)
    text = f"critical difference {difference:.1f}"
    axes.text(low + difference, height, f"  {text}", fontsize=9.5, va="center", color=SOFT[0])


def embed(page: PageData, payload: Payload) -> None:
    """Add the quantiles of the studentised range over √2 for 2, 3, … variants, as in `gdbench.tables.friedman`."""
    from scipy import stats

    most = min(len(page.looks), _MOST)
    counts = np.arange(2, most + 1)
    found = stats.studentized_range.ppf(1 - ALPHA, counts, np.inf) / np.sqrt(2.0) if most > 1 else []
    payload.facts["quantiles"] = [float(quantile) for quantile in found]


FIGURE = Figure(
    key="critical",
    section="ranks",
    place=10,
    caption=(
        "Each diamond is a variant’s average rank over workloads, the best at the top. A bar at the right joins "
        "variants that pairwise tests with Holm’s correction cannot tell apart; variants without a common bar differ."
    ),
    has_data=lambda page: len(page.run.groups) > 0,
    draw=draw,
    embed=embed,
)
