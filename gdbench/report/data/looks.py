"""The looks of variants: colours that colour-blind readers can distinguish, dash patterns, and safe names.

At most `SPOTLIGHTS` variants are coloured; the others are drawn as thin grey lines. Figures contain colours as plain
hex numbers, which are replaced by CSS variables when a figure is put on the page.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

SPOTLIGHTS = 7
_ORDER = (0, 1, 2, 3, 4, 9, 5)  # of seaborn's colorblind palette: without grey, yellow and pale pink
DASHES: tuple[tuple[float, ...], ...] = (
    (),
    (5, 1.5),
    (1.4, 1.4),
    (6, 1.5, 1.4, 1.5),
    (3, 1.2),
    (8, 2, 2, 2),
    (5, 1.2, 1.2, 1.2, 1.2, 1.2),
)
# Stand-ins for colours that depend on the theme: (hex in the figure, CSS on the page, hex on paper).
INK = ("#010203", "currentColor", "#24292f")
SOFT = ("#040506", "var(--soft)", "#57606a")
HAIR = ("#070809", "var(--hair)", "#d0d7de")
THREAD = ("#0a0b0c", "var(--thread)", "#b4bcc5")


@dataclass(frozen=True)
class Look:
    """The look of a variant: ``slug`` is its name in CSS classes, ``colour`` an index or None for a thin grey line."""

    label: str
    slug: str
    origin: str  # "own", "optax" or "yours"
    colour: int | None = None

    @property
    def hue(self) -> str:
        """The stroke in a figure."""
        return THREAD[0] if self.colour is None else palette()[self.colour]

    @property
    def dash(self) -> tuple[float, ...]:
        """The dash pattern in units of line widths; empty is solid."""
        return () if self.colour is None else DASHES[self.colour]


@cache
def palette() -> tuple[str, ...]:
    """Return the spotlight colours as lower-case hex."""
    import seaborn

    colours = seaborn.color_palette("colorblind").as_hex()
    return tuple(colours[i].lower() for i in _ORDER)


def themed() -> dict[str, str]:
    """Return the replacement of each stand-in and spotlight colour on the page."""
    fixed = {figure: page for figure, page, _ in (INK, SOFT, HAIR, THREAD)}
    return fixed | {colour: f"var(--c{i})" for i, colour in enumerate(palette())}


def printed() -> dict[str, str]:
    """Return the replacement of each stand-in colour on paper."""
    return {figure: paper for figure, _, paper in (INK, SOFT, HAIR, THREAD)}


def looks(origins: Mapping[str, str], ranked: Iterable[str]) -> dict[str, Look]:
    """Return the look of every variant: the user's own are coloured first, then the best ranked ones."""
    order = [*ranked, *(name for name in origins if name not in set(ranked))]
    first = {"yours": 0, "own": 1, "optax": 2}
    chosen = sorted(order, key=lambda name: first[origins[name]])[:SPOTLIGHTS]
    chosen.sort(key=order.index)
    colour = {name: i for i, name in enumerate(chosen)}
    slugs = dict(zip(origins, unique_slugs(list(origins)), strict=True))
    return {name: Look(name, slugs[name], origins[name], colour.get(name)) for name in [*origins]}


def lit(every: Iterable[Look]) -> list[Look]:
    """Return the coloured looks, in the order of the palette."""
    return sorted((look for look in every if look.colour is not None), key=lambda look: look.colour or 0)


def unique_slugs(labels: Sequence[str]) -> list[str]:
    """Return one name per label that is safe in a CSS class and a file name; equal ones are numbered."""
    out: list[str] = []
    for label in labels:
        plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
        slug = stem = re.sub(r"[^a-z0-9_]+", "-", plain).strip("-") or "x"
        number = 1
        while slug in out:
            number += 1
            slug = f"{stem}--{number}"
        out.append(slug)
    return out
