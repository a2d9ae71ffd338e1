"""The tables of a run in the formats of other tools: one format per file, found by this folder.

A format is a file with a docstring whose first line says what it writes, and a function ``write(run, folder)`` that
fills an empty folder from the tables of a `gdbench.tables.run.Run`. If the format cannot hold a part of the run, the
function returns sentences that say what was left out. Formats import neither the registry nor JAX. To add a format,
copy `parquet`.

`columns`      the meaning of every table and column, which is written beside the tables
`folders`      names of folders for variants
`csv`          one CSV file per table, which any program can read
`parquet`      one Parquet file per table, with types, for pandas, polars, DuckDB, R
`json`         one JSON file per table, with one object per row
`latex`        the tables of the report in words, with booktabs rules
`markdown`     the tables of the report in words, as pipe tables
`tensorboard`  median curves as scalars, one run per variant
`coco`         runs on COCO's functions, for cocopp
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from gdbench.errors import ConfigError
from gdbench.tables.run import Run

_NOT_FORMATS = {"__init__", "columns", "folders"}


def names() -> list[str]:
    """Return the formats that this folder holds."""
    return sorted(path.stem for path in Path(__file__).parent.glob("*.py") if path.stem not in _NOT_FORMATS)


def write(
    form: str,
    run: Run,
    folder: Path | str,
    *,
    force: bool = False,
    say: Callable[[str], None] = lambda note: None,
) -> list[Path]:
    """Write a run into ``folder`` and return its files; raises `ConfigError` if the folder cannot be written.

    A folder that is not empty is refused unless ``force`` is set; then files of the same name are replaced, and all
    other files stay. ``say`` is called with each sentence on a part of the run that the format cannot hold.
    """
    folder = Path(folder)
    if form not in names():
        raise ConfigError("command line", [("--to", f"no format {form!r}; there are {', '.join(names())}")])
    if folder.exists() and not folder.is_dir():
        raise ConfigError("command line", [("--folder", f"{folder} is a file; name a folder")])
    if folder.is_dir() and any(folder.iterdir()) and not force:
        sentence = f"{folder} is not empty; name another folder, or add --force to replace files of the same name"
        raise ConfigError("command line", [("--folder", sentence)])
    before = _stamps(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        notes = import_module(f"{__name__}.{form}").write(run, folder) or []
    except OSError as error:
        reason = f"cannot write to {folder}: {error.strerror or error}"
        raise ConfigError("command line", [("--folder", reason)]) from error
    for note in notes:
        say(note)
    return [path for path, stamp in _stamps(folder).items() if before.get(path) != stamp]


def _stamps(folder: Path) -> dict[Path, tuple[int, int]]:
    """Return a stamp per file that changes when the file is replaced by a new file of the same name."""
    files = sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []
    return {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in files}
