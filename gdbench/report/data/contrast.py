"""Two runs on common ground: the tables that compare them, and distinct names for both."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from gdbench.tables import common_ground, contrasts, differences
from gdbench.tables.run import Run
from gdbench.types.manifest import Manifest


@dataclass(frozen=True)
class Contrast:
    """Two runs on common ground: ``head`` is compared with ``base``, and both have distinct labels."""

    base: Run
    head: Run

    @cached_property
    def labels(self) -> tuple[str, str]:
        """The names of the runs in tables: their own, or earlier and later if these are equal."""
        return labels(self.base.manifest, self.head.manifest)

    @cached_property
    def spoken(self) -> tuple[str, str]:
        """The names of the runs in sentences."""
        return spoken(self.base.manifest, self.head.manifest)

    @cached_property
    def same_clock(self) -> bool:
        """Whether both runs timed the same program on the same machine with the same packages."""
        table = self.circumstances
        return bool(table["same"][table["section"].isin(["environment", "timing"])].all())

    @cached_property
    def pair(self) -> common_ground.CommonGround:
        """Both runs restricted to their common cells, targets, budgets and seeds."""
        hits = self.base.evaluation_hits, self.head.evaluation_hits
        return common_ground.common(*hits, self.base.cells, self.head.cells)

    @cached_property
    def moves(self) -> pd.DataFrame:
        """How places and areas changed."""
        return contrasts.moves(self.pair)

    @cached_property
    def ratios(self) -> pd.DataFrame:
        """How expected running times changed, cell by cell."""
        return contrasts.ratios(self.pair)

    @cached_property
    def exclusive(self) -> pd.DataFrame:
        """The variants, workloads and cells that only one run has."""
        return differences.exclusive(self.base.cells, self.head.cells)

    @cached_property
    def circumstances(self) -> pd.DataFrame:
        """Machine, packages and protocol of both runs."""
        return differences.circumstances(self.base.manifest, self.head.manifest)


def labels(base: Manifest, head: Manifest) -> tuple[str, str]:
    """Return short names for two runs: their own, or, if these are equal, earlier and later, or other and this."""
    names = [manifest.name for manifest in (base, head)]
    if names[0] != names[1]:
        return names[0], names[1]
    dates = [manifest.created for manifest in (base, head)]
    if dates[0] == dates[1]:
        return "other", "this"
    return ("earlier", "later") if dates[0] < dates[1] else ("later", "earlier")


def spoken(base: Manifest, head: Manifest) -> tuple[str, str]:
    """Return how prose calls two runs: by their names, or "the earlier run" and "the later run"."""
    first, second = labels(base, head)
    if base.name != head.name:
        return first, second
    return f"the {first} run", "this run" if second == "this" else f"the {second} run"
