"""`regress`: this tree against another commit, in one job: exact metrics of a suite, and timings taken in turns.

``python -m gdbench.api.regressing BASE`` is what ``nox -s regress -- BASE`` runs. BASE is a git ref, or the Python of
an environment that holds the base: so the maintainer of a library of optimizers compares two installations of it.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gdbench.errors import ConfigError, GdbenchError, NotComparable, last_error
from gdbench.gate.comparison import Comparison

if TYPE_CHECKING:
    from gdbench.gate.process import Side
    from gdbench.gate.timing import Rule

Say = Callable[[str], None]
HOME = Path(".nox") / "regress-base"  # .nox/regress is the session itself


@dataclass(frozen=True)
class Regress(Comparison):
    """A comparison of which a part may have been impossible, for the reasons in ``refused``."""

    refused: tuple[str, ...] = ()

    @property
    def exit_code(self) -> int:
        """1 where something fails, 3 where nothing does but something could not be compared, else 0."""
        return super().exit_code or (NotComparable.exit_code if self.refused else 0)

    def sentence(self) -> str:
        """Return the verdict in one sentence, and that it is not the whole of it where that is so."""
        return super().sentence() + (" Not everything could be compared." if self.refused else "")


def sides(base: str, head: str | None, root: Path) -> tuple[Side, Side]:
    """Return what BASE and HEAD stand for; without ``head``, this tree in this environment.

    Raises `NotComparable` where there is no such base.
    """
    from gdbench.gate.process import Side
    from gdbench.gate.worktree import checkout

    if _is_python(base):
        head = head or sys.executable
        return Side("base", f"base ({base})", base), Side("head", f"head ({head})", head)
    if head is not None:
        sentence = f"goes with the Python of an environment as BASE, and there is no Python {base!r}"
        raise ConfigError("command line", [("--head", sentence)])
    found = checkout(base, root, root / HOME)
    tree = found.tree.resolve()
    return Side("base", f"base {found.title}", found.python, tree), Side("head", "head (this tree)", tree=root)


def regress(
    base: Side, head: Side, *, timed: str | None, exact: str | None, rule: Rule | None = None, say: Say = print
) -> Regress:
    """Compare two sides: the cells of suite ``timed`` on the clock, and the exact metrics of suite ``exact``.

    Raises `NotComparable` where nothing can be compared.
    """
    findings, notes, refused = [], [], []
    for part, suite in ((_timings, timed), (_exact, exact)):
        if suite is None:
            continue
        try:
            found, said, missing = part(base, head, suite, rule, say)
        except NotComparable as error:
            refused.append(str(error))
            continue
        findings, notes, refused = findings + found, notes + said, refused + missing
    if not findings:
        raise NotComparable("; ".join(refused) or "there is nothing to compare")
    notes += [f"Not compared: {each}" for each in refused]
    return Regress(base.title, head.title, tuple(findings), tuple(notes), refused=tuple(refused))


def _timings(base: Side, head: Side, suite: str, rule: Rule | None, say: Say) -> tuple[list, list, list]:
    from gdbench.gate.driver import compare_timings, target
    from gdbench.gate.timing import Rule
    from gdbench.suite import load_suite, read_suite

    validated = load_suite(*read_suite(suite))
    rule = rule or Rule(threshold=validated.compare.timing)
    targets = [target(cell, validated.evaluation.seeds) for cell in validated.cells() if not cell.declined()]
    found = compare_timings(base, head, targets, rule, say)
    words = (
        f"Timings: the shortest of a few calls in {rule.blocks} or more ABBA blocks on one core; slower or faster "
        f"means beyond ×{rule.threshold:g} in {rule.launches} pairs of fresh processes, at {rule.level:.1%} "
        f"confidence for all {len(targets)} together."
    )
    return found.findings, [words, *found.notes], found.unmeasured


def _exact(base: Side, head: Side, suite: str, rule: Rule | None, say: Say) -> tuple[list, list, list]:
    """Run the suite on both sides, each with its own code, and compare the two runs."""
    from gdbench.api.comparing import compare
    from gdbench.suite import load_suite, read_suite

    del rule
    where, text = read_suite(suite)
    name = load_suite(where, text).name
    suite = str(Path(suite).resolve()) if suite.endswith(".toml") else suite  # by name, each side takes its own
    with tempfile.TemporaryDirectory(prefix="gdbench-regress-") as folder:
        out = {side.name: Path(folder) / side.name for side in (base, head)}
        for side in (base, head):
            say(f"exact metrics: running {suite} on {side.title}")
            _gdbench(side, "run", suite, "--out", out[side.name], "--report", Path(folder) / f"{side.name}.html")
        before, after = (out[side.name] / name for side in (base, head))
        kept = {side.name: Path(folder) / f"{side.name}.json" for side in (base, head)}
        try:  # a baseline has the facts of programs too, which take a side's own code
            for side, run in ((base, before), (head, after)):
                _gdbench(side, "compare", kept[side.name], run, "--rewrite")
            before, after = kept["base"], kept["head"]
        except NotComparable as error:
            say(f"programs cannot be compared: {error}")
        found = compare(before, after)
    return list(found.findings), list(found.notes), []


def _gdbench(side: Side, *arguments: object) -> None:
    """Run a command of gdbench with the code of a side."""
    command = [side.python, "-m", "gdbench.cli", *map(str, arguments)]
    with tempfile.TemporaryDirectory() as neutral:
        done = subprocess.run(
            command, cwd=side.tree or neutral, env=side.environment(), capture_output=True, text=True, check=False
        )
    if done.returncode:
        said = last_error(done.stderr)
        raise NotComparable(f"{side.title} cannot run `gdbench {arguments[0]}` (exit code {done.returncode}): {said}")


def _is_python(base: str) -> bool:
    return Path(base).is_file() and "python" in Path(base).name


def main(arguments: Sequence[str] | None = None) -> int:
    """Parse, compare, publish; return 0 fine, 1 regression, 2 usage, 3 where something could not be compared."""
    from gdbench.gate.markdown import markdown
    from gdbench.gate.publishing import publish, publish_refusal

    parser = argparse.ArgumentParser("nox -s regress --", description=__doc__)
    parser.add_argument("base", help="a git ref, or the Python of an environment that holds the base")
    parser.add_argument("--head", help="the Python that holds the head, where BASE is one; this one by default")
    parser.add_argument("--suite", default="regress", help="the suite whose cells are timed, or none")
    parser.add_argument("--exact", default="smoke", help="the suite whose exact metrics are compared, or none")
    parser.add_argument("--to", type=Path, default=Path("reports/regress"), help="where compare.json and others go")
    chosen = parser.parse_args(arguments)
    timed, exact = (None if each == "none" else each for each in (chosen.suite, chosen.exact))
    tell = lambda text: print(text, file=sys.stderr, flush=True)  # noqa: E731
    try:
        base, head = sides(chosen.base, chosen.head, Path.cwd())
        found = regress(base, head, timed=timed, exact=exact, say=tell)
    except NotComparable as error:
        print(*publish_refusal(str(error)), f"gdbench: {error}", sep="\n")
        return error.exit_code
    except GdbenchError as error:
        print(f"gdbench: {error}", file=sys.stderr)
        return error.exit_code
    print(markdown(found))
    for line in publish(found, chosen.to):
        print(line)
    return found.exit_code


if __name__ == "__main__":
    sys.exit(main())
