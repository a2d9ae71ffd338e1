"""A run in the formats of other tools: which tables there are is decided here, how they are written in `exports`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gdbench.api.results import DEFAULT_OUT, DEFAULT_REPORTS, Results, load

if TYPE_CHECKING:
    import pandas as pd

    from gdbench.exports import Exported
    from gdbench.report.briefs import Brief


def export(
    run: str | Path | Results,
    to: str,
    folder: str | Path | None = None,
    *,
    out: str | Path = DEFAULT_OUT,
    force: bool = False,
) -> list[Path]:
    """Write a run's tables in the format ``to`` and return the files.

    ``folder`` is ``reports/<run>_<to>`` when not given. Raises `ConfigError` for an unknown format, a folder that holds
    something already (unless ``force``), a package that is missing, or a run that the format cannot hold.
    """
    from gdbench.exports import write

    results = run if isinstance(run, Results) else load(str(run), out)
    target = Path(folder) if folder is not None else Path(DEFAULT_REPORTS) / f"{results.name}_{to}"
    return write(to, _exported(results), target, force=force)


def _exported(results: Results) -> Exported:
    """A run's tables, each made when it is asked for."""
    from gdbench.exports import Exported

    return Exported(results.manifest, lambda name: _table(results, name), lambda form: _typeset(results, form))


def _table(results: Results, name: str) -> pd.DataFrame:
    if name == "bands":
        from gdbench.tables.bands import bands_table

        return bands_table(results._stored)
    if name == "verdict":
        return brief_of(results).ranking
    return getattr(results, name)


def _typeset(results: Results, form: str) -> dict[str, str]:
    from gdbench.report import formats
    from gdbench.report.formats.sheets import sheets

    return dict(formats.tables(form, sheets(brief_of(results))))


def brief_of(results: Results) -> Brief:
    """Return what a text or a page in short needs of a run."""
    from gdbench.report.briefs import Brief

    return Brief(results.manifest, results._stored, results._timings)
