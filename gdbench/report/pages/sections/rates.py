"""Rates of convergence beside theory: the figure of linear rates, and the table of all."""

from __future__ import annotations

from gdbench.report.data.rate_rows import rate_rows
from gdbench.report.pages.sections import PageSection
from gdbench.report.text import notes

SECTION = PageSection(
    key="rates",
    name="Rates",
    heading="Rates of convergence beside theory",
    place=50,
    has_data=lambda page: bool(rate_rows(page)),
    context=lambda page: {"rows": rate_rows(page), "note": notes.rates(page.run)},
)
