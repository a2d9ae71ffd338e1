"""The pages and texts beside a run's report: an index over all runs, one run against another, Markdown and LaTeX."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import gdbench
from gdbench.api.exporting import brief_of
from gdbench.api.manifest import keys_of
from gdbench.api.results import DEFAULT_OUT, DEFAULT_REPORTS, Results, load
from gdbench.errors import ConfigError, StoreError
from gdbench.store import Store, replace_file

if TYPE_CHECKING:
    from gdbench.report.index import Link, Row

_FORMS = {"html": "html", "md": "markdown", "latex": "latex"}
_CACHE = ".index.json"  # verdicts by run, so that an index over fifty runs reads one
_TITLE = re.compile(r'<meta name="gdbench-contrast" content="([^"]*)">')


def report(
    run: str | None,
    *,
    against: str | None = None,
    form: str = "html",
    out: str | Path = DEFAULT_OUT,
    path: str | Path | None = None,
) -> Path:
    """Write what ``gdbench report`` writes, and return its path: a run's page or text, two runs, or the index.

    The index in ``reports/`` is written again after every page that goes there. Raises `ConfigError` for options that
    do not go together, `UnknownName` for a run that is not there.
    """
    mistakes = []
    if run is None and against is not None:
        mistakes.append(("--against", "name the run that is to be compared, too: gdbench report RUN --against OTHER"))
    if form != "html" and (run is None or against is not None):
        mistakes.append(("--format", f"{form} is for the tables of one run: gdbench report RUN --format {form}"))
    if mistakes:
        raise ConfigError("command line", mistakes)
    try:
        return _written(run, against, form, out, path)
    except OSError as error:
        where = path if path is not None else DEFAULT_REPORTS
        raise ConfigError("command line", [("--to", f"cannot write {where}: {error.strerror or error}")]) from error


def _written(run: str | None, against: str | None, form: str, out: str | Path, path: str | Path | None) -> Path:
    if run is None:
        return index(out, path)
    results = load(run, out)
    if against is not None:
        page = contrast(load(against, out), results, path)
    elif form == "html":
        page = results.report(path)
    else:
        return text_report(results, _FORMS[form], path)
    if path is None:
        index(out)
    return page


def show(page: Path) -> None:
    """Open a file in the reader's browser; where there is none, say so."""
    import sys
    import webbrowser

    if not webbrowser.open(page.resolve().as_uri()):
        print(f"gdbench: no browser was found; open {page.resolve()} in one", file=sys.stderr)


def text_report(results: Results, form: str, path: str | Path | None = None) -> Path:
    """Write a run's tables as ``markdown`` or ``latex`` and return the path, ``reports/<run>.md`` or ``.tex``."""
    from gdbench.report import formats
    from gdbench.report.formats.sheets import summary

    target = Path(path) if path is not None else Path(DEFAULT_REPORTS) / f"{results.name}{formats.suffix(form)}"
    target.parent.mkdir(parents=True, exist_ok=True)
    replace_file(target, formats.document(form, summary(brief_of(results))).encode())
    return target


def contrast(base: Results, head: Results, path: str | Path | None = None) -> Path:
    """Write the page that sets ``head`` against ``base``; ``reports/<head>_against_<base>.html`` when not told."""
    from gdbench.report.contrast import Contrast, write_contrast

    target = Path(path) if path is not None else Path(DEFAULT_REPORTS) / f"{head.name}_against_{base.name}.html"
    target.parent.mkdir(parents=True, exist_ok=True)
    suites = [_suite_text(results) for results in (base, head)]
    write_contrast(Contrast(brief_of(base), brief_of(head), *suites), target, gdbench.__version__)
    return target


def index(out: str | Path = DEFAULT_OUT, path: str | Path | None = None) -> Path:
    """Write the page over all runs of a results folder, ``reports/index.html``, and return its path.

    Verdicts are kept beside it in ``.index.json`` and made again only for runs that have changed.
    """
    from gdbench.report.index import write_index

    store = Store(out)
    target = Path(path) if path is not None else Path(DEFAULT_REPORTS) / _name(store)
    target.parent.mkdir(parents=True, exist_ok=True)
    known = _read(target.parent / _CACHE)
    fresh: dict[str, Any] = {}
    rows = [_row(store, name, target.parent, known, fresh) for name in store.runs()]
    write_index(rows, _links(target.parent), target, gdbench.__version__)
    replace_file(target.parent / _CACHE, json.dumps(fresh, indent=1, sort_keys=True).encode())
    return target


def _name(store: Store) -> str:
    """The index is not to replace the report of a run that is called index."""
    return "runs.html" if "index" in store.runs() else "index.html"


def _row(store: Store, name: str, folder: Path, known: Mapping[str, Any], fresh: dict[str, Any]) -> Row:
    """What the index says of a run; whatever is wrong with it is said, too."""
    from gdbench.report.index import Row

    record = store.read_manifest(name)
    manifest = record.document() if record else None
    page = f"{quote(name)}.html" if (folder / f"{name}.html").is_file() else ""
    if manifest is None:
        trouble = f"{store.run_folder(name) / 'run.json'} cannot be read: run the suite again, or delete the folder."
        return Row(name, {}, trouble=trouble, page=page)
    missing = sum(not store.has(key) for cell in manifest["cells"] for key in keys_of(cell))
    if missing:
        return Row(name, manifest, trouble=f"{missing} of its stored cells are gone: run the suite again.", page=page)
    try:
        verdict, scope = _sentences(store, name, manifest, known, fresh)
    except StoreError as error:
        return Row(name, manifest, trouble=str(error), page=page)
    return Row(name, manifest, verdict, scope, page=page)


def _sentences(
    store: Store, name: str, manifest: Mapping[str, Any], known: Mapping[str, Any], fresh: dict[str, Any]
) -> tuple[str, str]:
    """The verdict of a run: the one that is known, if nothing has changed since."""
    from gdbench.report import digest_of
    from gdbench.report.briefs import Brief
    from gdbench.report.index import sentences_of
    from gdbench.tables.tidy import read_cells
    from gdbench.types import Stage

    timings = [row.document() for row in store.read_timings(name)]
    digest = digest_of(manifest, timings)
    before = known.get(f"{store.root.resolve()}/{name}") or {}
    if before.get("digest") == digest:
        told = (str(before["verdict"]), str(before["scope"]))
    else:
        told = sentences_of(Brief(manifest, read_cells(store, manifest, Stage.EVALUATION), timings))
    fresh[f"{store.root.resolve()}/{name}"] = {"digest": digest, "verdict": told[0], "scope": told[1]}
    return told


def _links(folder: Path) -> list[Link]:
    """The pages in the folder that set two runs against each other, by the title that they carry."""
    from gdbench.report.index import Link

    found = []
    for path in sorted(folder.glob("*_against_*.html")):
        with path.open(encoding="utf-8", errors="replace") as stream:
            title = _TITLE.search(stream.read(4096))
        if title:
            found.append(Link(unescape(title[1]), quote(path.name)))
    return found


def _suite_text(results: Results) -> str:
    path = results.store.run_folder(results.name) / "suite.toml"
    return path.read_text(errors="replace") if path.exists() else ""


def _read(path: Path) -> dict[str, Any]:
    try:
        known = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}
