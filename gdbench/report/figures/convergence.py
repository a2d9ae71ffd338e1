"""Convergence of every variant on each workload: median gap and quartile band against gradient evaluations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from gdbench.report.data.looks import Look, lit
from gdbench.report.data.page_data import PageData
from gdbench.report.data.workload_rows import panels
from gdbench.report.figures import Figure
from gdbench.report.figures.drawing.canvas import (
    add_area,
    add_line,
    canvas,
    decades,
    frame,
    log10,
    notes,
    stroke,
    target_lines,
)
from gdbench.report.figures.drawing.drawing import Drawing
from gdbench.report.figures.drawing.svg import to_picture
from gdbench.report.text import words
from gdbench.types.manifest import CellRow

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_BEYOND = 1e-20


def draw(page: PageData) -> list[Drawing]:
    """Return one drawing per workload; large runs have no PDF of these drawings."""
    return [
        _panel(bands, page.looks, page.run.workloads[name], page.slugs[name], pdf=not page.is_large)
        for name, bands in page.curves.items()
    ]


def _panel(bands: pd.DataFrame, looks: Mapping[str, Look], workload: CellRow, slug: str, *, pdf: bool) -> Drawing:
    """Draw one workload, with every variant."""
    gaps = _shares(bands) if workload.relative else bands
    finite = gaps["median"][np.isfinite(gaps["median"])]
    levels, least = _shown(sorted(workload.targets), finite)
    top = 1.5 if workload.relative else log10(max([levels[-1], *finite])) + 0.15
    right = max(log10(workload.budget), 0.3)
    with canvas(320, 210, left=42, right=10, top=24, bottom=36) as (figure, axes):
        axes.set_xlim(-0.03, right + 0.03)
        axes.set_ylim(log10(least) - (0.7 if workload.relative else 0.25), top)
        target_lines(axes, [1.0, *levels] if workload.relative else levels)
        decades(axes)
        notes(axes, figure, _gap_label(workload), "gradient evaluations")
        _curves(axes, gaps, looks)
        picture, place = to_picture(figure, f"w-{slug}"), frame(axes, figure)
    alt = f"Convergence of {words.several(bands['variant'].nunique(), 'variant')} on {workload.workload}"
    legend, plot = lit(looks.values()), figure if pdf else None
    return Drawing(f"convergence_{slug}", workload.workload, alt, picture, bands, place, legend, plot)


def _shown(levels: list[float], gaps: pd.Series) -> tuple[list[float], float]:
    """Return the targets to draw, and the smallest value that the axis has to contain.

    Targets further than `_BEYOND` below all gaps are left out, because they would squeeze all lines to the top.
    """
    least = float(gaps[gaps > 0].min()) if (gaps > 0).any() else levels[-1]
    near = [level for level in levels if level > _BEYOND * least] or levels[-1:]
    return near, min(near[0], least) if len(near) < len(levels) else near[0]


def _shares(bands: pd.DataFrame) -> pd.DataFrame:
    """Return the gaps as shares of the gap at the start."""
    return bands.assign(**{name: bands[name] / bands["start"] for name in ("median", "low", "high")})


def _gap_label(workload: CellRow) -> str:
    measure = workload.measure.replace("_", " ")
    if not workload.relative:
        return f"{measure} above the best possible"
    return f"{'gap' if measure == 'value' else f'gap of {measure}'} as a share of its start"


def _curves(axes: Axes, shares: pd.DataFrame, looks: Mapping[str, Look]) -> None:
    """Draw the bands and lines of every variant, grey ones first and the best ranked on top."""
    names = [str(name) for name in shares["variant"].unique()]
    columns = ("cost", "median", "low", "high")
    rows = shares.groupby("variant", sort=False).indices
    values = {name: shares[name].to_numpy(float) for name in columns}
    order = reversed([*lit(looks[name] for name in names), *(looks[n] for n in names if looks[n].colour is None)])
    for look in order:
        curve = {name: values[name][rows[look.label]] for name in columns}
        if look.colour is not None:
            _band(axes, curve, look)
        x, y = _points(curve, "median")
        if len(x):
            add_line(axes, x, y, gid=f"v-{look.slug}", **stroke(look, 1.6))


def _band(axes: Axes, curve: Mapping[str, np.ndarray], look: Look) -> None:
    """Draw the quartiles as one closed path, which leaves the frame at the top if the upper quartile is infinite."""
    x, low = _points(curve, "low")
    _, high = _points({**curve, "high": np.minimum(curve["high"], 1e12)}, "high")
    if len(x) > 1:
        outline = np.concatenate([low, high[: len(low)][::-1]])
        add_area(axes, [*x, *x[::-1]], outline, color=look.hue, alpha=0.16, zorder=2, gid=f"b-{look.slug}")


def _points(curve: Mapping[str, np.ndarray], column: str) -> tuple[np.ndarray, np.ndarray]:
    """Return log10 of cost and of a column up to the first infinity, without the repeated tail of ended runs."""
    cost, value = curve["cost"], curve[column]
    keep = (cost >= 1) & (np.diff(cost, prepend=-1.0) > 0)
    cost, value = cost[keep], value[keep]
    good = np.isfinite(value) & (value > 0)
    end = len(good) if good.all() else int(np.argmin(good))
    return np.log10(cost[:end]), np.log10(value[:end])


FIGURE = Figure(
    key="convergence",
    section="convergence",
    place=20,
    heading="All workloads",
    caption=(
        "Lines are the median gap over the evaluation seeds, at the setting that tuning chose; shades hold the middle "
        "half of the runs; a line ends where all runs have ended or where the median is no longer finite. Hairlines "
        "are the targets: a run stops when it has crossed the last one, or when its precision cannot tell it from the "
        "minimum any more."
    ),
    has_data=lambda page: bool(page.curves),
    draw=draw,
    context=lambda page: {"panels": panels(page)},
)
