"""Plain axes with sizes in CSS pixels and given limits, made without pyplot and its global state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from gdbench.report.data.looks import HAIR, SOFT, Look
from gdbench.report.text import words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_LONG = 2.5  # decades; on longer axes the labels of 1, 2 and 5 would overlap
ROW = 17.0  # CSS pixels that one variant takes in a list
_PAD = (6, 3.5)  # distance between the frame and tick labels, below and to the left
_QUIET = {
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.linewidth": 0.6,
    "xtick.major.size": 0,
    "ytick.major.size": 0,
    "xtick.major.pad": _PAD[0],
    "ytick.major.pad": _PAD[1],
    "xtick.labelsize": 9.5,
    "ytick.labelsize": 9.5,
    "text.parse_math": False,
    "axes.edgecolor": SOFT[0],
    "xtick.color": SOFT[0],
    "ytick.color": SOFT[0],
}


@contextmanager
def canvas(
    width: float, height: float, *, left: float, right: float, top: float, bottom: float
) -> Iterator[tuple[Figure, Axes]]:
    """Yield a figure of this size with one pair of axes inside these margins."""
    import matplotlib
    import seaborn
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    with matplotlib.rc_context({**seaborn.axes_style("ticks"), **_QUIET}):
        figure = Figure(figsize=(width / 72, height / 72), dpi=72)
        FigureCanvasSVG(figure)
        inner = ((width - left - right) / width, (height - top - bottom) / height)
        yield figure, figure.add_axes((left / width, bottom / height, *inner))


def log10(value: float) -> float:
    """Return log10 as a plain number."""
    return float(np.log10(value))


def size(figure: Figure) -> tuple[float, float]:
    """Return width and height in CSS pixels."""
    return 72 * figure.get_figwidth(), 72 * figure.get_figheight()


def frame(axes: Axes, figure: Figure) -> tuple[float, ...]:
    """Return the plotting area: left, right, top, bottom in pixels, then the limits of x and of y."""
    width, height = size(figure)
    box = axes.get_position()
    sides = (box.x0 * width, box.x1 * width, (1 - box.y1) * height, (1 - box.y0) * height)
    ends = (*axes.get_xlim(), *axes.get_ylim())
    return (*(round(side, 1) for side in sides), *(round(float(end), 4) for end in ends))


def target_lines(axes: Axes, levels: Sequence[float]) -> None:
    """Draw a hairline at every level, with its label unless the label would overlap the one above."""
    named: list[float] = []
    bottom, top = axes.get_ylim()
    for level in sorted(levels, reverse=True):
        add_rule(axes, log10(level), lw=0.6)
        if not named or log10(named[-1]) - log10(level) > 0.075 * (top - bottom):
            named.append(level)
    ticks_y(axes, [log10(level) for level in named], [words.level(level) for level in named])


def decades(axes: Axes) -> None:
    """Label each power of ten along x."""
    powers = range(int(np.floor(axes.get_xlim()[1] + 1e-9)) + 1)
    ticks_x(axes, list(powers), [words.power_of_ten(power) for power in powers])


def factors(axes: Axes, ticks: Sequence[float]) -> None:
    """Label the factors along x that lie inside the limits, such as 0.5×, 1×, 2×; long axes have only powers of ten."""
    low, high = axes.get_xlim()
    inside = [tick for tick in ticks if low - 1e-9 <= log10(tick) <= high + 1e-9]
    if high - low > _LONG:
        inside = [tick for tick in inside if log10(tick) == round(log10(tick))]
    ticks_x(axes, [log10(tick) for tick in inside], [f"{tick:g}×" for tick in inside])


def ticks_x(axes: Axes, places: Sequence[float], names: Sequence[str], **style: Any) -> None:
    """Write labels below the frame instead of matplotlib's ticks, which have five artists each and are slow to draw."""
    axes.xaxis.set_visible(False)
    where, va, ha = axes.get_xaxis_text1_transform(_PAD[0])
    for place, name in zip(places, names, strict=True):
        axes.text(place, 0, name, transform=where, va=va, ha=ha, fontsize=9.5, color=SOFT[0], **style)


def ticks_y(axes: Axes, places: Sequence[float], names: Sequence[str]) -> None:
    """Write labels to the left of the frame (see `ticks_x`)."""
    axes.yaxis.set_visible(False)
    where, va, ha = axes.get_yaxis_text1_transform(_PAD[1])
    for place, name in zip(places, names, strict=True):
        axes.text(0, place, name, transform=where, va=va, ha=ha, fontsize=9.5, color=SOFT[0])


def notes(axes: Axes, figure: Figure, above: str, below: str) -> None:
    """Write the names of both axes horizontally: that of y above its axis, that of x below."""
    left, right = frame(axes, figure)[:2]
    width, height = size(figure)
    figure.text(3 / width, 1 - 12 / height, above, fontsize=9.5, color=SOFT[0])
    figure.text((left + right) / 2 / width, 6 / height, below, fontsize=9.5, color=SOFT[0], ha="center")


def stroke(look: Look, width: float) -> dict[str, Any]:
    """Return the line properties of a variant; grey lines are thin and lie below."""
    if look.colour is None:
        return {"color": look.hue, "lw": 0.7, "zorder": 1}
    return {"color": look.hue, "lw": width, "zorder": 3, "dash": look.dash}


def add_line(axes: Axes, x: ArrayLike, y: ArrayLike, **style: Any) -> None:
    """Add a line as `Axes.plot` does, but without computing the limits again, because they are given here."""
    from gdbench.report.figures.drawing.strokes import Stroke

    axes.add_artist(Stroke(x, y, **style))


def add_steps(axes: Axes, x: ArrayLike, y: ArrayLike, **style: Any) -> None:
    """Add a step line, which keeps its height until the next point."""
    add_line(axes, np.repeat(x, 2)[1:], np.repeat(y, 2)[:-1], **style)


def add_rule(axes: Axes, y: float, lw: float = 0.5) -> None:
    """Add a hairline across the frame, drawn below everything else."""
    add_line(axes, axes.get_xlim(), [y, y], color=HAIR[0], lw=lw, zorder=0, cap="butt")


def add_area(axes: Axes, x: ArrayLike, y: ArrayLike, **style: Any) -> None:
    """Add a filled area as `Axes.fill` does, but without computing the limits again."""
    from matplotlib.patches import Polygon

    axes.add_artist(Polygon(np.column_stack([x, y]), lw=0, **style))


def add_diamond(axes: Axes, figure: Figure, x: float, y: float, colour: str) -> None:
    """Add a small filled diamond as a path, which needs no marker definition in the SVG."""
    left, right, top, bottom, x0, x1, y0, y1 = frame(axes, figure)
    dx, dy = 5 * abs(x1 - x0) / (right - left), 5 * abs(y1 - y0) / (bottom - top)
    add_area(axes, [x - dx, x, x + dx, x], [y, y + dy, y, y - dy], color=colour, zorder=4)
