"""The command line: it parses, calls `gdbench.api`, and prints. Heavy imports wait until a command needs them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any, Literal

from cyclopts import App, Parameter

from gdbench import __version__
from gdbench.errors import GdbenchError

app = App(
    name="gdbench",
    version=__version__,
    suppress_keyboard_interrupt=False,
    help="An honest benchmark of gradient-descent optimizers: compiled, batched, equally tuned, ranked with ties.",
)


@app.command
def run(
    suite: str,
    *,
    optimizer: Annotated[list[str] | None, Parameter(negative="")] = None,
    sweep: Annotated[list[str] | None, Parameter(negative="")] = None,
    task: Annotated[list[str] | None, Parameter(negative="")] = None,
    only: str | None = None,
    trials: int | None = None,
    device: Literal["cpu", "gpu", "tpu"] | None = None,
    out: Path = Path("results"),
    report: Path | None = None,
    fresh: Annotated[bool, Parameter(negative="")] = False,
) -> int:
    """Run a suite, then write its report.

    Parameters
    ----------
    suite
        Name of a suite (see `gdbench list suites`) or path of a suite file.
    optimizer
        Also run this one: optax:NAME, package.module:factory or path/to/file.py:factory. Repeatable.
    sweep
        How to tune the --optimizer: NAME=scale:low:high:count, such as learning_rate=log:1e-4:1:16. Repeatable.
    task
        Also run every variant on this task: a name, package.module:name or path/to/file.py:loss. Repeatable.
    only
        Keep the cells whose variant or workload matches this glob.
    trials
        Tuning trials of every variant, instead of the suite's number.
    device
        Where to run; JAX's own choice when not given.
    out
        The results folder.
    report
        Where the page goes; reports/<suite>.html when not given.
    fresh
        Compute everything again, whatever the results folder holds.
    """
    import os

    if device is not None:
        os.environ["JAX_PLATFORMS"] = {"gpu": "cuda,rocm"}.get(device, device)
    from gdbench import api
    from gdbench.api import pages
    from gdbench.progress import Progress, closing_summary

    with Progress(suite) as progress:
        results = api.run(
            suite,
            optimizers=optimizer or [],
            tasks=task or [],
            sweeps=_sweeps(sweep or []),
            only=only,
            trials=trials,
            out=out,
            fresh=fresh,
            notify=progress,
        )
        progress.status("writing the report")
        page = results.report(report, force=False)
        if report is None:
            pages.index(out)
    print(closing_summary(results, page))
    return 0


@app.command
def report(
    run: str | None = None,
    *,
    against: str | None = None,
    format: Literal["html", "md", "latex"] = "html",
    out: Path = Path("results"),
    to: Path | None = None,
    open: Annotated[bool, Parameter(negative="")] = False,
) -> int:
    """Write the report of an earlier run, or of two against each other; without RUN, a page over all runs.

    Parameters
    ----------
    run
        Name of the run (its suite's name), or its folder. When not given, all runs are listed on one page.
    against
        Another run, by name or folder: write a page on what changed from that one to RUN.
    format
        The whole page (html), or its tables as Markdown (md) or LaTeX (latex).
    out
        The results folder.
    to
        Where the file goes; reports/<run>.html (.md, .tex), reports/<run>_against_<other>.html or
        reports/index.html when not given.
    open
        Open the file in a browser.
    """
    from gdbench.api import pages

    page = pages.report(run, against=against, form=format, out=out, path=to)
    print(page)
    if open:
        pages.show(page)
    return 0


@app.command
def export(
    run: str,
    *,
    to: str,
    folder: Path | None = None,
    out: Path = Path("results"),
    force: Annotated[bool, Parameter(negative="")] = False,
) -> int:
    """Write the tables of a run in the format of another tool.

    Parameters
    ----------
    run
        Name of the run (its suite's name), or its folder.
    to
        csv, parquet, json, latex, markdown, tensorboard (needs tensorboardX) or coco (for cocopp).
    folder
        Where the files go; reports/<run>_<format> when not given.
    out
        The results folder.
    force
        Write into a folder that is not empty, and replace files of the same name.
    """
    from gdbench.api.exporting import export as write

    files = write(run, to, folder, out=out, force=force)
    print("\n".join(map(str, files)))
    return 0


@app.command(name="list")
def list_(
    kind: Literal["variants", "problems", "tasks", "suites", "runs"],
    *,
    json: Annotated[bool, Parameter(negative="")] = False,
    out: Path = Path("results"),
) -> int:
    """List what there is to run, or what has been run.

    Parameters
    ----------
    kind
        What to list.
    json
        Print a JSON array of objects with at least name and family.
    out
        The results folder, for runs.
    """
    import json as json_module

    from gdbench import api

    rows = api.catalogue(kind, out)
    if json:
        print(json_module.dumps(rows, indent=1))
        return 0
    width = max((len(row["name"]) for row in rows), default=0)
    for row in rows:
        print(f"{row['name']:{width}}  {row['family']}")
    return 0


@app.command
def show(
    name: str,
    *,
    plot: Path | None = None,
    path: Annotated[list[str] | None, Parameter(negative="")] = None,
    dim: int | None = None,
) -> int:
    """Print what is known of a variant, problem or task: equation, hyperparameters, start, minimum, source.

    Parameters
    ----------
    name
        A unit's name, or optax:NAME, package.module:name, path/to/file.py:name.
    plot
        Also draw a problem's contour into this file (.svg, .png or .pdf).
    path
        Draw where this optimizer goes, at its default settings, on the contour. Repeatable.
    dim
        The dimension in which the problem is drawn; two where that is possible.
    """
    from gdbench import api

    print(api.describe(name))
    if plot is not None:
        print(f"contour: {api.plot(name, plot, path or [], dim)}")
    return 0


@app.command
def verify(*names: str) -> int:
    """Check variants against float64 transcriptions, Optax, theory and hostile gradients; exit code 1 on a failure.

    Parameters
    ----------
    names
        The variants to check, finding by finding; all of them, a line each, when none is named.
    """
    from gdbench import api

    return 1 if api.verification(names) else 0


@app.command
def adopt(*names: str) -> int:
    """Measure what is kept beside a unit, and say what the unit still lacks; exit code 1 where something is wrong.

    Of a problem it measures what float32 resolves, of a task what tuned optimizers reach; a variant is compared with
    its transcription.

    Parameters
    ----------
    names
        The units: names of gdbench's own, or path/to/file.py:name.
    """
    from gdbench import api

    return 1 if api.adopt(names) else 0


@app.command
def compare(
    base: Path,
    head: Path,
    *,
    to: Path | None = None,
    strict: Annotated[bool, Parameter(negative="")] = False,
    rewrite: Annotated[bool, Parameter(negative="")] = False,
    rounded: Path | None = None,
) -> int:
    """Compare two versions; exit code 1 when HEAD is worse, 3 when the two cannot be compared.

    Parameters
    ----------
    base
        A run's folder (results/SUITE), a results folder, a baseline, or a JSON file of pytest-benchmark.
    head
        The same of the version in question.
    to
        Also write compare.md, compare.json, compare.junit.xml and compare.tracker.json into this folder.
    strict
        Fail on every change, not only on those for the worse: for a baseline that is kept under review.
    rewrite
        Make HEAD the baseline BASE, and say what changes.
    rounded
        With --rewrite: the same suite run with other rounding, to tell which cells rounding alone moves.
    """
    from gdbench import api

    if rewrite:
        return api.rewrite_baseline(base, head, rounded)
    return api.compare_aloud(base, head, to, strict=strict)


@app.command
def doctor() -> int:
    """Print versions, devices and what this machine can do; the first thing to send with a question."""
    from gdbench import api

    facts = api.doctor()
    width = max(map(len, facts))
    for key, value in facts.items():
        print(f"{key:{width}}  {value}")
    return 0


def main(arguments: list[str] | None = None) -> None:
    """Run a command and exit.

    0 fine, 1 regression or failed verification, 2 wrong usage or configuration, 3 not comparable, 130 interrupted.
    """
    try:
        code = app(
            arguments,
            exit_on_error=False,
            print_error=True,
            result_action="return_value",
        )
    except GdbenchError as error:
        print(f"gdbench: {error}", file=sys.stderr)
        code = error.exit_code
    except KeyboardInterrupt:
        print("gdbench: interrupted; cells committed so far are kept, and the same command resumes", file=sys.stderr)
        code = 130
    except BrokenPipeError:  # the reader of our output, such as `head`, has enough
        sys.stderr.close()
        code = 0
    except Exception as error:
        if not type(error).__module__.startswith("cyclopts"):
            raise
        code = 2
    sys.exit(code if isinstance(code, int) else 0)


def _sweeps(texts: list[str]) -> dict[str, str]:
    from gdbench.errors import ConfigError

    sweeps: dict[str, Any] = {}
    for text in texts:
        name, equals, rest = text.partition("=")
        if not equals or not name:
            raise ConfigError(
                "command line",
                [
                    (
                        "--sweep",
                        f"{text!r}: write NAME=scale:low:high:count, such as learning_rate=log:1e-4:1:16",
                    )
                ],
            )
        sweeps[name.strip()] = rest.strip()
    return sweeps


if __name__ == "__main__":
    main()
