"""Runs cells in threads of this process, while other threads compile the next bundle and commit finished cells."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, as_completed, wait
from functools import partial
from typing import Any

from gdbench.engine.bundles import Bundle
from gdbench.engine.compiled import CompiledBundle, compile_bundle
from gdbench.engine.places import calls_in_flight
from gdbench.executors.base import CellEnded, Executor, Order, Report
from gdbench.executors.bundled import BundleRuns
from gdbench.executors.plan import Job
from gdbench.types import Cell, Trace

COMPILERS = 2  # programs compiled at a time; before the first is ready, a second core has nothing else to do


class LocalExecutor(Executor):
    """Runs bundles in threads of this process."""

    def reports(self, order: Order) -> Generator[Report, None, None]:
        """Yield first the cells that need no program, then the cells of each program once it is ready.

        Bundles with the most work compile first, so that later compilations overlap with their execution.
        """
        runs = _ThreadedRuns(order)
        try:
            waiting: dict[Future[CompiledBundle], Bundle] = {}
            for bundle in sorted(order.bundles, key=lambda bundle: -bundle.numbers):
                if runs.missing(bundle):
                    waiting[runs.submit(bundle)] = bundle
                else:
                    yield from runs.each(bundle.cells, None)
            while waiting:
                ready, _ = wait(waiting, return_when=FIRST_COMPLETED)
                future = next(each for each in waiting if each in ready)
                yield from runs.through(waiting.pop(future), future.result)
        finally:
            runs.close()


class _ThreadedRuns(BundleRuns):
    """Threads that compile, run cells, and write.

    A cell waits for its tuning before its evaluation starts, so the number of cells in progress exceeds that of calls
    by one.
    """

    def __init__(self, order: Order):
        super().__init__(order, self._handed_over)
        self._compiler = ThreadPoolExecutor(COMPILERS, "compile")
        self._runners = ThreadPoolExecutor(calls_in_flight() + 1, "cell")
        self._writer = ThreadPoolExecutor(1, "write")
        self._writes: list[Future[None]] = []
        self._lock = threading.Lock()  # of `_writes`

    def submit(self, bundle: Bundle) -> Future[CompiledBundle]:
        """Begin to compile a bundle's program."""
        return self._compiler.submit(compile_bundle, bundle)

    def compiling(self, bundle: Bundle) -> Callable[[], CompiledBundle]:
        """Begin to compile a bundle's program, and return a function that waits for it."""
        return self.submit(bundle).result

    def each(self, cells: Sequence[Cell], program: CompiledBundle | None) -> Iterable[CellEnded]:
        """Run cells side by side."""
        runs = [self._runners.submit(self.stages.run, cell, program) for cell in cells]
        return (run.result() for run in as_completed(runs))

    def close(self) -> None:
        """Wait for all pending writes; raises the error of the first that failed."""
        self._compiler.shutdown(wait=False, cancel_futures=True)
        self._runners.shutdown(wait=True, cancel_futures=True)
        self._writer.shutdown(wait=True)
        writes, self._writes = self._writes, []
        for write in writes:
            write.result()

    def _handed_over(self, job: Job, trace: Trace, meta: Mapping[str, Any]) -> None:
        """Pass a job's results to the writer; raises the error of an earlier write that failed."""
        with self._lock:
            done = [write for write in self._writes if write.done()]
            self._writes = [write for write in self._writes if write not in done]
            commit = partial(self.order.store.commit, anew=self.order.fresh)
            self._writes.append(self._writer.submit(commit, job.key, job.spec, trace, job.lanes, meta))
        for write in done:
            write.result()
