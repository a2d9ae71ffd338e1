"""Data profile: the share of runs that reach one target within κ (n + 1) gradient evaluations."""

from __future__ import annotations

from gdbench.report.data.page_data import PageData
from gdbench.report.figures import Figure
from gdbench.report.figures.drawing.drawing import Drawing
from gdbench.report.figures.drawing.rising import Rising
from gdbench.report.text import words


def draw(page: PageData) -> list[Drawing]:
    """Return the profile of every variant at the hardest target that most workloads share."""
    table = page.run.data_profile
    curves = Rising(
        key="data_profile",
        name="data_profile",
        title="Data profile",
        column="kappa",
        above=f"runs that reached {words.level(float(table['level'].iloc[0]))} of the gap at their start",
        below="gradient evaluations / (n + 1)",
        ticks=lambda axes: axes.locator_params(axis="x", nbins=7),
        logarithmic=False,
    )
    return [curves.draw(table, page.looks)]


FIGURE = Figure(
    key="data_profile",
    section="profile",
    place=20,
    caption=(
        "A curve’s height at κ is the share of runs that come down to the named share of the gap at their start "
        "within κ · (n + 1) evaluations, where n is the dimension. Unlike in a performance profile, no curve depends "
        "on which other variants are drawn."
    ),
    has_data=lambda page: len(page.run.data_profile) > 0,
    draw=draw,
)
