"""One warm process of one side of a comparison, which compiles programs and times calls of them on request.

``python -m gdbench.gate.clock.worker`` reads one JSON object per line from stdin and answers each with one line on
stdout. Base and head may be two versions of gdbench, so the requests are few and simple, and must not change:

    {"do": "pin", "core"}                                      → whether this system can
    {"do": "hello"}                                            → protocol, versions, device
    {"do": "prepare", "id", "variant", "set", "workload": {…}} → how many steps a call of a length takes
    {"do": "sample", "id", "steps", "calls"}                   → seconds of each call, after one that warms

An answer is that object, or ``{"error": sentence, "unknown": whether this side has no such unit}``.
"""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gdbench.errors import GdbenchError, UnknownName, last_error
from gdbench.worker_process import serve, stdout_for_answers

if TYPE_CHECKING:
    from gdbench.engine.clock import MovingMemory, Stopwatch
    from gdbench.types import Cell

PROTOCOL = 1
MOST_STEPS = 1000  # the most steps of a call; the table of a task's mini-batches has as many rows


class Worker:
    """The programs that this process has compiled, by the number that the driver gave each."""

    def __init__(self) -> None:
        self.programs: dict[int, Stopwatch] = {}
        self._memory: MovingMemory | None = None

    def answer(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """Carry out a request and return the answer; an error becomes the answer, and the worker continues."""
        try:
            return getattr(self, f"_{request['do']}")(request)
        except UnknownName as error:
            return {"error": str(error), "unknown": True}
        except GdbenchError as error:
            return {"error": str(error), "unknown": False}
        except Exception:
            import traceback

            return {"error": last_error(traceback.format_exc()), "unknown": False}

    def _pin(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """Keep all threads on one core; done before JAX starts, this also gives its thread pools one thread each."""
        if not hasattr(os, "sched_setaffinity"):
            return {"pinned": False}
        for thread in Path("/proc/self/task").iterdir():
            with contextlib.suppress(ProcessLookupError):  # the thread has ended meanwhile
                os.sched_setaffinity(int(thread.name), {request["core"]})
        return {"pinned": True}

    def _hello(self, request: Mapping[str, Any]) -> dict[str, Any]:
        from importlib.metadata import version

        import jax

        import gdbench

        del request
        device = jax.devices()[0]
        packages = {name: version(name) for name in ("jax", "jaxlib", "optax", "numpy")}
        facts = {"gdbench": gdbench.__version__, "python": sys.version.split()[0], **packages}
        return {"protocol": PROTOCOL, **facts, "platform": device.platform, "device": device.device_kind}

    def _prepare(self, request: Mapping[str, Any]) -> dict[str, Any]:
        from gdbench.engine.clock import prepare

        cell = _cell(request)
        if cell.declined():
            return {"error": cell.declined(), "unknown": False}
        watch = prepare(cell, request["workload"]["runs"])
        self.programs[request["id"]] = watch
        gc.collect()
        gc.freeze()
        steps, seconds = _steps_within(watch, request["seconds"])
        clocks = {"trace_seconds": watch.trace_seconds, "compile_seconds": watch.compile_seconds}
        return {"steps": steps, "seconds": seconds, **clocks}

    def _sample(self, request: Mapping[str, Any]) -> dict[str, Any]:
        from gdbench.engine.clock import MovingMemory

        program, steps = self.programs[request["id"]].program, request["steps"]
        self._memory = self._memory or MovingMemory()
        self._memory.move()
        program.seconds(steps)  # warms the caches, which hold the data of the other side
        return {"seconds": [program.seconds(steps) for _ in range(request["calls"])]}


def _cell(request: Mapping[str, Any]) -> Cell:
    from gdbench.engine.traceable import with_untraceable_fixed
    from gdbench.registry import load
    from gdbench.types import Cell, Entry, Protocol, Workload

    asked = request["workload"]
    unit = load(asked["kind"], asked["name"])
    optional = {name: asked[name] for name in ("batch", "sampling") if name in asked}
    load_ = Workload(unit, unit.parameters if asked["kind"] == "task" else asked["dim"], **optional)
    variant, _ = with_untraceable_fixed(load("variant", request["variant"]), dict(request["set"]), [load_])
    entry = Entry(request["variant"], variant, request["set"]).within(MOST_STEPS)
    return Cell(entry, load_, Protocol(asked["dtype"], MOST_STEPS, (0.1,), 2))


def _steps_within(watch: Stopwatch, seconds: float) -> tuple[int, float]:
    """Return the number of steps (at least one) in a call of this many seconds, and the duration of such a call."""
    steps, took = 1, 0.0
    while True:
        took = watch.program.shortest(steps)
        if took >= seconds / 2 or steps == MOST_STEPS:
            break
        steps = min(4 * steps, MOST_STEPS)
    wanted = max(1, min(round(steps * seconds / took), MOST_STEPS))
    return wanted, took * wanted / steps


def main() -> None:
    """Serve requests from stdin."""
    answers = stdout_for_answers()
    from gdbench.engine.clock import keep_calls_in_their_thread

    keep_calls_in_their_thread()
    gc.disable()
    serve(Worker().answer, sys.stdin, answers)


if __name__ == "__main__":
    main()
