"""A large view of one workload at a time: median and quartiles of every variant, and single runs on request."""

from __future__ import annotations

from gdbench.report.figures import Figure

FIGURE = Figure(
    key="explorer",
    section="convergence",
    place=10,
    caption=(
        "Lines are the median gap over the evaluation seeds at the setting that tuning chose, shades hold the middle "
        "half of the runs, and dotted lines are the targets. Click a line, or choose a variant above, to see every "
        "single run behind its median."
    ),
    has_data=lambda page: bool(page.curves),
    context=lambda page: {"workloads": [(page.slugs[name], name) for name in page.curves]},
)
