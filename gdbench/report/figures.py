"""One function per figure: a table in, a drawing out. Axes are logarithmic by hand (data in log10), which keeps
ticks exactly where a reader wants them: at the start, at the targets, at powers of ten."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from gdbench.report import words
from gdbench.report.canvas import (
    add_area,
    add_diamond,
    add_line,
    add_rule,
    canvas,
    decades,
    factors,
    frame,
    log10,
    notes,
    stroke,
    target_lines,
    ticks_y,
)
from gdbench.report.style import INK, SOFT, Look, palette
from gdbench.report.svg import Picture, to_picture

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class Drawing:
    """A figure, the numbers behind it, and what a reader who cannot see it is told.

    ``frame`` is the plotting area: left, right, top, bottom in CSS pixels, then the limits of x and of y.
    """

    key: str
    title: str
    alt: str
    picture: Picture
    numbers: pd.DataFrame
    frame: tuple[float, ...] = ()
    legend: Sequence[Look] = ()
    live: bool = False  # whether the page can draw it anew for a selection
    pdf: Any = None  # the matplotlib figure, for a PDF beside the page

    @property
    def file(self) -> str:
        """The stem of its files beside the page."""
        return self.key if self.key[:2] != "w-" else f"convergence_{self.key[2:]}"


def convergence(bands: pd.DataFrame, looks: Mapping[str, Look], workload: Mapping[str, Any], key: str) -> Drawing:
    """Median gap and quartile band against gradient evaluations, one workload, every variant."""
    relative = bool(workload["relative"])
    levels = sorted(float(level) for level in workload["targets"])
    shares = _shares(bands) if relative else bands
    finite = shares["median"][np.isfinite(shares["median"])]
    top = 1.5 if relative else log10(max([levels[-1], *finite])) + 0.15
    right = max(log10(workload["budget"]), 0.3)
    with canvas(320, 210, left=42, right=10, top=24, bottom=36) as (figure, axes):
        axes.set_xlim(-0.03, right + 0.03)
        axes.set_ylim(log10(levels[0]) - (0.7 if relative else 0.25), top)
        target_lines(axes, [1.0, *levels] if relative else levels)
        decades(axes)
        notes(axes, figure, _gap_label(workload), "gradient evaluations")
        _curves(axes, shares, looks)
        picture, place = to_picture(figure, key), frame(axes, figure)
    alt = f"Convergence of {words.several(bands['variant'].nunique(), 'variant')} on {workload['workload']}"
    return Drawing(key, str(workload["workload"]), alt, picture, bands, place, lit(looks.values()), pdf=figure)


def ratios(table: pd.DataFrame) -> Drawing:
    """Time per step of own variants relative to their counterparts in Optax, with intervals."""
    rows = table.sort_values("ratio", ignore_index=True)
    low, high = min(0.5, rows["low"].min() / 1.15), max(2.0, rows["high"].max() * 1.15)
    with canvas(600, 58 + 26 * len(rows), left=128, right=128, top=10, bottom=44) as (figure, axes):
        axes.set_xlim(log10(low), log10(high))
        axes.set_ylim(len(rows) - 0.4, -0.6)
        add_line(axes, [0.0, 0.0], axes.get_ylim(), color=SOFT[0], lw=1.0)
        factors(axes, (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100))
        ticks_y(axes, range(len(rows)), list(rows["variant"]))
        notes(axes, figure, "", "own time per step, as a multiple of Optax's   (left of the line: own is faster)")
        beside = log10(high) + 0.02 * log10(high / low)
        for place, row in enumerate(rows.itertuples()):
            hue = SOFT[0] if row.low <= 1 <= row.high else palette()[0] if row.high < 1 else palette()[3]
            add_rule(axes, place)
            add_line(axes, [log10(row.low), log10(row.high)], [place] * 2, color=hue, lw=2.2, cap="butt")
            add_diamond(axes, figure, log10(row.ratio), place, hue)
            text = f"{words.ratio(row.ratio)}×  ({words.ratio(row.low)}–{words.ratio(row.high)})"
            axes.text(beside, place, text, fontsize=10, va="center", color=INK[0])
        picture = to_picture(figure, "ratios")
    alt = f"Time per step of {words.several(len(rows), 'own variant')} relative to Optax"
    return Drawing("own_against_optax", "Own time per step relative to Optax", alt, picture, rows, pdf=figure)


def lit(looks: Iterable[Look]) -> list[Look]:
    """Return the coloured ones, in the order of the palette."""
    return sorted((look for look in looks if look.colour is not None), key=lambda look: look.colour)


def _shares(bands: pd.DataFrame) -> pd.DataFrame:
    """The gaps as shares of the gap at the start."""
    return bands.assign(**{name: bands[name] / bands["start"] for name in ("median", "low", "high")})


def _gap_label(workload: Mapping[str, Any]) -> str:
    measure = str(workload["measure"]).replace("_", " ")
    if not workload["relative"]:
        return f"{measure} above the best possible"
    return f"{'gap' if measure == 'value' else f'gap of {measure}'} as a share of its start"


def _curves(axes: Axes, shares: pd.DataFrame, looks: Mapping[str, Look]) -> None:
    """Bands and lines of every variant: threads first, the best ranked on top."""
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
    """The quartiles as one closed path; where the upper one is infinite it runs off the top."""
    x, low = _points(curve, "low")
    _, high = _points({**curve, "high": np.minimum(curve["high"], 1e12)}, "high")
    if len(x) > 1:
        outline = np.concatenate([low, high[: len(low)][::-1]])
        add_area(axes, [*x, *x[::-1]], outline, color=look.hue, alpha=0.16, zorder=2, gid=f"b-{look.slug}")


def _points(curve: Mapping[str, np.ndarray], column: str) -> tuple[np.ndarray, np.ndarray]:
    """The log10 of cost and of a column, up to the first infinity, without the repeated tail of ended runs."""
    cost, value = curve["cost"], curve[column]
    keep = (cost >= 1) & (np.diff(cost, prepend=-1.0) > 0)
    cost, value = cost[keep], value[keep]
    good = np.isfinite(value) & (value > 0)
    end = len(good) if good.all() else int(np.argmin(good))
    return np.log10(cost[:end]), np.log10(value[:end])


def end_labels(axes: Axes, heights: Mapping[Look, float], apart: float = 0.052) -> None:
    """Names at the right end of their lines, each beside a sample of its line."""
    left, right = axes.get_xlim()
    wide = right - left
    for look, height in _spread(heights, apart).items():
        group = f"v-{look.slug}"
        add_line(
            axes,
            [right + 0.02 * wide, right + 0.055 * wide],
            [height] * 2,
            clip_on=False,
            gid=group,
            **stroke(look, 2.0),
        )
        axes.text(right + 0.07 * wide, height, look.label, color=INK[0], fontsize=10.5, va="center", gid=group)


def _spread(heights: Mapping[Look, float], apart: float) -> dict[Look, float]:
    """Move labels up or down so that neighbours are ``apart``, staying as near to their lines as that allows."""
    order = sorted(heights, key=lambda look: heights[look])
    places = [heights[look] for look in order]
    for _ in range(200):
        for i in range(1, len(places)):
            lack = max(0.0, apart - (places[i] - places[i - 1]))
            places[i] += lack / 2
            places[i - 1] -= lack / 2
    return dict(zip(order, places, strict=True))
