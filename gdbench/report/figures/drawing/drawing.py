"""A finished drawing: the picture, the numbers behind it, and the words for a reader who cannot see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from gdbench.report.data.looks import Look
from gdbench.report.figures.drawing.svg import Picture

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Plot


@dataclass(frozen=True)
class Drawing:
    """One static drawing of a figure.

    ``name`` is the stem of its files beside the page, ``alt`` the text for readers who cannot see it. ``frame`` is the
    plotting area: left, right, top and bottom in CSS pixels, then the limits of x and of y. ``plot`` is the matplotlib
    figure from which a PDF is made, or None where the page has no PDF of it.
    """

    name: str
    title: str
    alt: str
    picture: Picture
    numbers: pd.DataFrame
    frame: tuple[float, ...] = ()
    legend: Sequence[Look] = ()
    plot: Plot | None = None
