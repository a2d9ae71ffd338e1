"""The command line: it parses options, calls `gdbench.api`, and prints. Heavy imports wait until a command runs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

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
    executor: str = "local",
    out: Path = Path("results"),
    report: Path | None = None,
    fresh: Annotated[bool, Parameter(negative="")] = False,
) -> int:
    """Run a suite of optimizers and problems, and write its report.

    Results that the results folder already holds are not computed again, so an interrupted run resumes where it
    stopped. The exit code is 1 when nothing but failures came out.

    Parameters
    ----------
    suite
        The name of a suite (`gdbench list suites` shows all) or the path of a suite file.
    optimizer
        Run this optimizer as well, on everything in the suite: optax:NAME, package.module:factory or
        path/to/file.py:factory. Repeat the option to add several.
    sweep
        Tune the --optimizer over this range: NAME=scale:low:high:count, such as learning_rate=log:1e-4:1:16.
        Repeat the option to tune several hyperparameters.
    task
        Run every optimizer of the suite on this learning task as well: its name, package.module:name or
        path/to/file.py:loss. Repeat the option to add several.
    only
        Run only the optimizers, problems and tasks whose name matches this pattern, such as "adam*".
    trials
        Tune every optimizer with this many trials, instead of the number that the suite file gives.
    device
        Run on this kind of device. When the option is not given, JAX chooses.
    executor
        Run cells in this place; "local" is this process.
    out
        Keep results in this folder.
    report
        Write the report to this file, instead of reports/<suite>.html.
    fresh
        Compute everything again, even what the results folder already holds.
    """
    from gdbench import api
    from gdbench.api import pages
    from gdbench.progress import Progress, closing_summary

    pages.require_writable(report)
    with Progress(suite) as progress:
        results = api.run(
            suite,
            optimizers=optimizer or [],
            tasks=task or [],
            sweeps=sweep or [],
            only=only,
            trials=trials,
            device=device,
            executor=executor,
            out=out,
            fresh=fresh,
            notify=progress,
        )
        progress.status("writing the report")
        page = pages.after_run(results, report, out)
    print(closing_summary(results, page))
    return results.exit_code


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
    """Write the report of an earlier run, a page that compares two runs, or a page that lists all runs.

    Parameters
    ----------
    run
        The name of the run, which is that of its suite, or its folder. Without a run, the page lists all runs.
    against
        Write a page on what changed from this run, given by name or folder, to RUN.
    format
        Write the whole page (html), or only its tables as Markdown (md) or LaTeX (latex).
    out
        Read results from this folder.
    to
        Write to this file, instead of reports/<run>.html (.md, .tex), reports/<run>_against_<other>.html or
        reports/index.html.
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
        The name of the run, which is that of its suite, or its folder.
    to
        The format, such as csv, parquet, latex, tensorboard or coco; the message about an unknown format lists all.
    folder
        Write the files into this folder, instead of reports/<run>_<format>.
    out
        Read results from this folder.
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
    """List the optimizers, problems, tasks or suites that can be run, or the runs that have been made.

    Parameters
    ----------
    kind
        What to list; variants are the optimizers.
    json
        Print a JSON array of objects, each with at least name and family.
    out
        Look for runs in this folder.
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
    """Print what is known of an optimizer, a problem or a task: equation, hyperparameters, start, minimum, source.

    Parameters
    ----------
    name
        The name of an optimizer, a problem or a task; also optax:NAME, package.module:name or path/to/file.py:name.
    plot
        Draw the contour of the problem into this file as well (.svg, .png or .pdf).
    path
        Draw the path of this optimizer, at its default settings, on the contour. Repeat the option to draw several.
    dim
        Draw the problem in this dimension, instead of two dimensions where that is possible.
    """
    from gdbench import api

    print(api.describe(name))
    if plot is not None:
        print(f"contour: {api.plot(name, plot, path or [], dim)}")
    return 0


@app.command
def verify(*names: str) -> int:
    """Check optimizers against independent transcriptions, Optax, theory and extreme gradients.

    The exit code is 1 when a check fails.

    Parameters
    ----------
    names
        Check these optimizers and print every check. Without a name, all are checked and each gets one line.
    """
    from gdbench import api

    return 1 if api.verification(names) else 0


@app.command
def adopt(*names: str) -> int:
    """Measure what has to be measured of a new problem or task, and print what a new optimizer, problem or task lacks.

    For a problem, the command measures what float32 can resolve, and for a task what tuned optimizers reach; it writes
    both beside the unit. An optimizer is compared with its transcription. The exit code is 1 when something is wrong.

    Parameters
    ----------
    names
        The new optimizers, problems and tasks: their names, or path/to/file.py:name.
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
    rounded: Annotated[list[Path] | None, Parameter(negative="")] = None,
) -> int:
    """Compare the stored results of two versions.

    The exit code is 0 when HEAD is no worse, 1 when HEAD is worse, and 3 when the two cannot be compared.

    Parameters
    ----------
    base
        The results of the version to compare with: the folder of a run (results/SUITE), a results folder, a baseline,
        or a JSON file of pytest-benchmark.
    head
        The results of the version in question, in any of the same forms.
    to
        Write compare.md, compare.json, compare.junit.xml and compare.tracker.json into this folder as well.
    strict
        Fail on every change, not only on changes for the worse. This suits a baseline that is kept under review.
    rewrite
        Make HEAD the baseline BASE, and print what changes in it.
    rounded
        With --rewrite, the folder of a run of the same suite with other rounding, or a baseline of it. Cells that
        differ there are noted as unsteady and are not compared on another processor. Repeat the option to give several.
    """
    from gdbench import api

    if rewrite:
        return api.rewrite_baseline(base, head, rounded or [])
    return api.compare_aloud(base, head, to, strict=strict)


@app.command
def regress(
    base: str,
    *,
    head: str | None = None,
    suite: str = "regress",
    exact: str = "smoke",
    to: Path = Path("reports/regress"),
) -> int:
    """Compare two versions of the code on this machine, in turns: time per step, and exact results.

    The exit code is 0 when HEAD is no worse, 1 when HEAD is worse, and 3 when a part could not be compared.

    Parameters
    ----------
    base
        The version to compare with: a commit, branch or tag of the git repository in this folder, or the Python of an
        environment in which the version is installed.
    head
        The Python of an environment in which the version in question is installed, where BASE is one too. When the
        option is not given, it is the code in this folder, or this Python.
    suite
        Time the cells of this suite, a name or the path of a suite file; "none" times nothing.
    exact
        Run this suite on both versions and compare the results exactly; "none" leaves this out.
    to
        Write compare.md, compare.json, compare.junit.xml and compare.tracker.json into this folder.
    """
    from gdbench import api

    return api.regress(base, head, suite=suite, exact=exact, to=to)


@app.command
def doctor() -> int:
    """Print versions, devices and the state of the results folder, which a question about gdbench should include."""
    from gdbench import api

    facts = api.doctor()
    width = max(map(len, facts))
    for key, value in facts.items():
        print(f"{key:{width}}  {value}")
    return 0


def main(arguments: list[str] | None = None) -> None:
    """Run a command and exit.

    Exit code 0 is fine, 1 a regression, a failed verification or a run of failures alone, 2 wrong usage or
    configuration, 3 two sides that cannot be compared, and 130 an interruption by the user.
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
    except BrokenPipeError:  # the program that reads our output, such as `head`, has ended
        sys.stderr.close()
        code = 0
    except OSError as error:
        print(f"gdbench: the operating system refused to read or write: {error}", file=sys.stderr)
        code = 2
    except Exception as error:
        if not type(error).__module__.startswith("cyclopts"):
            raise
        code = 2
    sys.exit(code if isinstance(code, int) else 0)


if __name__ == "__main__":
    main()
