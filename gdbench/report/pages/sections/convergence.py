"""Convergence: one workload large, and every workload small."""

from __future__ import annotations

from gdbench.report.pages.sections import Section

SECTION = Section(key="convergence", name="Convergence", heading="Convergence", place=40)
