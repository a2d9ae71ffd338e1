"""The figures of a run's page, one file each, found by this folder.

A figure's file declares ``FIGURE``: its key (the name of the file), the section it belongs to, how to read it, when a
run has something to show, and how to draw it from the tables of the run. Beside it may lie ``<key>.js``, which draws
the figure in the browser for the reader's selection, and ``<key>.html.j2``, where the figure needs more around it than
a heading, the drawing and its caption. `drawing` holds what drawings share. To add a figure, copy ``budgets.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from gdbench.report.data.page_data import PageData
from gdbench.report.figures.drawing.drawing import Drawing
from gdbench.report.live.payload import Payload

FOLDER = Path(__file__).parent


def nothing(page: PageData) -> Mapping[str, Any]:
    """Return no further values for a template."""
    return {}


def undrawn(page: PageData) -> list[Drawing]:
    """Return no static drawing: the figure is drawn in the browser alone."""
    return []


@dataclass(frozen=True)
class Figure:
    """One figure of the page.

    ``place`` orders the figures of a section; ``heading`` stands above the figure. ``has_data`` tells whether the run
    has something to show. ``draw`` returns the static drawings, one or several (such as one per workload). ``embed``
    adds to the page what the figure's script computes with. ``context`` returns further values for the figure's own
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
        """Whether the page can draw the figure anew for a selection."""
        return self.script.is_file()

    @property
    def template(self) -> str:
        """The name of the template part that shows the figure."""
        own = f"{self.key}.html.j2"
        return f"figures/{own}" if (FOLDER / own).is_file() else "figure.html.j2"


@cache
def found() -> tuple[Figure, ...]:
    """Return every figure of the folder, by section and place."""
    names = sorted(path.stem for path in FOLDER.glob("[!_]*.py"))
    figures = [import_module(f"{__name__}.{name}").FIGURE for name in names]
    for name, figure in zip(names, figures, strict=True):
        if figure.key != name:
            raise ValueError(f"{name}.py declares the figure {figure.key!r}; name the key like the file")
    return tuple(sorted(figures, key=lambda each: (each.section, each.place, each.key)))
