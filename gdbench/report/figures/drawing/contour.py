"""A contour of a problem with paths of runs, from plain arrays to a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from gdbench.report.data.looks import DASHES, INK, SOFT, palette
from gdbench.report.figures.drawing.canvas import add_line, canvas

_WIDTH, _HEIGHT = 640.0, 540.0
_LEVELS = 20
_DECADES = 12.0
SUFFIXES = (".svg", ".png", ".pdf")


def write_contour(shape: Any, title: str, target: Path) -> None:
    """Draw log10 of the gap with minimisers (stars), the start (ring) and paths into an SVG, PNG or PDF file.

    ``shape`` has the arrays of an engine's landscape. Raises OSError where the file cannot be written.
    """
    head = 44 + 16 * len(shape.paths)
    with canvas(_WIDTH, _HEIGHT, left=58, right=86, top=head, bottom=46) as (figure, axes):
        depth = _depth(shape.gap)
        filled = axes.contourf(shape.first, shape.second, depth, levels=_LEVELS, cmap="crest_r")
        axes.contour(shape.first, shape.second, depth, levels=_LEVELS, colors="white", linewidths=0.3)
        axes.set(xlim=shape.first[[0, -1]], ylim=shape.second[[0, -1]])
        axes.set_xlabel(f"x{shape.axes[0] + 1}", color=SOFT[2])
        axes.set_ylabel(f"x{shape.axes[1] + 1}", color=SOFT[2])
        axes.tick_params(colors=SOFT[2])
        for number, (label, path) in enumerate(shape.paths.items()):
            _path(figure, axes, number, label, path)
        axes.plot(*shape.minimisers.T, linestyle="", marker="*", color=INK[2], markersize=12, zorder=4)
        axes.plot(*shape.start, marker="o", color=INK[2], markerfacecolor="white", markersize=7, zorder=4)
        figure.text(58 / _WIDTH, 1 - 20 / _HEIGHT, title, fontsize=12, color=INK[2], va="center")
        inner = axes.get_position()
        scale = figure.add_axes((1 - 70 / _WIDTH, inner.y0, 12 / _WIDTH, inner.height))
        figure.colorbar(filled, cax=scale, label="log10 of the gap to the minimum").outline.set_visible(False)
        scale.tick_params(colors=SOFT[2])
        figure.savefig(target, dpi=160, facecolor="white")


def _path(figure: Any, axes: Any, number: int, label: str, path: np.ndarray) -> None:
    colour, dash = palette()[number % len(palette())], DASHES[number % len(DASHES)]
    seen = path[np.isfinite(path).all(axis=1)]
    add_line(axes, seen[:, 0], seen[:, 1], color="white", lw=3.4, zorder=2)
    add_line(axes, seen[:, 0], seen[:, 1], color=colour, lw=1.8, zorder=3, dash=dash)
    y = 1 - (42 + 16 * number) / _HEIGHT
    figure.text(58 / _WIDTH, y, label, color=colour, fontsize=10, va="center")


def _depth(gap: np.ndarray) -> np.ndarray:
    """Return log10 of the gap, limited to twelve decades below its largest finite value."""
    finite = np.where(np.isfinite(gap), gap, np.nan)
    top = max(float(np.nanmax(finite)), 1e-300)
    low = max(float(np.nanmin(finite[finite > 0], initial=top)), top * 10**-_DECADES)
    return np.log10(np.clip(np.nan_to_num(finite, nan=top), low, top))
