"""Learning-rate sensitivity: the mean score of tuning's trials against the learning rate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from gdbench.report.data.looks import INK, SOFT, THREAD, Look, lit, palette
from gdbench.report.data.page_data import PageData
from gdbench.report.data.rows import rows_of
from gdbench.report.data.tuning_rows import width_rows
from gdbench.report.figures import Figure
from gdbench.report.figures.drawing.canvas import (
    add_area,
    add_diamond,
    add_line,
    add_rule,
    canvas,
    frame,
    log10,
    notes,
    stroke,
    ticks_x,
    ticks_y,
)
from gdbench.report.figures.drawing.drawing import Drawing
from gdbench.report.figures.drawing.svg import to_picture
from gdbench.report.live.payload import Payload
from gdbench.report.text import words
from gdbench.tables.endings import LABELS
from gdbench.tables.sensitivity import PER_DECADE, scores_by_rate

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Plot

_PANEL = 128.0


def draw(page: PageData) -> list[Drawing]:
    """Return one panel per coloured variant, with its good interval."""
    return [_panels(page.run.trials, page.run.intervals, page.looks)]


def _label_colours() -> dict[str, str]:
    """Return the colour of each trial label; the colours differ in lightness too."""
    return {"stable": palette()[2], "slow": THREAD[0], "oscillating": palette()[4], "diverged": palette()[3]}


def _panels(trials: pd.DataFrame, intervals: pd.DataFrame, looks: Mapping[str, Look]) -> Drawing:
    """Draw the mean score of every trial against its learning rate, one panel per variant."""
    table = scores_by_rate(trials)
    there = set(table["variant"])
    shown = [look for look in lit(looks.values()) if look.label in there] or [looks[v] for v in list(there)[:1]]
    good = intervals.groupby("variant")[["low", "high"]].median()
    height = 40 + _PANEL * len(shown)
    low, high = log10(table["learning_rate"].min()) - 0.1, log10(table["learning_rate"].max()) + 0.1
    top = max(0.1, 1.1 * float(table["area"].max()))
    with canvas(660, height, left=46, right=150, top=26, bottom=40) as (figure, axes):
        axes.set_xlim(low, high)
        axes.set_ylim(len(shown), 0)
        powers = range(int(np.ceil(low)), int(np.floor(high)) + 1)
        ticks_x(axes, list(powers), [words.power_of_ten(power) for power in powers])
        ticks_y(axes, [], [])
        for place, look in enumerate(shown):
            rows = table[table["variant"] == look.label]
            _panel(axes, figure, place, look, rows, good.loc[look.label] if look.label in good.index else None, top)
        notes(axes, figure, "mean score; below it, how the nearest trials went", "learning rate")
        _legend(figure, height)
        picture = to_picture(figure, "sensitivity")
        alt = f"Scores against learning rates for {words.several(len(shown), 'variant')}"
        title = "Learning-rate sensitivity"
        return Drawing("sensitivity", title, alt, picture, table, frame(axes, figure), plot=figure)


def _panel(axes: Axes, figure: Plot, place: int, look: Look, rows: pd.DataFrame, good: Any, top: float) -> None:
    """Draw one variant: scores as a line of diamonds, the strip of labels, and the bar of the good interval."""
    base, strip = place + 0.78, 0.09
    x = np.log10(rows["learning_rate"].to_numpy(float))
    y = base - 0.66 * rows["area"].to_numpy(float) / top
    add_rule(axes, base, lw=0.6)
    if good is not None and np.isfinite(good["low"]):
        ends = [log10(good["low"]), log10(good["high"])]
        add_area(
            axes, [ends[0], ends[1], ends[1], ends[0]], [base, base, base - 0.7, base - 0.7], color=look.hue, alpha=0.1
        )
    add_line(axes, x, y, gid=f"v-{look.slug}", **stroke(look, 1.4))
    for across, up in zip(x, y, strict=True):
        add_diamond(axes, figure, across, up, look.hue)
    for across, row in zip(x, rows_of(rows), strict=True):
        _strip(axes, across, base + 0.03, strip, [getattr(row, name) for name in LABELS])
    right = axes.get_xlim()[1]
    axes.text(right + 0.03, base - 0.4, look.label, color=INK[0], fontsize=10.5, va="center")
    if good is not None and np.isfinite(good["low"]):
        width = f"good over {log10(good['high'] / good['low']):.1f} decades"
        axes.text(right + 0.03, base - 0.24, width, color=SOFT[0], fontsize=9, va="center")


def _strip(axes: Axes, x: float, y: float, height: float, shares: Sequence[float]) -> None:
    """Draw the shares of labels at one learning rate as a small stacked column."""
    half = 0.006 * (axes.get_xlim()[1] - axes.get_xlim()[0])
    for colour, share in zip(_label_colours().values(), shares, strict=True):
        if share > 0:
            add_area(
                axes,
                [x - half, x + half, x + half, x - half],
                [y, y, y + height * share, y + height * share],
                color=colour,
            )
            y += height * share


def _legend(figure: Plot, height: float) -> None:
    from matplotlib.patches import Rectangle

    for place, (name, colour) in enumerate(_label_colours().items()):
        y = 1 - (12 + 15 * place) / height
        figure.add_artist(Rectangle((0.79, y - 2 / height), 0.012, 8 / height, color=colour, lw=0))
        figure.text(0.81, y, name, fontsize=9, color=SOFT[0])


def embed(page: PageData, payload: Payload) -> None:
    """Add the trials of tuning, best first within a cell, and the intervals of good learning rates."""
    trials = page.run.trials if page.run.is_searched else pd.DataFrame(columns=["variant", "workload"])
    _add_cells(page, payload, "trial", trials)
    payload.add("trial_round", trials.get("round", []), "u1")
    payload.add("trial_rate", trials.get("learning_rate", []), "f4")
    payload.add("trial_area", trials.get("area", []), "f4")
    payload.add("trial_label", [LABELS.index(label) for label in trials.get("label", [])], "u1")
    payload.facts["trialLabels"] = list(LABELS)
    payload.facts["ratesPerDecade"] = PER_DECADE
    intervals = page.run.intervals if len(page.run.intervals) else pd.DataFrame(columns=["variant", "workload"])
    _add_cells(page, payload, "good", intervals)
    payload.add("good_low", intervals.get("low", []), "f4")
    payload.add("good_high", intervals.get("high", []), "f4")


def _add_cells(page: PageData, payload: Payload, stem: str, table: pd.DataFrame) -> None:
    """Add the places of the variant and the workload of each row."""
    variants = {name: i for i, name in enumerate(page.looks)}
    workloads = {name: i for i, name in enumerate(page.run.workloads)}
    payload.add(f"{stem}_variant", [variants[name] for name in table["variant"]], "u2")
    payload.add(f"{stem}_workload", [workloads[name] for name in table["workload"]], "u2")


FIGURE = Figure(
    key="sensitivity",
    section="tuning",
    place=10,
    heading="Learning-rate sensitivity",
    caption=(
        "The line is the mean score over workloads at a learning rate, between the trials of tuning of each workload, "
        "in which the other hyperparameters vary too; colours tell how the trials went. The shade is the median "
        "interval of good rates, which need at most twice the evaluations of the best trial: a wide one forgives a "
        "careless choice."
    ),
    has_data=lambda page: len(page.run.intervals) > 0,
    draw=draw,
    embed=embed,
    context=lambda page: {"widths": width_rows(page), "labels": LABELS},
)
