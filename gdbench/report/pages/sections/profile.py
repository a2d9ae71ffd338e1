"""Profiles over all workloads: performance profile, data profile and run lengths."""

from __future__ import annotations

from gdbench.report.pages.sections import PageSection

SECTION = PageSection(key="profile", name="Profiles", heading="Profiles over all workloads", place=30)
