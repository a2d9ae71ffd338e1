"""The errors of gdbench, each of which says in one sentence what went wrong, why, and what to do about it.

GdbenchError            exit code 2 unless it says otherwise
├── ConfigError         a suite file or a command with mistakes (the error lists all of them)
├── UnknownName         a unit, suite or run that does not exist
├── UnknownTable        a table that no run has
├── ImportFailed        a user's module, file or factory that cannot be brought in
├── DataUnavailable     a task whose data cannot be loaded or used
├── UnfitFunction       a task whose functions return what no program can use
├── UnusableOptimizer   an optimizer from Optax or a user that no training loop could use
├── StartNotFinite      a task or problem whose loss is not finite at the starting point
├── StoreError          a results folder that cannot be read or written
├── WorkerFailed        a process that times programs has ended or does not answer
├── NotWritten          a report or another file that cannot be written
├── NotComparable       two sides that cannot be compared for regressions (exit code 3)
└── Interrupted         a run that the user stopped (exit code 130, the shell's code for SIGINT)
"""

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher, get_close_matches
from typing import Any


class GdbenchError(Exception):
    """The base of all errors that a user sees as a sentence instead of a traceback.

    An error arrives as it is when it is sent to another process, whatever its class is made from.
    """

    exit_code = 2

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (type(self), self.args, vars(self))


class ConfigError(GdbenchError):
    """A configuration has one or more mistakes, each given as a (path, sentence) pair."""

    def __init__(self, where: str, mistakes: Sequence[tuple[str, str]]):
        self.where, self.mistakes = where, list(mistakes)
        count = f"{len(self.mistakes)} mistake" + ("s" if len(self.mistakes) != 1 else "")
        lines = [f"{where}: {count}", *(f"  {path}: {text}" for path, text in self.mistakes)]
        super().__init__("\n".join(lines))


class UnknownName(GdbenchError):
    """A name does not exist in the registry, the suites folder or the results folder."""

    def __init__(self, kind: str, name: str, known: Iterable[str]):
        super().__init__(unknown_name(kind, name, known))


class UnknownTable(GdbenchError):
    """A table that no run has."""

    def __init__(self, name: str, known: Iterable[str]):
        known = sorted(known)
        super().__init__(f"no table named {name!r}{nearest(name, known)}; the tables of a run are {', '.join(known)}")


class ImportFailed(GdbenchError):
    """A reference such as ``package.module:name`` or ``file.py:name`` does not lead to a unit."""


class DataUnavailable(GdbenchError):
    """The data of a task cannot be loaded on this machine, or are not arrays that a program can use."""


class UnfitFunction(GdbenchError):
    """A function of a task returns what no program can use, such as complex parameters or a loss with an axis."""


class UnusableOptimizer(GdbenchError):
    """A factory, or the transformation that it returns, does not keep to the interface of Optax."""


class StartNotFinite(GdbenchError):
    """The loss of a task or problem is not finite at the starting point of every run."""


class StoreError(GdbenchError):
    """The results folder cannot be read or written."""


class WorkerFailed(GdbenchError):
    """A process that times programs has ended or does not answer."""


class NotWritten(GdbenchError):
    """A report or another file cannot be written; ``remedy`` says what is kept and what to do."""

    def __init__(self, path: object, error: OSError, remedy: str):
        super().__init__(f"cannot write {path} ({error.strerror or error}); {remedy}")


class NotComparable(GdbenchError):
    """Base and head cannot be compared, for example on another machine or JAX version; this is not a regression."""

    exit_code = 3


class Interrupted(GdbenchError):
    """The user stopped the run; all committed results are kept."""

    exit_code = 130


def _restored(kind: type[GdbenchError], args: tuple[Any, ...], facts: dict[str, Any]) -> GdbenchError:
    """Return an error with the arguments and attributes that it had, without making it anew."""
    error = kind.__new__(kind, *args)
    vars(error).update(facts)
    return error


def last_error(traceback: str) -> str:
    """Return the line of a traceback that names its error, which need not be the last because libraries add remarks."""
    lines = [line.strip() for line in traceback.splitlines() if line.strip()]
    named = [
        line
        for line in traceback.splitlines()
        if re.match(r"[A-Za-z_][\w.]*: |[A-Za-z_][\w.]*(Error|Exception)$", line)
    ]
    return (named or lines or ["no reason given"])[-1]


def nearest(name: str, known: Iterable[str]) -> str:
    """Return ``; did you mean 'x' or 'y'?`` for the closest known names, or an empty string.

    The second name appears only if it is about as close as the first.
    """
    close = get_close_matches(name, list(known), n=2, cutoff=0.6)
    likeness = [SequenceMatcher(None, name, each).ratio() for each in close]
    close = [each for each, like in zip(close, likeness, strict=True) if like > likeness[0] - 0.1]
    return f"; did you mean {' or '.join(map(repr, close))}?" if close else ""


def unknown_name(kind: str, name: str, known: Iterable[str]) -> str:
    """Return one sentence that says what is unknown, which names are nearest, and how to list the rest."""
    kinds = ["variants", "problems", "tasks"] if kind == "unit" else [f"{kind}s"]
    lists = ", ".join(f"`gdbench list {each}`" for each in kinds)
    return f"no {kind} named {name!r}{nearest(name, known)} ({lists} {'show' if len(kinds) > 1 else 'shows'} all)"
