"""From tables to one HTML page and the paper figures beside it. Knows no JAX, no registry, no engine.

`facts`     every table and name that the verdict shows, gathered once; `studies` the tables of the other sections
`style`     looks of variants, palette, dash patterns
`words`     numbers and sentences in the form in which people read them
`svg`       matplotlib Figure → small, themeable SVG
`figures`   one function per figure: DataFrame → Figure; `figures_profiles`, `figures_ranks`, `figures_rates`,
            `figures_tuning`, `figures_closeups` for their sections; `captions` how to read each
`canvas`    bare axes, ticks and strokes that the figures share
`sections`  tables → plain rows for the template; `timetables` those of times
`sentences` what the page says in prose
`embed`     what the page computes with, as a `payload`, with `embed_studies`; templates/js is the browser's half
`page`      rows, figures and templates → one self-contained file
`paper`     the same figures as SVG, PDF and CSV, and the tables as CSV and LaTeX, beside the page

`briefs`    a run in short: its verdict, without the rest; `formats` the tables of a run as Markdown and LaTeX
`index`     all runs on one page; `contrast` one run against another (`contrast_rows`, `contrast_words`)
`shell`     what those pages share

A plot is a function from table to data; the data come from `gdbench.tables`, drawing is here. To add a figure,
copy `figures_profiles.performance_profile` and name it in `page`.
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
    records = [run.manifest.document(), [row.document() for row in run.observations], run.closeups.document()]
    digest.update(json.dumps(records, sort_keys=True, default=str).encode())
    here = Path(__file__).parent
    for folder in (here, here.parent / "tables"):
        for path in sorted(folder.rglob("*")):
            if path.suffix in _SOURCES:
                digest.update(path.relative_to(here.parent).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


def write_report(run: Run, path: Path | str) -> None:
    """Write the page to ``path`` and its figures with their numbers to ``<stem>_figures/`` beside it.

    Equal runs give equal bytes; every file is replaced whole, and figures of an earlier version of the run are
    removed.
    """
    from gdbench.report.facts import gather
    from gdbench.report.page import draw, render
    from gdbench.report.paper import tables_of, write_figures
    from gdbench.report.studies import study
    from gdbench.store import replace_file

    path = Path(path)
    facts, studies = gather(run), study(run)
    drawings = draw(facts, studies)
    folder = f"{path.stem}_figures"
    text = render(facts, studies, drawings, run.suite_text, digest_of(run), folder)
    write_figures(facts, drawings, tables_of(facts, studies), path.parent / folder)
    replace_file(path, text.encode())
