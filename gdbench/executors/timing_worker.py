"""A process that times programs which another process has compiled.

It reads one JSON object per line from stdin and answers each with one line on stdout:

    {"do": "load", "file"}                 → how many programs of the file were loaded
    {"do": "measure", "groups", "rounds"}  → the samples by group, program and round: [seconds per step, per call]

A group is a list of the numbers of programs that are compared. A group with a program that was not loaded is empty.
"""

from __future__ import annotations

import contextlib
import gc
import pickle
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gdbench.engine.clock import TimedProgram, keep_calls_in_their_thread, measure
from gdbench.engine.travelling import ready_to_unpack, unpacked
from gdbench.worker_process import serve, stdout_for_answers


class TimingWorker:
    """The programs that this process has loaded."""

    def __init__(self) -> None:
        self._programs: dict[int, TimedProgram] = {}

    def answer(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """Carry out a request and return the answer."""
        return self._load(request) if request["do"] == "load" else self._measure(request)

    def _load(self, request: Mapping[str, Any]) -> dict[str, Any]:
        ready_to_unpack()
        for number, content in enumerate(pickle.loads(Path(request["file"]).read_bytes())):
            with contextlib.suppress(Exception):  # the process that sent the program times it instead
                program = unpacked(content)
                program.seconds(1)
                self._programs[number] = program
        gc.collect()
        gc.freeze()
        return {"programs": len(self._programs)}

    def _measure(self, request: Mapping[str, Any]) -> dict[str, Any]:
        groups = [
            [self._programs[i] for i in group] if self._programs.keys() >= {*group} else []
            for group in request["groups"]
        ]
        return {"samples": measure(groups, request["rounds"])}


def main() -> None:
    """Serve requests from stdin."""
    answers = stdout_for_answers()
    keep_calls_in_their_thread()
    gc.disable()
    serve(TimingWorker().answer, sys.stdin, answers)
