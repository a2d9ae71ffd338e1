"""The cells that were not evaluated, with the reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gdbench.errors import last_error
from gdbench.report.data.looks import Look
from gdbench.report.data.page_data import PageData


@dataclass(frozen=True)
class DeclinedRow:
    """The workloads that a variant declines for one reason."""

    look: Look
    reason: str
    workloads: Sequence[str]


@dataclass(frozen=True)
class FailedRow:
    """A cell that failed: the last line of its error, and the whole error."""

    look: Look
    workload: str
    last: str
    traceback: str


def declined_rows(page: PageData) -> list[DeclinedRow]:
    """Return the declined cells, grouped by variant and reason."""
    groups: dict[tuple[str, str], list[str]] = {}
    for each in page.manifest.cells:
        if each.status == "declined":
            reason = each.reason.removeprefix(f"{each.name} ").replace(each.unit, "the workload")
            groups.setdefault((each.variant, reason), []).append(each.workload)
    return [DeclinedRow(page.looks[variant], reason, names) for (variant, reason), names in groups.items()]


def failed_rows(page: PageData) -> list[FailedRow]:
    """Return the failed cells in the order of the manifest."""
    failed = [each for each in page.manifest.cells if each.status == "failed"]
    return [FailedRow(page.looks[each.variant], each.workload, last_error(each.reason), each.reason) for each in failed]
