"""The sections of a run's page, one file each, found by this folder.

The file of a section declares ``SECTION``: its key (the name of the file), its name in the contents, its heading, its
place on the page, and when it is shown. Figures name their section and have an order of their own. An optional file
``<key>.html.j2`` extends ``section.html.j2`` and adds content before and after the figures. To add a section, copy
``tuning.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from gdbench.report.data.page_data import PageData
from gdbench.report.declared import declared

FOLDER = Path(__file__).parent


def nothing(page: PageData) -> Mapping[str, Any]:
    """Return no values for a template."""
    return {}


def by_its_figures(page: PageData) -> bool:
    """Return False, for sections that have no content except their figures."""
    return False


@dataclass(frozen=True)
class PageSection:
    """One section of the page.

    ``name`` is printed in the contents, and ``heading`` above the section; ``place`` orders the sections. A section is
    shown if ``has_data`` says so or if one of its figures has data. ``context`` returns the values of the section's own
    template.
    """

    key: str
    name: str
    heading: str
    place: int
    has_data: Callable[[PageData], bool] = by_its_figures
    context: Callable[[PageData], Mapping[str, Any]] = nothing

    @property
    def template(self) -> str:
        """The name of the template part that shows the section."""
        own = f"{self.key}.html.j2"
        return f"sections/{own}" if (FOLDER / own).is_file() else "section.html.j2"


@cache
def found() -> tuple[PageSection, ...]:
    """Return every section of the folder, in the order of the page."""
    sections = declared(__name__, FOLDER, lambda module: module.SECTION)
    return tuple(sorted(sections, key=lambda each: (each.place, each.key)))
