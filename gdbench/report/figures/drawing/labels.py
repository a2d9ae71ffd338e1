"""Names of variants at the right end of their lines, moved apart where they would overlap."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from gdbench.report.data.looks import INK, Look
from gdbench.report.figures.drawing.canvas import add_line, stroke

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def end_labels(axes: Axes, heights: Mapping[Look, float], apart: float = 0.052) -> None:
    """Write each name beside a sample of its line, at the height at which the line ends."""
    left, right = axes.get_xlim()
    wide = right - left
    for look, height in _spread(heights, apart).items():
        group = f"v-{look.slug}"
        sample = [right + 0.02 * wide, right + 0.055 * wide]
        add_line(axes, sample, [height] * 2, clip_on=False, gid=group, **stroke(look, 2.0))
        axes.text(right + 0.07 * wide, height, look.label, color=INK[0], fontsize=10.5, va="center", gid=group)


def _spread(heights: Mapping[Look, float], apart: float) -> dict[Look, float]:
    """Move labels up or down until neighbours are ``apart``, as near to their lines as that allows."""
    order = sorted(heights, key=lambda look: heights[look])
    places = [heights[look] for look in order]
    for _ in range(200):
        for i in range(1, len(places)):
            lack = max(0.0, apart - (places[i] - places[i - 1]))
            places[i] += lack / 2
            places[i - 1] -= lack / 2
    return dict(zip(order, places, strict=True))
