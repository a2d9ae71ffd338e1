"""The page of all runs of a results folder: title, date, machine, verdict, cell counts, and a link to the report."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from gdbench.report.data.indexed_runs import ContrastLink, IndexedRun
from gdbench.report.pages.shell import render_page
from gdbench.report.text import words
from gdbench.report.text.sentences import date_of, header
from gdbench.store import replace_file
from gdbench.tables.run import Run

_ENDS = ("done", "declined", "failed")
_SHOWN = ("measured", "device", "budget", "precision", "took")


def write_index(runs: Sequence[IndexedRun], links: Sequence[ContrastLink], path: Path, version: str) -> None:
    """Write the index, newest run first; equal inputs give equal bytes."""
    order = sorted(runs, key=lambda run: (-_created(run), run.name))
    context = {
        "version": version,
        "title": "Runs",
        "lead": _lead(order),
        "entries": [_entry(run) for run in order],
        "links": sorted(links, key=lambda link: link.title),
    }
    replace_file(path, render_page("index", context).encode())


def _entry(run: IndexedRun) -> dict[str, Any]:
    manifest = run.manifest
    cells = manifest.cells if manifest else ()
    amounts = {end: sum(cell.status == end for cell in cells) for end in _ENDS}
    facts = dict(header(Run(manifest))) if manifest else {}
    title = manifest.title if manifest else ""
    return {
        "run": run,
        "title": title or run.name,
        "facts": [(name, facts[name]) for name in _SHOWN if name in facts],
        "counts": [(end, words.count(amount), 100 * amount / len(cells)) for end, amount in amounts.items() if amount],
        "cells": words.several(len(cells), "cell"),
        "variants": words.several(len({cell.variant for cell in cells}), "variant"),
        "workloads": words.several(len({cell.workload for cell in cells}), "workload"),
        "words": " ".join([run.name, title, run.verdict, *facts.values()]),
    }


def _lead(runs: Sequence[IndexedRun]) -> str:
    if not runs:
        return "No run yet: gdbench run SUITE makes one, and gdbench list suites names the suites."
    latest = max(map(_created, runs))
    dated = f", the latest of {date_of(latest)}" if latest else ""
    broken = sum(bool(run.trouble) for run in runs)
    trouble = f" {words.several(broken, 'run')} cannot be shown in full." if broken else ""
    return f"{words.several(len(runs), 'run')}{dated}.{trouble}"


def _created(run: IndexedRun) -> float:
    return run.manifest.created if run.manifest else 0.0
