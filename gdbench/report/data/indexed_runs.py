"""The entries of the index of a results folder; verdicts are cached, and computed again only when a run changes."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from gdbench.errors import StoreError
from gdbench.report import digest_of
from gdbench.report.text.sentences import scope, verdict
from gdbench.store import Store, replace_file
from gdbench.tables.run import Run
from gdbench.types.manifest import Manifest

_CACHE = ".index.json"  # verdicts by run, so that an index over fifty runs reads the cells of one
_TITLE = re.compile(r'<meta name="gdbench-contrast" content="([^"]*)">')


@dataclass(frozen=True)
class IndexedRun:
    """A run on the index. ``verdict`` and ``scope`` are sentences; ``trouble`` says why the run has none.

    ``manifest`` is None if it cannot be read. ``page`` is the address of the report relative to the index, empty if no
    report has been written.
    """

    name: str
    manifest: Manifest | None
    verdict: str = ""
    scope: str = ""
    trouble: str = ""
    page: str = ""


@dataclass(frozen=True)
class ContrastLink:
    """A page that compares two runs."""

    title: str
    page: str


def indexed_runs(store: Store, folder: Path) -> list[IndexedRun]:
    """Return every run of a store, for an index in ``folder``, where the verdicts are cached too."""
    known, fresh = _read(folder / _CACHE), {}
    runs = []
    for name in store.runs():
        key = f"{store.root.resolve()}/{name}"
        run, entry = _indexed(store, name, folder, known.get(key) or {})
        runs.append(run)
        if entry:
            fresh[key] = entry
    replace_file(folder / _CACHE, json.dumps(fresh, indent=1, sort_keys=True).encode())
    return runs


def contrast_links(folder: Path) -> list[ContrastLink]:
    """Return the pages in the folder that compare two runs, with their titles."""
    found = []
    for path in sorted(folder.glob("*_against_*.html")):
        with path.open(encoding="utf-8", errors="replace") as stream:
            title = _TITLE.search(stream.read(4096))
        if title:
            found.append(ContrastLink(unescape(title[1]), quote(path.name)))
    return found


def _indexed(store: Store, name: str, folder: Path, known: Mapping[str, Any]) -> tuple[IndexedRun, dict[str, str]]:
    """Return a run with any trouble it has, and the part of its verdict to cache."""
    page = f"{quote(name)}.html" if (folder / f"{name}.html").is_file() else ""
    manifest = store.read_manifest(name)
    if manifest is None:
        trouble = f"{store.run_folder(name) / 'run.json'} cannot be read: run the suite again, or delete the folder."
        return IndexedRun(name, None, trouble=trouble, page=page), {}
    missing = sum(not store.has(key) for key in manifest.keys)
    if missing:
        trouble = f"{missing} of its stored cells are gone: run the suite again."
        return IndexedRun(name, manifest, trouble=trouble, page=page), {}
    try:
        entry = _sentences(Run.of(store, name), known)
    except StoreError as error:
        return IndexedRun(name, manifest, trouble=str(error), page=page), {}
    return IndexedRun(name, manifest, entry["verdict"], entry["scope"], page=page), entry


def _sentences(run: Run, known: Mapping[str, Any]) -> dict[str, str]:
    """Return the verdict, the scope and the digest of a run; cached sentences are used if nothing has changed."""
    digest = digest_of(run)
    if known.get("digest") == digest:
        return {name: str(known[name]) for name in ("digest", "verdict", "scope")}
    return {"digest": digest, "verdict": verdict(run), "scope": scope(run)}


def _read(path: Path) -> dict[str, Any]:
    try:
        known = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}
