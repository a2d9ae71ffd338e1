"""Close-ups: landscapes with paths, and single runs analysed step by step."""

from __future__ import annotations

from gdbench.report.pages.sections import PageSection

SECTION = PageSection(key="lens", name="Under the lens", heading="Under the lens", place=70)
