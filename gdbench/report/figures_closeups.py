"""Single runs under the lens: paths on landscapes, and what each step is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from gdbench.report import words
from gdbench.report.canvas import add_area, add_line, canvas, decades, frame, notes, stroke, ticks_y
from gdbench.report.figures import Drawing, lit
from gdbench.report.style import INK, SOFT, Look, palette
from gdbench.report.svg import to_picture

if TYPE_CHECKING:
    from matplotlib.axes import Axes

PARTS = ("gradient", "scaling", "memory", "decay", "clipping", "noise")
_COARSE = 3  # every third line of a field is enough for a contour of eight levels
_LEVELS = 9
_LOW = -16.0  # of log10 of the gap


def landscape(shape: Mapping[str, Any], looks: Mapping[str, Look]) -> Drawing:
    """Contours of log10 of the gap over two coordinates, minimisers, start, and the paths of the coloured variants."""
    label = str(shape["workload"])
    x, y = np.array(shape["first"], float), np.array(shape["second"], float)
    depth = field(shape)
    known = {name: np.array(path, float) for name, path in shape["paths"].items() if name in looks}
    shown = lit(looks[name] for name in known) or [looks[name] for name in list(known)[:1]]
    with canvas(320, 270, left=38, right=10, top=10, bottom=36) as (figure, axes):
        axes.set_xlim(x[0], x[-1])
        axes.set_ylim(y[0], y[-1])
        part = slice(None, None, _COARSE)
        axes.contour(x[part], y[part], depth[part, part], levels=_LEVELS, colors=SOFT[0], linewidths=0.45, alpha=0.7)
        axes.locator_params(nbins=6)
        for look in reversed(shown):
            path = known[look.label]
            seen = path[np.isfinite(path).all(axis=1)]
            add_line(axes, seen[:, 0], seen[:, 1], gid=f"v-{look.slug}", **stroke(look, 1.6))
        _marks(axes, np.array(shape["minimisers"], float), np.array(shape["start"], float))
        notes(axes, figure, "", "x₁ across, x₂ up; ring: start, cross: minimiser")
        key = f"land-{looks_key(label)}"
        picture = to_picture(figure, key)
        alt = f"Landscape of {label} with the paths of {words.several(len(shown), 'variant')}"
        rows = pd.concat([_path_rows(name, path) for name, path in known.items()], ignore_index=True)
        return Drawing(
            f"landscape_{looks_key(label)}", label, alt, picture, rows, frame(axes, figure), shown, pdf=figure
        )


def steps_apart(card: Mapping[str, Any]) -> Drawing:
    """The shares of the parts of a step against steps, one run; the norms are in its numbers."""
    step = np.log10(np.array(card["step"], float))
    table = card_rows(card)
    names = [name for name in PARTS if name in table]
    parts = np.nan_to_num(table[names].to_numpy(float))
    whole = parts.sum(axis=1, keepdims=True)
    edges = np.cumsum(np.divide(parts, whole, out=np.zeros_like(parts), where=whole > 0), axis=1)
    edges = np.concatenate([np.zeros((len(edges), 1)), edges], axis=1)
    with canvas(660, 300, left=52, right=150, top=26, bottom=40) as (figure, axes):
        axes.set_xlim(0, max(0.3, float(step[-1])))
        axes.set_ylim(0, 1)
        ticks_y(axes, [0, 0.25, 0.5, 0.75, 1], [words.share(height) for height in (0, 0.25, 0.5, 0.75, 1)])
        decades(axes)
        right = axes.get_xlim()[1]
        for place, name in enumerate(names):
            outline = [*edges[:, place], *edges[::-1, place + 1]]
            colour = part_colours()[name]
            add_area(axes, [*step, *step[::-1]], outline, color=colour, alpha=0.6)
            if edges[-1, place + 1] - edges[-1, place] > 0.03:
                axes.text(
                    1.02 * right, edges[-1, place : place + 2].mean(), name, fontsize=10, va="center", color=INK[0]
                )
        notes(axes, figure, "shares of the step", "steps")
        picture = to_picture(figure, "card")
        alt = f"Parts of the steps of {card['variant']} on {card['workload']}"
        title = f"Steps of {card['variant']} on {card['workload']}"
        return Drawing("steps_apart", title, alt, picture, table, frame(axes, figure), live=True, pdf=figure)


def field(shape: Mapping[str, Any]) -> np.ndarray:
    """Return log10 of the gap ``[b, a]`` without holes: what is not finite is as high as the highest."""
    depth = np.array([[np.nan if v is None else v for v in row] for row in shape["log10_gap"]], float)
    top = np.nanmax(depth) if np.isfinite(depth).any() else 0.0
    return np.clip(np.where(np.isfinite(depth), depth, top), max(_LOW, top - 12), top)


def part_colours() -> dict[str, str]:
    """Return the colour of every part of a step."""
    order = (0, 4, 2, 3, 1, 6)
    return {name: palette()[i] for name, i in zip(PARTS, order, strict=True)}


def card_rows(card: Mapping[str, Any]) -> pd.DataFrame:
    """Return a card as a table: one row per step that it shows."""
    columns = {name: card[name] for name in ("step", "value", "gradient_norm", "step_norm", "cosine")}
    return pd.DataFrame(columns | dict(card["parts"]), dtype=float)


def looks_key(label: str) -> str:
    """Return a label as a part of a file name or an id."""
    from gdbench.report.style import unique_slugs

    return unique_slugs([label])[0]


def _path_rows(name: str, path: np.ndarray) -> pd.DataFrame:
    return pd.DataFrame({"variant": name, "sample": range(len(path)), "x1": path[:, 0], "x2": path[:, 1]})


def _marks(axes: Axes, minimisers: np.ndarray, start: Sequence[float]) -> None:
    """A cross at every minimiser, a ring at the start, as lines."""
    wide = 0.016 * (axes.get_xlim()[1] - axes.get_xlim()[0])
    tall = 0.019 * (axes.get_ylim()[1] - axes.get_ylim()[0])
    for x, y in minimisers.reshape(-1, 2):
        add_line(axes, [x - wide, x + wide], [y, y], color=INK[0], lw=1.6, zorder=5)
        add_line(axes, [x, x], [y - tall, y + tall], color=INK[0], lw=1.6, zorder=5)
    turn = np.linspace(0, 2 * np.pi, 17)
    add_line(axes, start[0] + wide * np.cos(turn), start[1] + tall * np.sin(turn), color=INK[0], lw=1.4, zorder=5)
