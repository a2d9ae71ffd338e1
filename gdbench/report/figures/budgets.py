"""The expected result of fewer tuning trials: the score of the best of the first k trials."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from gdbench.report.data.looks import Look, lit
from gdbench.report.data.page_data import PageData
from gdbench.report.figures import Figure
from gdbench.report.figures.drawing.canvas import add_area, add_line, add_rule, canvas, frame, notes, stroke
from gdbench.report.figures.drawing.drawing import Drawing
from gdbench.report.figures.drawing.labels import end_labels
from gdbench.report.figures.drawing.svg import to_picture
from gdbench.report.text import words


def draw(page: PageData) -> list[Drawing]:
    """Return the curve of every variant."""
    return [_best_of_k(page.run.budgets, page.looks)]


def _best_of_k(table: pd.DataFrame, looks: Mapping[str, Look]) -> Drawing:
    """Draw the expected score of the best of k trials, with its interval for the coloured variants."""
    groups = {str(name): group for name, group in table.groupby("variant", sort=False)}
    shown = [looks[name] for name in groups]
    most = int(table["k"].max())
    with canvas(660, 370, left=46, right=150, top=26, bottom=40) as (figure, axes):
        axes.set_xlim(1, most)
        axes.set_ylim(0, max(0.1, 1.05 * float(np.nanmax(table[["area", "high"]].to_numpy(float)))))
        axes.set_xticks(sorted({1, 2, 4, 8, 16, 32, 64, 128, most} & set(range(1, most + 1))))
        axes.locator_params(axis="y", nbins=6)
        for height in axes.get_yticks():
            add_rule(axes, height, lw=0.6)
        for look in reversed([*lit(shown), *(look for look in shown if look.colour is None)]):
            group = groups[look.label]
            if look.colour is not None and group["low"].notna().all():
                edge = [*group["low"], *group["high"][::-1]]
                add_area(axes, [*group["k"], *group["k"][::-1]], edge, color=look.hue, alpha=0.08, gid=f"b-{look.slug}")
            add_line(axes, group["k"], group["area"], gid=f"v-{look.slug}", **stroke(look, 2.0))
        top = axes.get_ylim()[1]
        end_labels(axes, {look: float(groups[look.label]["area"].iloc[-1]) for look in lit(shown)}, 0.052 * top)
        notes(axes, figure, "expected score of the best trial", "trials of tuning a workload")
        picture = to_picture(figure, "budgets")
        alt = f"Best of k trials for {words.several(len(groups), 'variant')}"
        return Drawing(
            "best_of_k",
            "What fewer trials would have given",
            alt,
            picture,
            table,
            frame(axes, figure),
            plot=figure,
        )


FIGURE = Figure(
    key="budgets",
    section="tuning",
    place=20,
    heading="What fewer trials would have given",
    caption=(
        "A curve’s height at k is the score to expect after the first k trials of tuning each workload, with its 95 % "
        "interval; trials that were made together are taken in random order, and refinements come last. A curve that "
        "is flat from the start needs no tuning; one that still rises at the right edge would gain from more."
    ),
    has_data=lambda page: len(page.run.budgets) > 0,
    draw=draw,
)
