"""Compares two installations in one job: timings taken in turns, and exact metrics of a suite that both run."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from gdbench.errors import ConfigError, NotComparable
from gdbench.gate.clock.driver import compare_timings, timed_cell
from gdbench.gate.clock.paired_samples import TimingRule
from gdbench.gate.clock.worktree import checkout
from gdbench.gate.comparison import Comparison, PartialComparison
from gdbench.gate.findings import Finding
from gdbench.gate.installation import Installation
from gdbench.gate.stored import compare_stored
from gdbench.suite import load_suite, read_suite

HOME = Path(".nox") / "regress-base"  # .nox/regress is the folder of the nox session itself


def installations(base: str, head: str | None, root: Path) -> tuple[Installation, Installation]:
    """Return the installations of BASE and HEAD; without ``head``, HEAD is the tree ``root`` in this environment.

    Raises `NotComparable` if there is no such base.
    """
    if _is_python(base):
        head = head or sys.executable
        return Installation("base", f"base ({base})", base), Installation("head", f"head ({head})", head)
    if head is not None:
        sentence = f"goes with the Python of an environment as BASE, and there is no Python {base!r}"
        raise ConfigError("command line", [("--head", sentence)])
    found = checkout(base, root, root / HOME)
    tree = found.tree.resolve()
    return (
        Installation("base", f"base {found.title}", found.python, tree),
        Installation("head", "head (this tree)", tree=root),
    )


def compare_installations(
    base: Installation,
    head: Installation,
    *,
    timed: str | None,
    exact: str | None,
    rule: TimingRule | None = None,
    say: Callable[[str], None] = print,
) -> PartialComparison:
    """Time the cells of suite ``timed`` on both sides, and compare the exact metrics of suite ``exact``.

    A suite that is None is left out. Raises `NotComparable` if nothing can be compared.
    """
    findings: list[Finding] = []
    notes: list[str] = []
    refused: list[str] = []
    try:
        if timed is not None:
            found, said, missing = _timings(base, head, timed, rule, say)
            findings, notes, refused = findings + found, notes + said, refused + missing
    except NotComparable as error:
        refused.append(str(error))
    try:
        if exact is not None:
            compared = _exact(base, head, exact, say)
            findings, notes = [*findings, *compared.findings], [*notes, *compared.notes]
    except NotComparable as error:
        refused.append(str(error))
    if not findings:
        raise NotComparable("; ".join(refused) or "there is nothing to compare")
    notes += [f"Not compared: {each}" for each in refused]
    return PartialComparison(base.title, head.title, tuple(findings), tuple(notes), refused=tuple(refused))


def _timings(
    base: Installation, head: Installation, suite: str, rule: TimingRule | None, say: Callable[[str], None]
) -> tuple[list[Finding], list[str], list[str]]:
    """Return findings, notes, and the reasons why some cells were not timed."""
    validated = load_suite(*read_suite(suite))
    rule = rule or TimingRule(threshold=validated.compare.timing)
    wanted = [timed_cell(cell, validated.evaluation.seeds) for cell in validated.cells() if not cell.declined()]
    found = compare_timings(base, head, wanted, rule, say)
    words = (
        f"Timings: the shortest of a few calls in {rule.blocks} or more ABBA blocks on one core; slower or faster "
        f"means beyond ×{rule.threshold:g} in {rule.launches} pairs of fresh processes, at {rule.level:.1%} "
        f"confidence for all {len(wanted)} together."
    )
    return found.findings, [words, *found.notes], found.unmeasured


def _exact(base: Installation, head: Installation, suite: str, say: Callable[[str], None]) -> Comparison:
    """Run the suite on both sides, each with its own code, and compare the two runs."""
    name = load_suite(*read_suite(suite)).name
    suite = str(Path(suite).resolve()) if suite.endswith(".toml") else suite  # each side has its own suite of a name
    with tempfile.TemporaryDirectory(prefix="gdbench-regress-") as folder:
        results, kept = [], []
        for side in (base, head):
            say(f"exact metrics: running {suite} on {side.title}")
            out, page = Path(folder) / side.name, Path(folder) / f"{side.name}.html"
            side.gdbench("run", suite, "--out", out, "--report", page)
            results.append(out / name)
            kept.append(Path(folder) / f"{side.name}.json")
        try:  # a baseline holds facts of steps as well, and only the code of a side can measure those of its own
            for side, path, run in zip((base, head), kept, results, strict=True):
                side.gdbench("compare", path, run, "--rewrite")
            results = kept
        except NotComparable as error:
            say(f"programs cannot be compared: {error}")
        return compare_stored(*results)


def _is_python(base: str) -> bool:
    return Path(base).is_file() and "python" in Path(base).name
