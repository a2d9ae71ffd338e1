"""Tuning: the sensitivity of variants to the learning rate, and the expected result of fewer trials."""

from __future__ import annotations

from gdbench.report.pages.sections import PageSection

SECTION = PageSection(key="tuning", name="Tuning", heading="Tuning", place=60)
