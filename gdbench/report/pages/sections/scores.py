"""Other scores: AlgoPerf, interquartile means, and tables on special kinds of workloads."""

from __future__ import annotations

from gdbench.report.data.score_rows import score_rows, special_tables
from gdbench.report.pages.sections import PageSection

SECTION = PageSection(
    key="scores",
    name="Other scores",
    heading="Other scores",
    place=35,
    has_data=lambda page: bool(page.run.evaluated),
    context=lambda page: {"rows": score_rows(page), "tables": special_tables(page)},
)
