"""Compares two sides whose results are stored, and makes a run the new baseline."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from gdbench.errors import ConfigError, GdbenchError, NotComparable
from gdbench.gate.clock.pytest_benchmark import compare_files
from gdbench.gate.comparison import Comparison, PartialComparison
from gdbench.gate.exact import baseline
from gdbench.gate.exact.changes import compare_exact
from gdbench.gate.exact.comparable import require_comparable, same_compiler
from gdbench.gate.exact.metrics import ExactMetrics, exact_metrics
from gdbench.gate.exact.rewriting import explained, moved_by_rounding, still_unsteady
from gdbench.gate.exact.step_facts import facts_of_run
from gdbench.gate.sides import StoredSide, side_of


def compare_stored(base: str | Path, head: str | Path, *, strict: bool = False) -> Comparison:
    """Compare two sides, each a run's folder, a results folder, a baseline, or a file of pytest-benchmark.

    Two results folders are compared run by run. Raises `NotComparable` if nothing can be compared, and `ConfigError`
    for a path that is not a side. An unexpected error becomes a `NotComparable` too: it is not a regression, so a
    command must not end with Python's exit code 1.
    """
    try:
        return _compared(side_of(base, "BASE"), side_of(head, "HEAD"), strict=strict)
    except GdbenchError:
        raise
    except Exception as error:
        what = f"{type(error).__name__}: {error}"
        raise NotComparable(
            f"the comparison failed ({what}); were both sides made by versions like this one?"
        ) from error


def rewrite_baseline(
    base: str | Path, head: str | Path, rounded: Sequence[str | Path], say: Callable[[str], None]
) -> None:
    """Make the run HEAD the baseline BASE, and return one sentence for each change of the baseline.

    Each of ``rounded`` is a run or a baseline of the same suite that was computed with other rounding. A cell that
    differs between HEAD and any of them is marked as unsteady, and is not compared on another processor. Without
    ``rounded``, the old marks stay, and a new cell counts as unsteady.
    """
    new = _of_one_run(side_of(head, "HEAD"))
    path = baseline.locate(Path(base), new)
    old = baseline.read(path) if path.exists() else None
    others = [_with_other_rounding(each, new) for each in rounded]
    new = replace(new, unsteady=moved_by_rounding(new, others) if others else still_unsteady(old, new))
    for sentence in explained(old, new):
        say(sentence)
    baseline.write(new, path)
    say(f"baseline: {path}")


def _compared(base: StoredSide, head: StoredSide, *, strict: bool) -> Comparison:
    if "pytest-benchmark" in (base.kind, head.kind):
        return _benchmarks(base, head, strict=strict)
    pairs = _pairs(base, head)
    parts, refused = [], []
    for one, other in pairs:
        try:
            parts.append((other, _exact(base, head, one, other, strict=strict)))
        except NotComparable as error:
            refused.append(str(error) if len(pairs) == 1 else f"{other}: {error}")
    if not parts:
        raise NotComparable("; ".join(refused))
    return _joined(parts, refused)


def _benchmarks(base: StoredSide, head: StoredSide, *, strict: bool) -> Comparison:
    if base.kind != head.kind:
        raise NotComparable(f"{base.path} and {head.path} are of different kinds: {base.kind} and {head.kind}")
    findings, notes, refused = compare_files(base.path, head.path)
    told = tuple(f"Not compared: {why}." for why in refused)
    return PartialComparison(
        str(base.path), str(head.path), tuple(findings), (*notes, *told), strict, refused=tuple(refused)
    )


def _pairs(base: StoredSide, head: StoredSide) -> list[tuple[str | None, str | None]]:
    """Return the runs to compare: for two results folders those that both have, otherwise the only run of each side."""
    if base.kind == "store" and head.kind == "store":
        shared = sorted(set(base.runs()) & set(head.runs()))
        if not shared:
            raise NotComparable(f"{base.path} and {head.path} have no run of one name in common")
        return [(name, name) for name in shared]
    return [(base.only_run(), head.only_run())]


def _exact(
    base: StoredSide, head: StoredSide, base_run: str | None, head_run: str | None, *, strict: bool
) -> Comparison:
    """Compare the exact metrics of one run of each side; a run that is None stands for a baseline."""
    after = baseline.read(head.path) if head_run is None else _metrics(head, head_run)
    before = baseline.read(baseline.locate(base.path, after)) if base_run is None else _metrics(base, base_run)
    require_comparable(before, after)  # before anything is measured
    if head_run is not None and before.programs and not after.programs and same_compiler(before, after):
        after = _with_step_facts(head, head_run, after)
    return compare_exact(before, after, (_words(base, before), _words(head, after)), after.limits, strict=strict)


def _joined(parts: Sequence[tuple[str | None, Comparison]], refused: Sequence[str]) -> Comparison:
    """Join the comparisons of several runs into one; each workload is named together with its run."""
    if len(parts) == 1 and not refused:
        return parts[0][1]
    findings = [replace(each, workload=f"{run}: {each.workload}") for run, part in parts for each in part.findings]
    notes = [f"{run}: {note}" for run, part in parts for note in part.notes]
    notes += [f"Not compared: {each}." for each in refused]
    return replace(parts[0][1], findings=tuple(findings), notes=tuple(notes))


def _metrics(side: StoredSide, run: str) -> ExactMetrics:
    return exact_metrics(side.run(run), side.limits(run))


def _with_step_facts(side: StoredSide, run: str, exact: ExactMetrics) -> ExactMetrics:
    """Add facts of steps, which are measured now if the installed code is the code that ran."""
    return replace(exact, programs=facts_of_run(side.run(run)))


def _of_one_run(side: StoredSide) -> ExactMetrics:
    """Return the exact metrics of a run with measured facts of its steps."""
    run = side.only_run() if side.kind in ("run", "store") else None
    if run is None:
        raise ConfigError("HEAD", [(str(side.path), "a baseline is made of a run: give the folder of one")])
    return _with_step_facts(side, run, _metrics(side, run))


def _with_other_rounding(name: str | Path, like: ExactMetrics) -> ExactMetrics:
    """Return the exact metrics of a run or a baseline; in a folder of baselines, ``like`` selects the file."""
    side = side_of(name, "HEAD")
    if side.kind == "pytest-benchmark":
        raise ConfigError("--rounded", [(str(side.path), "is a file of pytest-benchmark; give a run or a baseline")])
    run = side.only_run()
    return baseline.read(baseline.locate(side.path, like)) if run is None else _metrics(side, run)


def _words(side: StoredSide, exact: ExactMetrics) -> str:
    where = exact.environment
    return f"{side.path} (suite {exact.suite}, JAX {where['jax']} on {where['device']}, {where.get('processor', '')})"
