"""A line as an artist of its own: matplotlib's `Line2D` also prepares a marker, which costs more than the line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib import rcParams
from matplotlib.artist import Artist
from matplotlib.colors import to_rgba
from matplotlib.path import Path
from numpy.typing import ArrayLike


class Stroke(Artist):
    """A line through points, solid or dashed (``dash`` in units of its width), within the frame of its axes."""

    def __init__(
        self,
        x: ArrayLike,
        y: ArrayLike,
        *,
        color: str,
        lw: float,
        zorder: float = 2.0,
        dash: Sequence[float] = (),
        cap: str | None = None,
        gid: str | None = None,
        clip_on: bool = True,
    ):
        super().__init__()
        self._path = Path(np.column_stack([np.asarray(x, float), np.asarray(y, float)]))
        self._rgba, self._width, self._dash = to_rgba(color), lw, [lw * part for part in dash]
        self._cap = cap or ("butt" if dash else rcParams["lines.solid_capstyle"])
        self.zorder = zorder
        self.set_gid(gid)
        self.set_clip_on(clip_on)

    def get_color(self) -> Any:
        """Return the colour."""
        return self._rgba

    def set_color(self, colour: Any) -> None:
        """Take another colour."""
        self._rgba = to_rgba(colour)

    def set_clip_path(self, path: Any, transform: Any = None) -> None:
        """Clip to the frame of the axes, which is the patch that axes ask for."""
        assert self.axes is not None, "an artist is clipped once it belongs to axes"
        self.set_clip_box(self.axes.bbox)

    def draw(self, renderer: Any) -> None:
        """Draw the line."""
        pen = renderer.new_gc()
        if self.get_clip_on():
            pen.set_clip_rectangle(self.get_clip_box())
        pen.set_foreground(self._rgba, isRGBA=True)
        pen.set_linewidth(renderer.points_to_pixels(self._width))
        pen.set_joinstyle("round")
        pen.set_capstyle(self._cap)
        if self._dash:
            pen.set_dashes(0, [renderer.points_to_pixels(part) for part in self._dash])
        renderer.open_group("stroke", self.get_gid())
        renderer.draw_path(pen, self._path, self.get_transform().frozen())
        renderer.close_group("stroke")
        pen.restore()
        self.stale = False
