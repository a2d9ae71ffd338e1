"""Curves that rise from 0 to 1, one per variant: performance profile, data profile, run lengths."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from gdbench.report import words
from gdbench.report.canvas import add_line, add_rule, add_steps, canvas, decades, factors, frame, notes, stroke, ticks_y
from gdbench.report.figures import Drawing, end_labels, lit
from gdbench.report.style import Look
from gdbench.report.svg import to_picture

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def performance_profile(table: pd.DataFrame, looks: Mapping[str, Look]) -> Drawing:
    """Share of (workload, target) pairs solved within a factor of the fastest variant."""
    told = ("solved (workload, target) pairs", "gradient evaluations, as a multiple of the fastest")

    def ticks(axes: Axes) -> None:
        factors(axes, (1, 2, 5, 10, 20, 50, 100))

    names = ("profile", "performance_profile", "Performance profile")
    return _risen(table, "tau", looks, names, told, ticks, np.log10, steps=True)


def data_profile(table: pd.DataFrame, looks: Mapping[str, Look]) -> Drawing:
    """Share of runs that reach the level within κ (n + 1) gradient evaluations."""
    level = words.level(float(table["level"].iloc[0]))
    told = (f"runs that reached {level} of the gap at their start", "gradient evaluations / (n + 1)")

    def ticks(axes: Axes) -> None:
        axes.locator_params(axis="x", nbins=7)

    names = ("data_profile", "data_profile", "Data profile")
    return _risen(table, "kappa", looks, names, told, ticks, lambda x: x, steps=True)


def run_lengths(table: pd.DataFrame, looks: Mapping[str, Look]) -> Drawing:
    """Share of (workload, target) pairs reached within a cost, with simulated restarts."""
    told = ("reached (workload, target) pairs", "gradient evaluations, with restarts")
    names = ("run_lengths", "run_lengths", "Run lengths with simulated restarts")
    return _risen(table, "cost", looks, names, told, decades, np.log10, steps=False)


def _risen(
    table: pd.DataFrame,
    column: str,
    looks: Mapping[str, Look],
    names: tuple[str, str, str],
    told: tuple[str, str],
    ticks: Callable[[Any], None],
    scale: Callable[[Any], Any],
    *,
    steps: bool,
) -> Drawing:
    key, file, title = names
    groups = {str(name): group for name, group in table.groupby("variant", sort=False)}
    shown = [looks[name] for name in groups]
    with canvas(660, 370, left=46, right=150, top=26, bottom=40) as (figure, axes):
        axes.set_xlim(float(scale(table[column].min())), float(scale(table[column].max())))
        axes.set_ylim(0, 1.0)
        heights = [0.0, 0.25, 0.5, 0.75, 1.0]
        for height in heights[1:]:
            add_rule(axes, height, lw=0.6)
        ticks_y(axes, heights, [words.share(height) for height in heights])
        ticks(axes)
        notes(axes, figure, *told)
        add = add_steps if steps else add_line
        for look in reversed([*lit(shown), *(look for look in shown if look.colour is None)]):
            group = groups[look.label]
            x, y = scale(group[column].to_numpy(float)), group["share"].to_numpy(float)
            add(axes, x, y, gid=f"v-{look.slug}", **stroke(look, 2.0))
        end_labels(axes, {look: float(groups[look.label]["share"].iloc[-1]) for look in lit(shown)})
        drawn = to_picture(figure, key), frame(axes, figure)
        alt = f"{title} of {words.several(len(groups), 'variant')}"
        return Drawing(file, title, alt, drawn[0], table, drawn[1], live=key == "profile", pdf=figure)
