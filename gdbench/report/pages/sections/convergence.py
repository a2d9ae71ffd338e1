"""Convergence: one workload large, and every workload small."""

from __future__ import annotations

from gdbench.report.pages.sections import PageSection

SECTION = PageSection(key="convergence", name="Convergence", heading="Convergence", place=40)
