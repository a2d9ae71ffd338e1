"""Environment and protocol: the machine, the packages, the sections of the suite, and the suite file itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from gdbench.report.data.page_data import PageData
from gdbench.report.pages.sections import PageSection
from gdbench.report.text import words


def _context(page: PageData) -> Mapping[str, Any]:
    manifest = page.manifest
    parts = {
        "protocol": manifest.protocol,
        "tuning": manifest.tuning,
        "evaluation": manifest.evaluation,
        "timing": manifest.timing or {},
    }
    return {
        "environment": list(_pairs(manifest.environment)),
        "protocol": [(title, list(_pairs(values))) for title, values in parts.items() if values],
        "suite_text": page.run.suite_text,
    }


def _pairs(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield each name with its value in words."""
    for name, value in values.items():
        numbers = isinstance(value, (list, tuple)) and all(isinstance(each, (int, float)) for each in value)
        text = ", ".join(words.level(each) for each in value) if numbers else value
        yield name.replace("_", " "), words.count(text) if isinstance(text, int) else str(text)


SECTION = PageSection(
    key="environment",
    name="Environment",
    heading="Environment and protocol",
    place=110,
    has_data=lambda page: True,
    context=_context,
)
