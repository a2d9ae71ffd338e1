"""The verdict: the ranking, the specialists, and the cells that were not evaluated."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gdbench.report.data.coverage import declined_rows, failed_rows
from gdbench.report.data.filters import filters
from gdbench.report.data.page_data import PageData
from gdbench.report.data.verdict_rows import specialist_rows, verdict_rows
from gdbench.report.pages.sections import PageSection
from gdbench.report.text import notes, sentences, words
from gdbench.tables.endings import short
from gdbench.tables.verdicts import TOPS


def _context(page: PageData) -> Mapping[str, Any]:
    ranking = page.run.ranking
    return {
        "verdict": sentences.verdict(page.run),
        "verdicts": verdict_rows(page),
        "bad_ends": [short(end) for end in page.bad_ends],
        "tops": f"in first {words.side_by_side(map(str, TOPS))}{words.NARROW}(%)",
        "footnotes": notes.columns(page.run),
        "filters": filters(page),
        "workloads": len(page.curves),
        "specialists": specialist_rows(page),
        "leader": ranking["variant"].iloc[0] if len(ranking) else None,
        "status": page.run.status,
        "total": len(page.manifest.cells),
        "declined": declined_rows(page),
        "failed": failed_rows(page),
    }


SECTION = PageSection(
    key="verdict",
    name="Verdict",
    heading="Verdict",
    place=10,
    has_data=lambda page: True,
    context=_context,
)
