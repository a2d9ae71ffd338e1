"""The progress of a run: a live bar in a terminal, plain lines elsewhere, and a closing summary."""

from __future__ import annotations

import math
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gdbench.errors import last_error

if TYPE_CHECKING:
    from gdbench.executors.base import Event

_EVERY = 10.0  # seconds between plain lines


class Progress:
    """A context manager that shows events as a live bar in a terminal, or as a line every few seconds in a log."""

    def __init__(self, suite: str):
        self.suite = suite
        self.began = self.last = time.monotonic()
        self._bar: Any = None

    def __enter__(self) -> Progress:
        if sys.stderr.isatty():
            from rich import progress

            columns = [
                progress.SpinnerColumn(),
                progress.TextColumn("[bold]{task.fields[suite]}"),
                progress.BarColumn(),
                progress.MofNCompleteColumn(),
                progress.TimeElapsedColumn(),
                progress.TextColumn("[dim]{task.description}"),
            ]
            from rich.console import Console

            self._bar = progress.Progress(*columns, console=Console(stderr=True), transient=True)
            self._task = self._bar.add_task("planning", total=None, suite=self.suite)
            self._bar.start()
        else:
            self._line("planning")
        return self

    def __exit__(self, *exception: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def __call__(self, event: Event) -> None:
        """Show one event."""
        if event.kind == "compiling":
            self.status(f"compiling {event.label}", event.done, event.total)
        elif event.kind == "compiled":
            self.status(f"running {event.label} (compiled in {event.seconds:.1f} s)", event.done, event.total)
        elif event.kind == "timing":
            self.status(f"timing one step of {event.label}", event.done, event.total)
        elif event.kind == "warning":
            self._warn(event.label)
        elif self._bar is not None:
            self._bar.update(self._task, completed=event.done, total=event.total)
        elif event.done == event.total or time.monotonic() - self.last > _EVERY:
            self._line(f"{event.done} of {event.total} cells, now {event.label}")

    def status(self, text: str, done: int | None = None, total: int | None = None) -> None:
        """Show a text that says what the run is doing."""
        if self._bar is not None:
            self._bar.update(self._task, description=text, completed=done, total=total)
        elif time.monotonic() - self.last > _EVERY or text.startswith("writing"):
            self._line(text)

    def _warn(self, sentence: str) -> None:
        if self._bar is not None:
            self._bar.console.print(f"gdbench: {sentence}", markup=False, highlight=False)
        else:
            self._line(sentence)

    def _line(self, text: str) -> None:
        self.last = time.monotonic()
        print(f"[{self.last - self.began:6.1f} s] {self.suite}: {text}", file=sys.stderr, flush=True)


def closing_summary(results: Any, page: Path) -> str:
    """Return what a run (a ``gdbench.Results``) found: the leader, its uncertainty, failures, where the page is."""
    cells = results.manifest.cells
    count = {status: sum(cell.status == status for cell in cells) for status in ("done", "failed", "declined")}
    lines = [_work_line(results, len(cells), count)]
    if count["done"]:
        lines.append(_leader_line(results.ranking))
    for cell in [cell for cell in cells if cell.status == "failed"][:3]:
        lines.append(f"failed: {cell.variant} on {cell.workload}: {last_error(cell.reason)}")
    if count["failed"] > 3:
        lines.append(f"and {count['failed'] - 3} more failures, listed in the report")
    if results.exit_code:
        lines.append("nothing was measured, because every cell that was tried has failed; the exit code is 1")
    lines.append(f"report:  {page}")
    lines.append(f"results: {results.store.run_folder(results.name)}")
    return "\n".join(lines)


def _work_line(results: Any, total: int, count: dict[str, int]) -> str:
    rest = "".join(f", {count[status]} {status}" for status in ("declined", "failed") if count[status])
    if not results.computed and count["done"]:
        return f"{results.name}: all {total} cells were in the results folder already; nothing was computed{rest}"
    seconds = results.manifest.seconds
    programs = f"{results.compiled} program" + ("s" if results.compiled != 1 else "")
    return f"{results.name}: {count['done']} cells done{rest}; {programs} compiled; {seconds:.0f} s"


def _leader_line(verdict: Any) -> str:
    if verdict.empty:
        return "no variant applies to half of the workloads, so none is ranked; the report compares them one by one"
    first = verdict.iloc[0]
    ties = [row.variant for row in verdict.itertuples() if row.rank == first["rank"]][1:]
    interval = f"area {first['area']:.2f}, 95 % interval {first['low']:.2f} to {first['high']:.2f}"
    calls = "" if math.isinf(first["calls"]) else f", median {first['calls']:.0f} oracle calls to the last target"
    tied = f"; tied with {_listed(ties)}" if ties else "; ahead of all others"
    if len(verdict) == 1:
        return f"{first['variant']} is the only variant that applies to half of the workloads ({interval}{calls})"
    return f"{first['variant']} leads {len(verdict)} variants ({interval}{calls}){tied}"


def _listed(names: list[str]) -> str:
    shown = names[:3] + ([f"{len(names) - 3} more"] if len(names) > 3 else [])
    return shown[0] if len(shown) == 1 else ", ".join(shown[:-1]) + " and " + shown[-1]
