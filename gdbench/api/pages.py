"""The pages and texts beside a run's report: an index over all runs, one run against another, Markdown and LaTeX."""

from __future__ import annotations

import errno
from pathlib import Path

import gdbench
from gdbench.api.results import DEFAULT_OUT, DEFAULT_REPORTS, Results, load
from gdbench.errors import ConfigError, NotWritten
from gdbench.store import Store, check_writable, replace_file

_INDEX = "index.html"
_FORMS = {"html": "html", "md": "markdown", "latex": "latex"}


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
    do not go together, `UnknownName` for a run that is not there, and `NotWritten` for a file that cannot be written.
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
        raise NotWritten(path if path is not None else DEFAULT_REPORTS, error, "name another file with --to") from error


def require_writable(path: str | Path | None) -> None:
    """Raise `NotWritten` if the report of a run, or the reports folder without a path, cannot be written.

    A file that is no page, such as the suite file itself, is not replaced.
    """
    target = Path(path) if path is not None else Path(DEFAULT_REPORTS) / _INDEX
    try:
        check_writable(target)
        if target.is_file() and not _is_page(target):
            raise FileExistsError(errno.EEXIST, "it holds something other than a page")
    except OSError as error:
        where = target if path is not None else target.parent
        raise NotWritten(where, error, "nothing was run; name another file with --report FILE") from error


def _is_page(path: Path) -> bool:
    """Return whether a file is empty or HTML, so that a report may replace it."""
    with path.open("rb") as stream:
        head = stream.read(4096).lower()
    return not head.strip() or b"<html" in head or b"<!doctype html" in head


def after_run(results: Results, path: str | Path | None, out: str | Path) -> Path:
    """Write the report of a run that has ended, and the index beside it, and return the path of the report.

    The index is left alone if the report goes elsewhere. Raises `NotWritten`, which says where the run is kept.
    """
    page = results.report(path, force=False)
    if path is None:
        try:
            index(out)
        except OSError as error:
            raise NotWritten(DEFAULT_REPORTS, error, results.kept) from error
    return page


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
    """Open a file in the reader's browser; without a browser, print a message."""
    import sys
    import webbrowser

    if not webbrowser.open(page.resolve().as_uri()):
        print(f"gdbench: no browser was found; open {page.resolve()} in one", file=sys.stderr)


def text_report(results: Results, form: str, path: str | Path | None = None) -> Path:
    """Write a run's tables as ``markdown`` or ``latex`` and return the path, ``reports/<run>.md`` or ``.tex``."""
    from gdbench.report import formats
    from gdbench.report.data.sheets import summary

    target = Path(path) if path is not None else Path(DEFAULT_REPORTS) / f"{results.name}{formats.suffix(form)}"
    target.parent.mkdir(parents=True, exist_ok=True)
    replace_file(target, formats.document(form, summary(results)).encode())
    return target


def contrast(base: Results, head: Results, path: str | Path | None = None) -> Path:
    """Write the page that compares ``head`` with ``base``, by default ``reports/<head>_against_<base>.html``."""
    from gdbench.report.data.contrast import Contrast
    from gdbench.report.pages.contrast_page import write_contrast

    target = Path(path) if path is not None else Path(DEFAULT_REPORTS) / f"{head.name}_against_{base.name}.html"
    write_contrast(Contrast(base, head), target, gdbench.__version__)
    return target


def index(out: str | Path = DEFAULT_OUT, path: str | Path | None = None) -> Path:
    """Write the page of all runs of a results folder, ``reports/index.html``, and return its path."""
    from gdbench.report.data.indexed_runs import contrast_links, indexed_runs
    from gdbench.report.pages.index_page import write_index

    store = Store(out)
    target = Path(path) if path is not None else Path(DEFAULT_REPORTS) / _index_name(store)
    folder = target.parent
    folder.mkdir(parents=True, exist_ok=True)
    write_index(indexed_runs(store, folder), contrast_links(folder), target, gdbench.__version__)
    return target


def _index_name(store: Store) -> str:
    """Return a name that does not replace the report of a run called index, which earlier versions allowed."""
    return "runs.html" if "index" in store.runs() else _INDEX
