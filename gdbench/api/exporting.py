"""A run in the formats of other tools: which tables there are is decided here, how they are written in `exports`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gdbench.api.results import DEFAULT_OUT, DEFAULT_REPORTS, Results, load

if TYPE_CHECKING:
    from gdbench.exports import Exported


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

    return Exported(results.manifest, results.table, lambda form: _typeset(results, form))


def _typeset(results: Results, form: str) -> dict[str, str]:
    from gdbench.report import formats
    from gdbench.report.data.sheets import sheets

    return dict(formats.tables(form, sheets(results)))
