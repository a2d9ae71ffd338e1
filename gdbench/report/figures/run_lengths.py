"""Distribution of run lengths: the share of (workload, target) pairs reached within a cost, with restarts."""

from __future__ import annotations

from gdbench.report.data.page_data import PageData
from gdbench.report.figures import Figure
from gdbench.report.figures.drawing.canvas import decades
from gdbench.report.figures.drawing.drawing import Drawing
from gdbench.report.figures.drawing.rising import Rising

_CURVES = Rising(
    key="run_lengths",
    name="run_lengths",
    title="Run lengths with simulated restarts",
    column="cost",
    above="reached (workload, target) pairs",
    below="gradient evaluations, with restarts",
    ticks=decades,
    steps=False,
)


def draw(page: PageData) -> list[Drawing]:
    """Return the distribution of every variant."""
    return [_CURVES.draw(page.run.run_lengths, page.looks)]


FIGURE = Figure(
    key="run_lengths",
    section="profile",
    place=30,
    caption=(
        "A curve’s height at a cost is the share of (workload, target) pairs reached within it, where a run that "
        "misses its target is started again, with other seeds, until one succeeds. Higher is better; up to the "
        "right edge, the area above a curve is the mean logarithm of the running time."
    ),
    has_data=lambda page: len(page.run.run_lengths) > 0,
    draw=draw,
)
