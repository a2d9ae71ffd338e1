"""Variant by variant: the chosen setting and the outcome on every workload."""

from __future__ import annotations

from gdbench.report.data.variant_rows import mostly_diverged, variant_rows
from gdbench.report.pages.sections import PageSection

SECTION = PageSection(
    key="variants",
    name="Variants",
    heading="Variant by variant",
    place=100,
    has_data=lambda page: page.run.status["done"] > 0,
    context=lambda page: {
        "rows": variant_rows(page),
        "diverged": mostly_diverged(page),
        "done": page.run.status["done"],
    },
)
