"""Tuning: how sensitive variants are to the learning rate, and what fewer trials would have given."""

from __future__ import annotations

from gdbench.report.pages.sections import PageSection

SECTION = PageSection(key="tuning", name="Tuning", heading="Tuning", place=60)
