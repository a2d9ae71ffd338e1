"""Two runs against each other on one page: who moved in the ranking, how running times changed, and why that may be."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from gdbench.report import contrast_rows, contrast_words
from gdbench.report.briefs import Brief
from gdbench.report.shell import render
from gdbench.store import replace_file
from gdbench.tables import contrasts, differences


@dataclass(frozen=True)
class Contrast:
    """Two runs on common ground: ``head`` against ``base``, and the labels by which the page tells them apart."""

    base: Brief
    head: Brief
    base_suite: str
    head_suite: str

    @cached_property
    def labels(self) -> tuple[str, str]:
        """What the runs are called in tables: their names, or earlier and later where these are equal."""
        return contrast_words.labels(self.base.manifest, self.head.manifest)

    @cached_property
    def spoken(self) -> tuple[str, str]:
        """What they are called in prose."""
        return contrast_words.spoken(self.base.manifest, self.head.manifest)

    @cached_property
    def same_clock(self) -> bool:
        """Whether both runs timed the same program on the same machine with the same packages."""
        table = self.circumstances
        return bool(table["same"][table["section"].isin(["environment", "timing"])].all())

    @cached_property
    def pair(self) -> contrasts.Pair:
        """Both runs cut to what they have in common."""
        return contrasts.common(self.base.hits, self.head.hits, self.base.table, self.head.table)

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
        """What only one run has."""
        return differences.exclusive(self.base.table, self.head.table)

    @cached_property
    def circumstances(self) -> pd.DataFrame:
        """Machine, packages and protocol of both."""
        return differences.circumstances(self.base.run.manifest, self.head.run.manifest)


def write_contrast(contrast: Contrast, path: Path, version: str) -> None:
    """Write the page; equal inputs give equal bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, render("contrast", _context(contrast) | {"version": version}).encode())


def _context(contrast: Contrast) -> Mapping[str, Any]:
    base, head = contrast.labels
    return {
        "title": contrast_words.title(contrast),
        "lead": contrast_words.lead(contrast),
        "scope": contrast_words.scope(contrast),
        "base": base,
        "head_name": head,
        "base_run": contrast.spoken[0],
        "head_run": contrast.spoken[1],
        "facts": contrast_rows.facts(contrast),
        "moves": contrast_rows.moves(contrast.moves),
        "slopes": contrast_rows.slopes(contrast.moves),
        "moved": contrast_rows.cells(contrast.ratios, moved=True),
        "still": contrast_rows.cells(contrast.ratios, moved=False),
        "strips": contrast_rows.strips(contrast.ratios),
        "chance": contrast_words.chance(contrast),
        "exclusive": contrast_rows.exclusive(contrast.exclusive, contrast.spoken),
        "circumstances": contrast_rows.circumstances(contrast.circumstances),
        "clock": contrast_rows.clock(contrast.base.steps, contrast.head.steps),
        "clock_ratios": contrast.same_clock,
        "clock_note": contrast_words.clock(contrast),
        "suite": _suite(contrast),
    }


def _suite(contrast: Contrast) -> list[dict[str, str]]:
    """Return the differences of the suite files, line by line; empty where they are equal."""
    sides = [text.splitlines() for text in (contrast.base_suite, contrast.head_suite)]
    kinds = {"+": "add", "-": "del", "@": "hunk", " ": "same"}
    lines = list(difflib.unified_diff(*sides, n=2, lineterm=""))[2:]
    return [{"kind": kinds[line[0]], "text": line} for line in lines]
