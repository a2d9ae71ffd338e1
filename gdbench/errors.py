"""One tree of errors: each says what went wrong, why, and what to do about it.

GdbenchError            exit code 2 unless it says otherwise
├── ConfigError         a suite file or a command that cannot be run as written (all mistakes at once)
├── UnknownName         a unit, suite or run that does not exist
├── UnknownTable        a table that no run has
├── ImportFailed        a user's module, file or factory that cannot be brought in
├── DataUnavailable     a task whose data cannot be loaded
├── StartNotFinite      a task or problem whose loss is not a finite number where every run begins
├── StoreError          a results folder that cannot be read or written
├── NotComparable       two sides between which no regression can be told (exit code 3)
└── Interrupted         the user stopped the run (exit code 130, as shells count SIGINT)
"""

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher, get_close_matches


class GdbenchError(Exception):
    """Base of every error that is shown to a user as a sentence, never as a traceback."""

    exit_code = 2


class ConfigError(GdbenchError):
    """A configuration with one or more mistakes, each a (path, sentence) pair."""

    def __init__(self, where: str, mistakes: Sequence[tuple[str, str]]):
        self.where, self.mistakes = where, list(mistakes)
        count = f"{len(self.mistakes)} mistake" + ("s" if len(self.mistakes) != 1 else "")
        lines = [f"{where}: {count}", *(f"  {path}: {text}" for path, text in self.mistakes)]
        super().__init__("\n".join(lines))


class UnknownName(GdbenchError):
    """A name that the registry, the suites folder or the results folder does not hold."""

    def __init__(self, kind: str, name: str, known: Iterable[str]):
        super().__init__(unknown_name(kind, name, known))


class UnknownTable(GdbenchError):
    """A table that no run has."""

    def __init__(self, name: str, known: Iterable[str]):
        known = sorted(known)
        super().__init__(f"no table named {name!r}{nearest(name, known)}; the tables of a run are {', '.join(known)}")


class ImportFailed(GdbenchError):
    """A reference such as ``package.module:name`` or ``file.py:name`` that does not lead to a unit."""


class DataUnavailable(GdbenchError):
    """A task's data cannot be loaded on this machine."""


class StartNotFinite(GdbenchError):
    """The loss of a task or problem is not a finite number where every run begins."""


class StoreError(GdbenchError):
    """The results folder cannot be read or written."""


class NotComparable(GdbenchError):
    """Base and head cannot be compared: another machine or JAX, or nothing to compare with. Never a regression."""

    exit_code = 3


class Interrupted(GdbenchError):
    """The run was stopped by the user; everything committed stays."""

    exit_code = 130


def last_error(traceback: str) -> str:
    """Return the line of a traceback that names its error: libraries may add remarks after it."""
    lines = [line.strip() for line in traceback.splitlines() if line.strip()]
    named = [
        line
        for line in traceback.splitlines()
        if re.match(r"[A-Za-z_][\w.]*: |[A-Za-z_][\w.]*(Error|Exception)$", line)
    ]
    return (named or lines or ["no reason given"])[-1]


def nearest(name: str, known: Iterable[str]) -> str:
    """Return ``; did you mean 'x' or 'y'?`` for the closest known names, or an empty string.

    A second name is given only where it is about as close as the first.
    """
    close = get_close_matches(name, list(known), n=2, cutoff=0.6)
    likeness = [SequenceMatcher(None, name, each).ratio() for each in close]
    close = [each for each, like in zip(close, likeness, strict=True) if like > likeness[0] - 0.1]
    return f"; did you mean {' or '.join(map(repr, close))}?" if close else ""


def unknown_name(kind: str, name: str, known: Iterable[str]) -> str:
    """Return one sentence: what is unknown, the nearest names, and how to list the rest."""
    kinds = ["variants", "problems", "tasks"] if kind == "unit" else [f"{kind}s"]
    lists = ", ".join(f"`gdbench list {each}`" for each in kinds)
    return f"no {kind} named {name!r}{nearest(name, known)} ({lists} {'show' if len(kinds) > 1 else 'shows'} all)"
