"""`compare` two sides whose results are stored, `regress` two that can be run, and `rewrite_baseline`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gdbench.errors import NotComparable

if TYPE_CHECKING:
    from gdbench.gate.comparison import Comparison


def compare(base: str | Path, head: str | Path, *, strict: bool = False) -> Comparison:
    """Compare two sides, each a run's folder, a results folder, a baseline, or a file of pytest-benchmark.

    Only exact metrics are compared between runs, since timings need both sides in one job. ``strict`` makes every
    change a failure. Raises `NotComparable` for another machine or JAX and for a base that is missing, and
    `ConfigError` for a side that is none.
    """
    from gdbench.gate.stored import compare_stored

    return compare_stored(base, head, strict=strict)


def compare_aloud(
    base: str | Path,
    head: str | Path,
    to: Path | None = None,
    *,
    strict: bool = False,
    say: Callable[[str], None] = print,
) -> int:
    """Compare, print the result as Markdown, publish it, and return the exit code: 0 fine, 1 regression.

    Files go into the folder ``to``, the Markdown also into the summary of a CI job, and annotations are printed.
    Raises the errors of `compare`; a comparison that is not possible is published too.
    """
    return _published(lambda: compare(base, head, strict=strict), to, say)


def regress(
    base: str,
    head: str | None = None,
    *,
    suite: str = "regress",
    exact: str = "smoke",
    to: Path | None = Path("reports/regress"),
    say: Callable[[str], None] = print,
) -> int:
    """Compare two installations of gdbench in one job, print and publish the result, and return the exit code.

    ``base`` is a commit of the repository in this folder, or the Python of an environment that holds the base;
    ``head`` is the Python that holds the head. The cells of ``suite`` are timed, and the exact metrics of suite
    ``exact`` are compared; ``none`` leaves a part out. Exit code 0 is fine, 1 a regression, 3 that a part could not be
    compared. Raises `NotComparable` where no part could be compared, and `ConfigError` for wrong usage.
    """
    from gdbench.gate.regress import compare_installations, installations

    def compared() -> Comparison:
        sides = installations(base, head, Path.cwd())
        timed, exactly = (None if each == "none" else each for each in (suite, exact))
        return compare_installations(*sides, timed=timed, exact=exactly, say=_progress)

    return _published(compared, to, say)


def rewrite_baseline(
    base: str | Path, head: str | Path, rounded: Sequence[str | Path] = (), *, say: Callable[[str], None] = print
) -> int:
    """Make the run HEAD the baseline BASE, print one sentence for each change of the baseline, and return 0.

    Each of ``rounded`` is a run or a baseline of the same suite that was computed with other rounding. A cell that
    differs between HEAD and any of them is marked as unsteady, and is not compared on another processor. Without
    ``rounded``, the old marks stay, and a new cell counts as unsteady.
    """
    from gdbench.gate.stored import rewrite_baseline as rewrite

    rewrite(base, head, rounded, say)
    return 0


def _published(compared: Callable[[], Comparison], to: Path | None, say: Callable[[str], None]) -> int:
    """Print and publish a comparison, or the reason why it is not possible; return its exit code."""
    from gdbench.gate.publish.destinations import publish, publish_refusal
    from gdbench.gate.publish.markdown import markdown

    try:
        found = compared()
    except NotComparable as error:
        for line in publish_refusal(str(error)):
            say(line)
        raise
    say(markdown(found))
    for line in publish(found, to):
        say(line)
    return found.exit_code


def _progress(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
