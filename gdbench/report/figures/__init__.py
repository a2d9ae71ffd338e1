"""The figures of a run's page, one file each, found by this folder.

The file of a figure declares ``FIGURE``: its key (the name of the file), its section, its caption, whether a run has
data for it, and how to draw it from the tables of the run. An optional file ``<key>.js`` draws the figure in the
browser for the reader's selection, and an optional ``<key>.html.j2`` shows more than a heading, the drawing and the
caption. `drawing` holds code that several figures share. To add a figure, copy ``budgets.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from gdbench.report.data.page_data import PageData
from gdbench.report.declared import declared
from gdbench.report.figures.drawing.drawing import Drawing
from gdbench.report.live.payload import Payload

FOLDER = Path(__file__).parent


def nothing(page: PageData) -> Mapping[str, Any]:
    """Return no further values for a template."""
    return {}


def undrawn(page: PageData) -> list[Drawing]:
    """Return no static drawing, for figures that are drawn only in the browser."""
    return []


@dataclass(frozen=True)
class Figure:
    """One figure of the page.

    ``place`` orders the figures of a section; ``heading`` is printed above the figure. ``has_data`` tells whether the
    run has data for the figure. ``draw`` returns the static drawings, one or several (such as one per workload).
    ``embed`` adds the data of the figure's script to the page. ``context`` returns further values for the figure's own
    template.
    """

    key: str
    section: str
    caption: str
    has_data: Callable[[PageData], bool]
    draw: Callable[[PageData], Sequence[Drawing]] = undrawn
    embed: Callable[[PageData, Payload], None] | None = None
    place: int = 0
    heading: str = ""
    context: Callable[[PageData], Mapping[str, Any]] = nothing

    @property
    def script(self) -> Path:
        """The file that draws the figure in the browser; it need not exist."""
        return FOLDER / f"{self.key}.js"

    @property
    def is_live(self) -> bool:
        """Whether the browser can draw the figure again for a selection."""
        return self.script.is_file()

    @property
    def template(self) -> str:
        """The name of the template part that shows the figure."""
        own = f"{self.key}.html.j2"
        return f"figures/{own}" if (FOLDER / own).is_file() else "figure.html.j2"


@cache
def found() -> tuple[Figure, ...]:
    """Return every figure of the folder, by section and place."""
    figures = declared(__name__, FOLDER, lambda module: module.FIGURE)
    return tuple(sorted(figures, key=lambda each: (each.section, each.place, each.key)))
