"""Landscapes: contours of a problem in two dimensions, with the paths of single runs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from gdbench.report.data.looks import INK, SOFT, Look, lit
from gdbench.report.data.page_data import PageData
from gdbench.report.figures import Figure
from gdbench.report.figures.drawing.canvas import add_line, canvas, frame, notes, stroke
from gdbench.report.figures.drawing.drawing import Drawing
from gdbench.report.figures.drawing.svg import to_picture
from gdbench.report.live.payload import Payload
from gdbench.report.text import words
from gdbench.types.manifest import Landscape

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_COARSE = 3  # Static contours with a few levels need only every third row and column of a field.
_LEVELS = 9
_LOW = -16.0  # smallest log10 of the gap


def draw(page: PageData) -> list[Drawing]:
    """Return one drawing per landscape, with the paths of the coloured variants."""
    return [_landscape(each, page.looks, page.slugs[each.workload]) for each in page.landscapes]


def _landscape(shape: Landscape, looks: Mapping[str, Look], slug: str) -> Drawing:
    x, y, depth = np.array(shape.first, float), np.array(shape.second, float), _depth(shape)
    known = {name: np.array(path, float) for name, path in shape.paths.items() if name in looks}
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
        _marks(axes, np.array(shape.minimisers, float), np.array(shape.start, float))
        notes(axes, figure, "", "x₁ across, x₂ up; ring: start, cross: minimiser")
        picture, place = to_picture(figure, f"land-{slug}"), frame(axes, figure)
    alt = f"Landscape of {shape.workload} with the paths of {words.several(len(shown), 'variant')}"
    rows = pd.concat([_path_rows(name, path) for name, path in known.items()], ignore_index=True)
    return Drawing(f"landscape_{slug}", shape.workload, alt, picture, rows, place, shown, figure)


def _depth(shape: Landscape) -> np.ndarray:
    """Return log10 of the gap ``[b, a]``; values that are not finite are replaced by the largest finite value."""
    depth = np.array([[np.nan if v is None else v for v in row] for row in shape.log10_gap], float)
    top = np.nanmax(depth) if np.isfinite(depth).any() else 0.0
    return np.clip(np.where(np.isfinite(depth), depth, top), max(_LOW, top - 12), top)


def _path_rows(name: str, path: np.ndarray) -> pd.DataFrame:
    return pd.DataFrame({"variant": name, "sample": range(len(path)), "x1": path[:, 0], "x2": path[:, 1]})


def _marks(axes: Axes, minimisers: np.ndarray, start: np.ndarray) -> None:
    """Draw a cross at every minimiser and a ring at the start."""
    wide = 0.016 * (axes.get_xlim()[1] - axes.get_xlim()[0])
    tall = 0.019 * (axes.get_ylim()[1] - axes.get_ylim()[0])
    for x, y in minimisers.reshape(-1, 2):
        add_line(axes, [x - wide, x + wide], [y, y], color=INK[0], lw=1.6, zorder=5)
        add_line(axes, [x, x], [y - tall, y + tall], color=INK[0], lw=1.6, zorder=5)
    turn = np.linspace(0, 2 * np.pi, 17)
    add_line(axes, start[0] + wide * np.cos(turn), start[1] + tall * np.sin(turn), color=INK[0], lw=1.4, zorder=5)


def embed(page: PageData, payload: Payload) -> None:
    """Add the fields of log10 of the gap as small integers, and the paths as they were recorded."""
    variants = {name: i for i, name in enumerate(page.looks)}
    workloads = {name: i for i, name in enumerate(page.run.workloads)}
    rows = []
    for shape in page.landscapes:
        w = workloads[shape.workload]
        payload.add(f"field_{w}", np.rint(100 * (_depth(shape) + 20)), "u2")
        paths = {variants[name]: path for name, path in shape.paths.items() if name in variants}
        ends = {"x": [shape.first[0], shape.first[-1]], "y": [shape.second[0], shape.second[-1]]}
        rows.append({"w": w, **ends, "start": shape.start, "minimisers": shape.minimisers, "paths": paths})
    payload.facts["landscapes"] = rows


FIGURE = Figure(
    key="landscapes",
    section="lens",
    place=10,
    heading="Landscapes",
    caption=(
        "Lines (colours, in the live view) are levels of the logarithm of the gap, the ring is the start, crosses and "
        "stars are minimisers. Paths are single runs at the setting that tuning chose; look for those that zigzag "
        "across a valley, overshoot it, or stop short."
    ),
    has_data=lambda page: bool(page.landscapes),
    draw=draw,
    embed=embed,
    context=lambda page: {"problems": [(page.slugs[each.workload], each.workload) for each in page.landscapes]},
)
