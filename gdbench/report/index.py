"""One page over all runs of a results folder: title, date, machine, verdict, how cells ended, link to the report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gdbench.report import words
from gdbench.report.briefs import Brief
from gdbench.report.sentences import date_of, header, scope, verdict
from gdbench.report.shell import render
from gdbench.store import replace_file
from gdbench.tables.run import Run

_ENDS = ("done", "declined", "failed")


@dataclass(frozen=True)
class Row:
    """A run on the index. ``verdict`` and ``scope`` are sentences; ``trouble`` says why there is none.

    ``page`` is the address of the report relative to the index, empty where it has not been written.
    """

    name: str
    manifest: Mapping[str, Any]
    verdict: str = ""
    scope: str = ""
    trouble: str = ""
    page: str = ""


@dataclass(frozen=True)
class Link:
    """A page that sets two runs against each other."""

    title: str
    page: str


def sentences_of(brief: Brief) -> tuple[str, str]:
    """Return what the index says of a run: its verdict, and on what it was judged."""
    return verdict(brief), scope(brief)


def write_index(rows: Sequence[Row], links: Sequence[Link], path: Path, version: str) -> None:
    """Write the index, newest run first; equal inputs give equal bytes."""
    order = sorted(rows, key=lambda row: (-float(row.manifest.get("created") or 0.0), row.name))
    entries = [_entry(row) for row in order]
    context = {
        "version": version,
        "title": "Runs",
        "lead": _lead(order),
        "entries": entries,
        "links": sorted(links, key=lambda link: link.title),
        "ends": _ENDS,
    }
    replace_file(path, render("index", context).encode())


def _entry(row: Row) -> dict[str, Any]:
    manifest = row.manifest
    cells = manifest.get("cells") or []
    counts = {end: sum(cell["status"] == end for cell in cells) for end in _ENDS}
    facts = dict(header(Brief(Run(manifest)))) if manifest else {}
    return {
        "row": row,
        "title": str(manifest.get("title") or row.name),
        "facts": [
            (name, facts[name]) for name in ("measured", "device", "budget", "precision", "took") if name in facts
        ],
        "counts": [(end, words.count(amount), 100 * amount / len(cells)) for end, amount in counts.items() if amount],
        "cells": words.several(len(cells), "cell"),
        "variants": words.several(len({cell["variant"] for cell in cells}), "variant"),
        "workloads": words.several(len({cell["workload"] for cell in cells}), "workload"),
        "words": " ".join([row.name, str(manifest.get("title") or ""), row.verdict, *map(str, facts.values())]),
    }


def _lead(rows: Sequence[Row]) -> str:
    if not rows:
        return "No run yet: gdbench run SUITE makes one, gdbench list suites names the suites."
    dated = [float(row.manifest["created"]) for row in rows if row.manifest.get("created")]
    latest = f", the latest of {date_of(max(dated))}" if dated else ""
    broken = sum(bool(row.trouble) for row in rows)
    trouble = f" {words.several(broken, 'run')} cannot be shown in full." if broken else ""
    return f"{words.several(len(rows), 'run')}{latest}.{trouble}"
