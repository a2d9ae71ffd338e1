"""Performance profile: the share of (workload, target) pairs solved within a factor of the fastest variant."""

from __future__ import annotations

from gdbench.report.data.page_data import PageData
from gdbench.report.figures import Figure
from gdbench.report.figures.drawing.canvas import factors
from gdbench.report.figures.drawing.drawing import Drawing
from gdbench.report.figures.drawing.rising import Rising

_CURVES = Rising(
    key="profile",
    name="performance_profile",
    title="Performance profile",
    column="tau",
    above="solved (workload, target) pairs",
    below="gradient evaluations, as a multiple of the fastest",
    ticks=lambda axes: factors(axes, (1, 2, 5, 10, 20, 50, 100)),
)


def draw(page: PageData) -> list[Drawing]:
    """Return the profile of every variant."""
    return [_CURVES.draw(page.run.profile, page.looks)]


FIGURE = Figure(
    key="profile",
    section="profile",
    place=10,
    caption=(
        "A curve’s height at k× is the share of (workload, target) pairs that a variant reaches with at most k times "
        "the cost of whichever variant was fastest on that pair; pairs that no variant reaches are left out. The "
        "height at the left edge says how often a variant is the fastest, the height at the right edge how often it "
        "reaches the target at all."
    ),
    has_data=lambda page: len(page.run.profile) > 0,
    draw=draw,
)
