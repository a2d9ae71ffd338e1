"""`compare`: two runs, stores, baselines or files of pytest-benchmark → what differs.

`compare_aloud` also says it, and publishes it where CI systems look; `rewrite_baseline` accepts it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from gdbench.errors import ConfigError, GdbenchError, NotComparable

if TYPE_CHECKING:
    from gdbench.gate.comparison import Comparison
    from gdbench.gate.exact import Exact
    from gdbench.gate.sides import Side


def compare(base: str | Path, head: str | Path, *, strict: bool = False) -> Comparison:
    """Compare two sides, each a run's folder, a results folder, a baseline, or a file of pytest-benchmark.

    Exact metrics alone are compared between runs: timings need both sides in one job. ``strict`` makes every change
    fail. Raises `NotComparable` for another machine or JAX, or a base that is missing; `ConfigError` otherwise.
    """
    from gdbench.gate.sides import side_of

    sides = side_of(base, "BASE"), side_of(head, "HEAD")
    kinds = [side.kind for side in sides]
    if "pytest-benchmark" in kinds:
        return _benchmarks(*sides, strict=strict)
    pairs = _pairs(*sides)
    parts, refused = [], []
    for one, other in pairs:
        try:
            parts.append((other, _exact(*sides, one, other, strict=strict)))
        except NotComparable as error:
            refused.append(str(error) if len(pairs) == 1 else f"{other}: {error}")
    if not parts:
        raise NotComparable("; ".join(refused))
    return _joined(parts, refused)


def compare_aloud(
    base: str | Path,
    head: str | Path,
    to: Path | None = None,
    *,
    strict: bool = False,
    say: Callable[[str], None] = print,
) -> int:
    """Compare, say it as Markdown, publish it, and return the exit code: 0 fine, 1 regression.

    Files go into the folder ``to``, the Markdown into the summary of a CI job, annotations beside it. Raises what
    `compare` raises; a comparison that is not possible is published too.
    """
    from gdbench.gate.markdown import markdown
    from gdbench.gate.publishing import publish, publish_refusal

    try:
        found = _without_surprises(base, head, strict=strict)
    except NotComparable as error:
        for line in publish_refusal(str(error)):
            say(line)
        raise
    say(markdown(found))
    for line in publish(found, to):
        say(line)
    return found.exit_code


def _without_surprises(base: str | Path, head: str | Path, *, strict: bool) -> Comparison:
    """Compare; an error that nobody foresaw is no regression, so it must not end with Python's exit code 1."""
    try:
        return compare(base, head, strict=strict)
    except GdbenchError:
        raise
    except Exception as error:
        what = f"{type(error).__name__}: {error}"
        raise NotComparable(
            f"the comparison failed ({what}); were both sides made by versions like this one?"
        ) from error


def rewrite_baseline(
    base: str | Path,
    head: str | Path,
    rounded: str | Path | None = None,
    *,
    say: Callable[[str], None] = print,
) -> int:
    """Make the run HEAD the baseline BASE, say what changes in it, a sentence each, and return 0.

    ``rounded`` is the same suite run with other rounding: cells in which the two differ are noted as unsteady, and
    are not compared on another processor. Without it the notes stay, and cells that are new count as unsteady.
    """
    from gdbench.gate import baseline
    from gdbench.gate.rewriting import differing, explained
    from gdbench.gate.sides import side_of

    new = _single(side_of(head, "HEAD"))
    path = baseline.locate(Path(base), new)
    old = baseline.read(path) if path.exists() else None
    if rounded is not None:
        unsteady = differing(new, _single(side_of(rounded, "HEAD"), programs=False))
    elif old is None or old.unsteady is None:
        unsteady = None
    else:
        kept = set(baseline.as_kept(new).cells)  # declined cells are in no baseline, and so not new in this one
        unsteady = frozenset((old.unsteady | (kept - set(old.cells))) & kept)
    new = replace(new, unsteady=unsteady)
    for sentence in explained(old, new):
        say(sentence)
    baseline.write(new, path)
    say(f"baseline: {path}")
    return 0


def _pairs(one: Side, other: Side) -> list[tuple[str | None, str | None]]:
    """The runs to be compared: of stores those that both have, of other sides the only one."""
    if one.kind == "store" and other.kind == "store":
        shared = sorted(set(one.runs()) & set(other.runs()))
        if not shared:
            raise NotComparable(f"{one.path} and {other.path} have no run of one name in common")
        return [(name, name) for name in shared]
    return [tuple(_only(side) for side in (one, other))]


def _only(side: Side) -> str | None:
    """The one run of a side; None for a baseline."""
    if side.kind == "baseline":
        return None
    runs = side.runs()
    if len(runs) > 1:
        named = ", ".join(str(side.path / run) for run in runs)
        raise ConfigError("command line", [(str(side.path), f"holds {len(runs)} runs; name one of {named}")])
    return runs[0]


def _exact(one: Side, other: Side, base: str | None, head: str | None, *, strict: bool) -> Comparison:
    from gdbench.gate import baseline
    from gdbench.gate.changes import compare_exact
    from gdbench.gate.comparable import require_comparable, same_compiler

    after = baseline.read(other.path) if head is None else _metrics(other, head)
    before = baseline.read(baseline.locate(one.path, after)) if base is None else _metrics(one, base)
    require_comparable(before, after)  # before anything is measured
    if head is not None and before.programs and not after.programs and same_compiler(before, after):
        after = _with_programs(other, head, after)
    return compare_exact(before, after, (_words(one, before), _words(other, after)), after.limits, strict=strict)


def _metrics(side: Side, run: str) -> Exact:
    from gdbench.gate.exact import exact_metrics

    return exact_metrics(side.store, side.manifest(run), side.limits(run))


def _with_programs(side: Side, run: str, exact: Exact) -> Exact:
    """Measure the programs of a run now, as far as the code that it ran is the one that is installed."""
    from gdbench.gate.exact import by_place
    from gdbench.gate.programs import rows_of_run

    return replace(exact, programs=by_place(rows_of_run(side.store, side.manifest(run))))


def _single(side: Side, *, programs: bool = True) -> Exact:
    run = _only(side) if side.kind in ("run", "store") else None
    if run is None:
        raise ConfigError("HEAD", [(str(side.path), "a baseline is made of a run: give the folder of one")])
    exact = _metrics(side, run)
    return _with_programs(side, run, exact) if programs and not exact.programs else exact


def _words(side: Side, exact: Exact) -> str:
    where = exact.environment
    return f"{side.path} (suite {exact.suite}, JAX {where['jax']} on {where['device']}, {where.get('processor', '')})"


def _joined(parts: Sequence[tuple[str | None, Comparison]], refused: Sequence[str]) -> Comparison:
    """One comparison of several runs, whose workloads are told apart by the name of their run."""
    if len(parts) == 1 and not refused:
        return parts[0][1]
    findings = [replace(each, workload=f"{run}: {each.workload}") for run, part in parts for each in part.findings]
    notes = [f"{run}: {note}" for run, part in parts for note in part.notes]
    return replace(
        parts[0][1], findings=tuple(findings), notes=(*notes, *(f"Not compared: {each}." for each in refused))
    )


def _benchmarks(one: Side, other: Side, *, strict: bool) -> Comparison:
    from gdbench.gate.comparison import Comparison
    from gdbench.gate.pytest_benchmark import compare_files

    if one.kind != other.kind:
        raise NotComparable(f"{one.path} and {other.path} are of different kinds: {one.kind} and {other.kind}")
    findings, notes = compare_files(one.path, other.path)
    return Comparison(str(one.path), str(other.path), tuple(findings), tuple(notes), strict)
