"""Makes one HTML page and the paper figures beside it from the tables of a run.

This room imports neither JAX nor the registry nor the engine.

`data`     the data that pages need beyond the tables of a run: looks, slugs, rows in words
`text`     numbers and sentences in words
`figures`  one file per figure, found by its folder
`live`     the interactive layer: the data embedded in the page, and its scripts
`pages`    the page of a run and its sections, one run against another, the index, their templates
`formats`  the tables of a run as Markdown and LaTeX
`declared` finds what the files of a folder declare, such as figures and sections

Tables come from `gdbench.tables.run.Run`; drawing and wording are here. `figures` says how to add a figure,
`pages.sections` how to add a section.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gdbench.tables.run import Run

_SOURCES = (".py", ".j2", ".css", ".js")


def digest_of(run: Run) -> str:
    """Return a short hash of everything the page shows: the run, its timings, and the code that draws them."""
    import hashlib
    import json

    digest = hashlib.blake2b(digest_size=12)
    records = [run.manifest.document(), [each.document() for each in run.observations], run.closeups.document()]
    digest.update(json.dumps(records, sort_keys=True, default=str).encode())
    here = Path(__file__).parent
    for folder in (here, here.parent / "tables"):
        for path in sorted(folder.rglob("*")):
            if path.suffix in _SOURCES:
                digest.update(path.relative_to(here.parent).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


def write_report(run: Run, path: Path | str) -> None:
    """Write the page to ``path`` and its figures with their numbers to ``<stem>_figures/`` beside it.

    Equal runs give equal bytes. Every file is replaced whole, and figures of an earlier version of the run are removed.
    """
    from gdbench.report.data.page_data import PageData
    from gdbench.report.pages.paper import write_figures
    from gdbench.report.pages.run_page import draw, render
    from gdbench.store import replace_file

    path, page = Path(path), PageData(run)
    drawings = draw(page)
    folder = f"{path.stem}_figures"
    text = render(page, drawings, digest_of(run), folder)
    write_figures(page, drawings, path.parent / folder)
    replace_file(path, text.encode())
