"""The parts of each step of a single run: the shares of gradient, memory, decay, clipping and noise."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gdbench.report.data.looks import INK, palette
from gdbench.report.data.page_data import PageData
from gdbench.report.figures import Figure
from gdbench.report.figures.drawing.canvas import add_area, canvas, decades, frame, notes, ticks_y
from gdbench.report.figures.drawing.drawing import Drawing
from gdbench.report.figures.drawing.svg import to_picture
from gdbench.report.live.payload import Payload
from gdbench.report.text import words
from gdbench.types.manifest import Card

# The parts of a step, and the place of their colours in the palette.
_PARTS = {"gradient": 0, "scaling": 4, "memory": 2, "decay": 3, "clipping": 1, "noise": 6}


def draw(page: PageData) -> list[Drawing]:
    """Return the first run as stacked shares against steps; the norms are among its numbers."""
    card = page.cards[0]
    table = _rows(card)
    step = np.log10(np.array(card.step, float))
    names = [name for name in _PARTS if name in table]
    edges = _edges(table[names].to_numpy(float))
    with canvas(660, 300, left=52, right=150, top=26, bottom=40) as (figure, axes):
        axes.set_xlim(0, max(0.3, float(step[-1])))
        axes.set_ylim(0, 1)
        ticks_y(axes, [0, 0.25, 0.5, 0.75, 1], [words.share(height) for height in (0, 0.25, 0.5, 0.75, 1)])
        decades(axes)
        right = axes.get_xlim()[1]
        for place, name in enumerate(names):
            outline = [*edges[:, place], *edges[::-1, place + 1]]
            add_area(axes, [*step, *step[::-1]], outline, color=palette()[_PARTS[name]], alpha=0.6)
            if edges[-1, place + 1] - edges[-1, place] > 0.03:
                middle = edges[-1, place : place + 2].mean()
                axes.text(1.02 * right, middle, name, fontsize=10, va="center", color=INK[0])
        notes(axes, figure, "shares of the step", "steps")
        picture, area = to_picture(figure, "card"), frame(axes, figure)
    alt = f"Parts of the steps of {card.variant} on {card.workload}"
    title = f"Steps of {card.variant} on {card.workload}"
    return [Drawing("steps_apart", title, alt, picture, table, area, plot=figure)]


def _rows(card: Card) -> pd.DataFrame:
    """Return a card as a table, one row per step that it shows."""
    columns = {name: getattr(card, name) for name in ("step", "value", "gradient_norm", "step_norm", "cosine")}
    return pd.DataFrame(columns | dict(card.parts), dtype=float)


def _edges(parts: np.ndarray) -> np.ndarray:
    """Return the cumulative shares ``[steps, parts + 1]`` of parts ``[steps, parts]``, from 0 to 1."""
    parts = np.nan_to_num(parts)
    whole = parts.sum(axis=1, keepdims=True)
    shares = np.divide(parts, whole, out=np.zeros_like(parts), where=whole > 0)
    return np.concatenate([np.zeros((len(parts), 1)), np.cumsum(shares, axis=1)], axis=1)


def embed(page: PageData, payload: Payload) -> None:
    """Add the single runs as they were recorded."""
    variants = {name: i for i, name in enumerate(page.looks)}
    workloads = {name: i for i, name in enumerate(page.run.workloads)}
    kept = ("step", "value", "gradient_norm", "step_norm", "cosine", "parts")
    payload.facts["cards"] = [
        {"v": variants[each.variant], "w": workloads[each.workload], **{name: getattr(each, name) for name in kept}}
        for each in page.cards
    ]


FIGURE = Figure(
    key="card",
    section="lens",
    place=20,
    heading="Steps taken apart",
    caption=(
        "Every step of one run is split by what the rule would have done otherwise from the same point: without a "
        "gradient (memory), without decay, clipping or noise; scaling is what remains beside the part along the "
        "gradient. Bands are the shares of these parts; below are the norms of step and gradient, and the cosine "
        "between the step and steepest descent."
    ),
    has_data=lambda page: bool(page.cards),
    draw=draw,
    embed=embed,
    context=lambda page: {"runs": [f"{each.variant} on {each.workload}" for each in page.cards]},
)
