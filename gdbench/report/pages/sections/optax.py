"""Own variants against Optax: the distance of end points, and the time per step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gdbench.report.data.page_data import PageData
from gdbench.report.data.time_rows import conformance_rows
from gdbench.report.pages.sections import PageSection
from gdbench.report.text import notes


def _context(page: PageData) -> Mapping[str, Any]:
    table = page.run.conformance
    steps = int(table["steps"].iloc[0]) if len(table) else 0
    return {"rows": conformance_rows(page), "steps": steps, "note": notes.not_compared(page.run)}


SECTION = PageSection(
    key="optax",
    name="Own and Optax",
    heading="Own against Optax",
    place=80,
    has_data=lambda page: True,
    context=_context,
)
