"""The page that compares two runs: moves in the ranking, changes of running times, and other differences."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gdbench.report.data import contrast_rows
from gdbench.report.data.contrast import Contrast
from gdbench.report.pages.shell import render_page
from gdbench.report.text import contrast_sentences
from gdbench.store import replace_file


def write_contrast(contrast: Contrast, path: Path, version: str) -> None:
    """Write the page; equal inputs give equal bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, render_page("contrast", {**_context(contrast), "version": version}).encode())


def _context(contrast: Contrast) -> Mapping[str, Any]:
    base, head = contrast.labels
    return {
        "title": contrast_sentences.title(contrast),
        "lead": contrast_sentences.lead(contrast),
        "scope": contrast_sentences.scope(contrast),
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
        "chance": contrast_sentences.chance(contrast),
        "exclusive": contrast_rows.exclusive(contrast.exclusive, contrast.spoken),
        "circumstances": contrast_rows.circumstances(contrast.circumstances),
        "clock": contrast_rows.clock(contrast.base.steps, contrast.head.steps),
        "clock_ratios": contrast.same_clock,
        "clock_note": contrast_sentences.clock(contrast),
        "suite": _suite(contrast),
    }


def _suite(contrast: Contrast) -> list[dict[str, str]]:
    """Return the differences of the suite files, line by line; empty if they are equal."""
    base, head = (run.suite_text.splitlines() for run in (contrast.base, contrast.head))
    kinds = {"+": "add", "-": "del", "@": "hunk", " ": "same"}
    lines = list(difflib.unified_diff(base, head, n=2, lineterm=""))[2:]
    return [{"kind": kinds[line[0]], "text": line} for line in lines]
