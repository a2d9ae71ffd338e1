"""Clock: time per step and time of compilation."""

from __future__ import annotations

from gdbench.report.data.time_rows import compiled_rows, step_rows
from gdbench.report.pages.sections import PageSection
from gdbench.report.text import notes

SECTION = PageSection(
    key="clock",
    name="Clock",
    heading="Clock",
    place=90,
    has_data=lambda page: True,
    context=lambda page: {
        "note": notes.timing(page.run),
        "steps": step_rows(page),
        "compile_note": notes.compilation(page.run),
        "compiled": compiled_rows(page),
    },
)
