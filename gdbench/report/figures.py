"""One function per figure: a table in, a drawing out. Axes are logarithmic by hand (data in log10), which keeps
ticks exactly where a reader wants them: at the start, at the targets, at powers of ten."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from gdbench.report import words
from gdbench.report.style import HAIR, INK, SOFT, Look, palette
from gdbench.report.svg import Picture, to_picture

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


@dataclass(frozen=True)
class Drawing:
    """A figure, the numbers behind it, and what a reader who cannot see it is told.

    ``frame`` is the plotting area: left, right, top, bottom in CSS pixels, then the log10 of x at the left and
    right and of y at the bottom and top.
    """

    key: str
    title: str
    alt: str
    picture: Picture
    numbers: pd.DataFrame
    frame: tuple[float, ...] = ()
    legend: Sequence[Look] = ()

    @property
    def file(self) -> str:
        """The stem of its files beside the page."""
        return self.key if self.key[:2] != "w-" else f"convergence_{self.key[2:]}"


def convergence(
    bands: pd.DataFrame, looks: Mapping[str, Look], workload: Mapping[str, Any], key: str
) -> Drawing:
    """Median gap and quartile band against gradient evaluations, one workload, every variant."""
    relative = bool(workload["relative"])
    levels = sorted(float(level) for level in workload["targets"])
    unit = bands["start"].to_numpy(float) if relative else np.ones(len(bands))
    shares = bands.assign(**{name: bands[name] / unit for name in ("median", "low", "high")})
    top = 1.5 if relative else _log(_finite_max(shares["median"], 1.0)) + 0.15
    bottom = _log(levels[0]) - (0.7 if relative else 0.25)
    right = max(_log(workload["budget"]), 0.3)
    measure = "gap" if workload["measure"] == "value" else f"gap of {workload['measure'].replace('_', ' ')}"
    label = f"{measure}, share of the start's" if relative else f"{measure} above the best possible"
    with _canvas(320, 210, left=42, right=10, top=24, bottom=36) as (figure, axes):
        axes.set_xlim(-0.03, right + 0.03)
        axes.set_ylim(bottom, top)
        _target_lines(axes, [1.0, *levels] if relative else levels, bottom, top)
        _decades(axes, right)
        _notes(axes, figure, label, "gradient evaluations")
        groups = {str(name): frame for name, frame in shares.groupby("variant", sort=False)}
        order = sorted((looks[name] for name in groups), key=lambda look: -_rank(look))
        for look in order:
            _band(axes, groups[look.label], look)
        for look in order:
            _line(axes, groups[look.label], look)
        frame = (*_frame(axes, figure), -0.03, right + 0.03, bottom, top)
        picture = to_picture(figure, key)
    alt = f"Convergence of {words.several(len(groups), 'variant')} on {workload['workload']}"
    return Drawing(key, str(workload["workload"]), alt, picture, bands, frame, _lit(looks))


def performance_profile(profile: pd.DataFrame, looks: Mapping[str, Look]) -> Drawing:
    """Share of (workload, target) pairs solved within a factor of the fastest variant."""
    most = _log(float(profile["tau"].max()))
    with _canvas(680, 380, left=46, right=150, top=26, bottom=40) as (figure, axes):
        axes.set_xlim(0, most)
        axes.set_ylim(0, 1.0)
        for height in (0.25, 0.5, 0.75, 1.0):
            axes.axhline(height, color=HAIR[0], lw=0.6)
        axes.set_yticks(np.arange(0, 1.01, 0.25), [words.share(y) for y in np.arange(0, 1.01, 0.25)])
        factors = [factor for factor in (1, 2, 5, 10, 20, 50, 100) if _log(factor) <= most + 1e-9]
        axes.set_xticks([_log(factor) for factor in factors], [f"{factor}×" for factor in factors])
        _notes(axes, figure, "solved (workload, target) pairs", "gradient evaluations, as a multiple of the fastest")
        groups = {str(name): frame for name, frame in profile.groupby("variant", sort=False)}
        for look in sorted((looks[name] for name in groups), key=lambda look: -_rank(look)):
            x, y = np.log10(groups[look.label]["tau"]), groups[look.label]["share"]
            axes.plot(x, y, drawstyle="steps-post", gid=f"v-{look.slug}", **_stroke(look, 2.0))
        ends = {look: float(groups[look.label]["share"].iloc[-1]) for look in _lit(looks) if look.label in groups}
        for look, height in _spread(ends, 0.052).items():
            axes.text(most + 0.02 * most, height, look.label, color=look.hue, fontsize=10.5, va="center")
        frame = (*_frame(axes, figure), 0.0, most, 0.0, 1.0)
        picture = to_picture(figure, "profile")
    alt = f"Performance profile of {words.several(len(groups), 'variant')}"
    return Drawing("performance_profile", "Performance profile", alt, picture, profile, frame)


def ratios(table: pd.DataFrame) -> Drawing:
    """Time per step of own variants relative to their counterparts in Optax, with intervals."""
    rows = table.sort_values("ratio", ignore_index=True)
    low, high = min(0.5, rows["low"].min() / 1.15), max(2.0, rows["high"].max() * 1.15)
    with _canvas(680, 58 + 26 * len(rows), left=150, right=130, top=10, bottom=44) as (figure, axes):
        axes.set_xlim(_log(low), _log(high))
        axes.set_ylim(len(rows) - 0.4, -0.6)
        axes.axvline(0.0, color=SOFT[0], lw=1.0)
        ticks = [tick for tick in (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100) if low <= tick <= high]
        axes.set_xticks([_log(tick) for tick in ticks], [f"{tick:g}×" for tick in ticks])
        axes.set_yticks(range(len(rows)), list(rows["variant"]))
        _notes(axes, figure, "", "own time per step, as a multiple of Optax's   (left of the line: own is faster)")
        for place, row in enumerate(rows.itertuples()):
            hue = SOFT[0] if row.low <= 1 <= row.high else palette()[0] if row.high < 1 else palette()[3]
            axes.axhline(place, color=HAIR[0], lw=0.5, zorder=0)
            axes.plot(np.log10([row.low, row.high]), [place, place], color=hue, lw=2.2, solid_capstyle="butt")
            _diamond(axes, _log(row.ratio), place, hue, figure)
            text = f"{words.number(row.ratio)}×  ({words.number(row.low)}–{words.number(row.high)})"
            axes.text(_log(high) + 0.02 * (_log(high) - _log(low)), place, text, fontsize=10, va="center", color=INK[0])
        picture = to_picture(figure, "ratios")
    alt = f"Time per step of {words.several(len(rows), 'own variant')} relative to Optax"
    return Drawing("own_against_optax", "Own time per step relative to Optax", alt, picture, rows)


@contextmanager
def _canvas(
    width: float, height: float, *, left: float, right: float, top: float, bottom: float
) -> Iterator[tuple[Figure, Axes]]:
    """Yield a figure of this size in CSS pixels with one pair of bare axes; no pyplot, no global state."""
    import matplotlib
    import seaborn
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    quiet = {"axes.spines.top": False, "axes.spines.right": False, "axes.spines.left": False}
    inks = {"xtick.color": SOFT[0], "ytick.color": SOFT[0], "axes.edgecolor": SOFT[0], "axes.linewidth": 0.6}
    lengths = {"xtick.major.size": 0, "ytick.major.size": 0, "xtick.labelsize": 9.5, "ytick.labelsize": 9.5}
    with matplotlib.rc_context({**seaborn.axes_style("ticks"), **quiet, **inks, **lengths, "text.parse_math": False}):
        figure = Figure(figsize=(width / 72, height / 72), dpi=72)
        FigureCanvasSVG(figure)
        place = (left / width, bottom / height, (width - left - right) / width, (height - top - bottom) / height)
        yield figure, figure.add_axes(place)


def _frame(axes: Axes, figure: Figure) -> tuple[float, ...]:
    width, height = 72 * figure.get_figwidth(), 72 * figure.get_figheight()
    box = axes.get_position()
    sides = (box.x0 * width, box.x1 * width, (1 - box.y1) * height, (1 - box.y0) * height)
    return tuple(round(side, 1) for side in sides)


def _target_lines(axes: Axes, levels: Sequence[float], bottom: float, top: float) -> None:
    """A hairline at every level; its name where it does not run into the one above."""
    named: list[float] = []
    for level in sorted(levels, reverse=True):
        axes.axhline(_log(level), color=HAIR[0], lw=0.6, zorder=0)
        if not named or _log(named[-1]) - _log(level) > 0.075 * (top - bottom):
            named.append(level)
    axes.set_yticks([_log(level) for level in named], [words.level(level) for level in named])


def _decades(axes: Axes, right: float) -> None:
    powers = range(int(np.floor(right + 1e-9)) + 1)
    axes.set_xticks(list(powers), [words.power_of_ten(power) for power in powers])


def _notes(axes: Axes, figure: Figure, above: str, below: str) -> None:
    """Name the axes in words a reader need not tilt the head for: y above its axis, x below."""
    left, right, _, _ = _frame(axes, figure)
    width, height = 72 * figure.get_figwidth(), 72 * figure.get_figheight()
    figure.text(3 / width, 1 - 12 / height, above, fontsize=9.5, color=SOFT[0])
    figure.text((left + right) / 2 / width, 6 / height, below, fontsize=9.5, color=SOFT[0], ha="center")


def _stroke(look: Look, width: float) -> dict[str, Any]:
    """Line properties of a variant: threads are thin and drawn first."""
    if look.colour is None:
        return {"color": look.hue, "lw": 0.7, "zorder": 1}
    style = {"linestyle": (0, look.dash)} if look.dash else {}
    return {"color": look.hue, "lw": width, "zorder": 3, **style}


def _line(axes: Axes, frame: pd.DataFrame, look: Look) -> None:
    x, y = _points(frame, "median")
    if len(x):
        _add_line(axes, x, y, gid=f"v-{look.slug}", **_stroke(look, 1.6))


def _band(axes: Axes, frame: pd.DataFrame, look: Look) -> None:
    """The quartiles as one closed path; it ends where a quarter of the runs left the finite numbers."""
    if look.colour is None:
        return
    x, low = _points(frame, "low")
    _, high = _points(frame.assign(high=np.minimum(frame["high"], 1e12)), "high")
    length = min(len(low), len(high))
    if length > 1:
        xs, ys = np.concatenate([x[:length], x[:length][::-1]]), np.concatenate([low[:length], high[:length][::-1]])
        _add_area(axes, xs, ys, color=look.hue, alpha=0.16, zorder=2, gid=f"b-{look.slug}")


def _add_line(axes: Axes, x: Sequence[float], y: Sequence[float], **style: Any) -> None:
    """`Axes.plot` without finding limits anew for each of a thousand lines: limits are set beforehand here."""
    from matplotlib.lines import Line2D

    axes.add_artist(Line2D(x, y, **style))


def _add_area(axes: Axes, x: Sequence[float], y: Sequence[float], **style: Any) -> None:
    """`Axes.fill` without finding limits anew."""
    from matplotlib.patches import Polygon

    axes.add_artist(Polygon(np.column_stack([x, y]), lw=0, **style))


def _points(frame: pd.DataFrame, column: str) -> tuple[np.ndarray, np.ndarray]:
    """The log10 of cost and of a column, up to the first infinity, without the repeated tail of ended runs."""
    cost, value = frame["cost"].to_numpy(float), frame[column].to_numpy(float)
    keep = (cost >= 1) & (np.diff(cost, prepend=-1.0) > 0)
    cost, value = cost[keep], value[keep]
    good = np.isfinite(value) & (value > 0)
    end = len(good) if good.all() else int(np.argmin(good))
    return np.log10(cost[:end]), np.log10(value[:end])


def _diamond(axes: Axes, x: float, y: float, hue: str, figure: Figure) -> None:
    """A small filled diamond, as a path: it needs no marker definitions in the SVG."""
    left, right, top, bottom = _frame(axes, figure)
    dx = 5 * abs(np.diff(axes.get_xlim())[0]) / (right - left)
    dy = 5 * abs(np.diff(axes.get_ylim())[0]) / (bottom - top)
    axes.fill([x - dx, x, x + dx, x], [y, y + dy, y, y - dy], color=hue, lw=0, zorder=4)


def _spread(heights: Mapping[Look, float], apart: float) -> dict[Look, float]:
    """Move labels up or down so that neighbours are ``apart``, staying as near to their lines as that allows."""
    order = sorted(heights, key=lambda look: heights[look])
    places = [heights[look] for look in order]
    for _ in range(200):
        for i in range(1, len(places)):
            lack = apart - (places[i] - places[i - 1])
            if lack > 1e-6:
                places[i] += lack / 2
                places[i - 1] -= lack / 2
    return dict(zip(order, places, strict=True))


def _rank(look: Look) -> int:
    return 99 if look.colour is None else look.colour


def _lit(looks: Mapping[str, Look]) -> list[Look]:
    return sorted((look for look in looks.values() if look.colour is not None), key=_rank)


def _finite_max(values: pd.Series, otherwise: float) -> float:
    finite = values[np.isfinite(values) & (values > 0)]
    return float(finite.max()) if len(finite) else otherwise


def _log(value: float) -> float:
    return float(np.log10(value))
