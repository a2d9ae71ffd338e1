"""Comparisons of variants: rank tests, duels, and the ranking at shorter horizons."""

from __future__ import annotations

from gdbench.report.pages.sections import PageSection
from gdbench.report.text import notes

SECTION = PageSection(
    key="ranks",
    name="Ranks",
    heading="Who beats whom",
    place=20,
    context=lambda page: {"note": notes.friedman(page.run)},
)
