"""A run in the formats of other tools, which `gdbench.exports` holds."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from gdbench.api.results import DEFAULT_OUT, DEFAULT_REPORTS, Results, load


def _note(text: str) -> None:
    print(f"gdbench: {text}", file=sys.stderr)


def export(
    run: str | Path | Results,
    to: str,
    folder: str | Path | None = None,
    *,
    out: str | Path = DEFAULT_OUT,
    force: bool = False,
    say: Callable[[str], None] = _note,
) -> list[Path]:
    """Write a run's tables in the format ``to`` and return the files.

    ``folder`` is ``reports/<run>_<to>`` when not given. Raises `ConfigError` for an unknown format, a folder that holds
    something already (unless ``force``), a package that is missing, or a run that the format cannot hold. ``say`` is
    called with a sentence on each part of the run that the format leaves out; without it, the sentence goes to the
    standard error.
    """
    from gdbench.exports import write

    results = run if isinstance(run, Results) else load(str(run), out)
    target = Path(folder) if folder is not None else Path(DEFAULT_REPORTS) / f"{results.name}_{to}"
    return write(to, results, target, force=force, say=say)
