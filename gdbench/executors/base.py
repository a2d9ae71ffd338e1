"""The interface of executors: their input and their reports, and the function that runs a plan on one of them.

An executor is a file of this folder with a class derived from `Executor`. It is given an `Order`, which can be
pickled, runs the order's bundles wherever it likes, and reports what happens. `gdbench.executors.bundled.run_order`
runs an order in any process that sees the results folder, so an executor for a cluster need only call it there with
parts of the order.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, Literal

from gdbench.engine.bundles import Bundle, bundles
from gdbench.errors import ConfigError, Interrupted, nearest
from gdbench.executors.plan import Plan
from gdbench.store import Store
from gdbench.types import Cell, CellStatus, ProgramRow


@dataclass(frozen=True)
class CellOutcome:
    """The outcome of a cell: the keys of its two stages and the chosen trial, or the reason why there are none."""

    cell: Cell
    status: CellStatus
    reason: str = ""
    tuning: str | None = None
    evaluation: str | None = None
    trial: int | None = None
    setting: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ProgramAwaited:
    """The executor waits for the program of a bundle."""

    bundle: str


@dataclass(frozen=True)
class ProgramCompiled:
    """A program has been compiled."""

    row: ProgramRow


@dataclass(frozen=True)
class CellEnded:
    """A cell has ended: its outcome, the seconds it took, and how many of its two stages were computed."""

    outcome: CellOutcome
    seconds: float = 0.0
    computed: int = 0


Report = ProgramAwaited | ProgramCompiled | CellEnded


@dataclass(frozen=True)
class Order:
    """The work for an executor: bundles of a plan and a store; with ``fresh``, nothing is taken from the store."""

    plan: Plan
    store: Store
    bundles: tuple[Bundle, ...]
    fresh: bool = False

    def parts(self) -> list[Order]:
        """Return an order for each bundle, those with the most work first."""
        heaviest_first = sorted(self.bundles, key=lambda bundle: -bundle.numbers)
        return [replace(self, bundles=(bundle,)) for bundle in heaviest_first]


class Executor(ABC):
    """A place where bundles run."""

    @abstractmethod
    def reports(self, order: Order) -> Generator[Report, None, None]:
        """Run the order and yield what happens, one `CellEnded` for every cell.

        The results of a cell are in the store before the generator ends, on Ctrl-C too. A cell that cannot be run
        ends as failed with its reason; a results folder that cannot be written raises `StoreError`.
        """


@dataclass(frozen=True)
class Event:
    """An event to show to the user: the activity on ``label``, and how many of all cells have ended."""

    kind: Literal["compiling", "compiled", "cell", "timing", "warning"]
    label: str
    done: int
    total: int
    seconds: float = 0.0


Notify = Callable[[Event], None]


@dataclass
class Execution:
    """The result of a call of `execute`."""

    outcomes: list[CellOutcome] = field(default_factory=list)
    compiled: list[ProgramRow] = field(default_factory=list)
    computed: int = 0  # cell stages computed now; the others were in the store


def execute(
    plan: Plan,
    cells: Sequence[Cell],
    store: Store,
    notify: Notify = lambda event: None,
    *,
    fresh: bool = False,
    executor: str = "local",
) -> Execution:
    """Run every cell's tuning and evaluation, taking from the store what it has (nothing when ``fresh``).

    Bundles are formed of all cells, committed or not, so a resumed run compiles the very programs of an
    uninterrupted one. Raises `ConfigError` for an unknown executor, and `Interrupted` on Ctrl-C, with everything
    committed that had been computed.
    """
    place = executor_named(executor)
    done, total, wanted = Execution(), len(cells), []
    for cell in cells:
        reason = cell.declined()
        if reason:
            done.outcomes.append(CellOutcome(cell, "declined", reason))
            notify(Event("cell", cell.label, len(done.outcomes), total))
        else:
            wanted.append(cell)
    groups = bundles(wanted, plan.runs_per_tile, plan.seeds_per_tile)
    reports = place.reports(Order(plan, store, tuple(groups), fresh))
    try:
        for report in reports:
            notify(_noted(done, report, total))
    except KeyboardInterrupt:
        reports.close()
        raise Interrupted(
            f"interrupted: {len(done.outcomes)} of {total} cells are done and committed; "
            f"the same command resumes where this one stopped"
        ) from None
    finally:
        reports.close()
    order = {(cell.entry.label, cell.workload.label): i for i, cell in enumerate(cells)}
    done.outcomes.sort(key=lambda o: order[(o.cell.entry.label, o.cell.workload.label)])
    return done


def _noted(done: Execution, report: Report, total: int) -> Event:
    """Add a report to the execution, and return the event that shows it."""
    match report:
        case ProgramAwaited(bundle):
            return Event("compiling", bundle, len(done.outcomes), total)
        case ProgramCompiled(row):
            done.compiled.append(row)
            return Event("compiled", row.bundle, len(done.outcomes), total, row.compile_seconds)
        case CellEnded(outcome, seconds, computed):
            done.outcomes.append(outcome)
            done.computed += computed
            return Event("cell", outcome.cell.label, len(done.outcomes), total, seconds)


def executor_names() -> list[str]:
    """Return the names of all executors: the files of this folder that hold a class derived from `Executor`."""
    files = Path(__file__).parent.glob("[!_]*.py")
    return sorted(path.stem for path in files if _executor_class(path.stem) is not None)


def executor_named(name: str) -> Executor:
    """Return the executor of the file ``name``; raises `ConfigError` with the known names where there is none."""
    known = executor_names()
    found = _executor_class(name) if name in known else None
    if found is None:
        sentence = f"there is no executor {name!r}{nearest(name, known)} (known: {', '.join(known)})"
        raise ConfigError("command line", [("--executor", sentence)])
    return found()


@cache
def _executor_class(name: str) -> type[Executor] | None:
    module = import_module(f"gdbench.executors.{name}")
    classes = [each for each in vars(module).values() if isinstance(each, type) and each.__module__ == module.__name__]
    return next((each for each in classes if issubclass(each, Executor) and each is not Executor), None)
