"""Times programs in fresh processes, because the same program takes a few per cent more or less in each of them.

A few processes start and load the programs at a time; then one after the other measures, while the rest wait.
"""

from __future__ import annotations

import json
import os
import pickle
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from gdbench.engine.clock import Sample, TimedProgram, measure, undisturbed
from gdbench.engine.travelling import packed, worker_settings
from gdbench.errors import WorkerFailed
from gdbench.worker_process import WorkerProcess

Group = Sequence[TimedProgram]  # programs that are compared
Observed = list[list[list[Sample]]]  # of one group: the samples by process, program and round

STARTED_AT_A_TIME = 2
START = """
import json, sys
sys.path[:] = json.loads(sys.argv.pop())
from gdbench.executors.timing_worker import main
main()
"""  # a worker imports what this process imports, wherever it found it


def observed(
    groups: Sequence[Group], rounds: int, processes: int, say: Callable[[int], None] = lambda done: None
) -> list[Observed]:
    """Return the samples of every group, from ``processes`` fresh processes where its programs can leave this one.

    Other groups are timed in this process, and so are all where no process can be started. A group that cannot be timed
    has no samples. ``say`` is told how many processes have measured.
    """
    content = {key: packed(program) for key, program in {id(each): each for group in groups for each in group}.items()}
    travelling = [i for i, group in enumerate(groups) if all(content[id(program)] for program in group)]
    found: list[Observed] = [[] for _ in groups]
    programs = list({id(each): each for i in travelling for each in groups[i]})
    number = {key: place for place, key in enumerate(programs)}
    asked = [[number[id(each)] for each in groups[i]] for i in travelling]
    for samples in _in_fresh_processes([content[key] for key in programs], asked, rounds, processes, say):
        for i, group in zip(travelling, samples, strict=True):
            found[i] += [group] if group and all(group) else []
    left = [i for i, group in enumerate(found) if not group]
    with undisturbed():
        for i, group in zip(left, measure([groups[i] for i in left], rounds), strict=True):
            found[i] = [group] if all(group) else []
    return found


def _in_fresh_processes(
    programs: Sequence[bytes | None],
    groups: Sequence[Sequence[int]],
    rounds: int,
    processes: int,
    say: Callable[[int], None],
) -> list[Observed]:
    """Return what each process has measured; a process that fails is left out, and no other is started after it."""
    found: list[Observed] = []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "programs"
        file.write_bytes(pickle.dumps(programs))
        try:
            while groups and len(found) < processes:
                for samples in _wave(file, groups, rounds, min(STARTED_AT_A_TIME, processes - len(found))):
                    found.append(samples)
                    say(len(found))
        except WorkerFailed:
            pass
    return found


def _wave(file: Path, groups: Sequence[Sequence[int]], rounds: int, count: int) -> Any:
    """Start some processes, and yield what each measures."""
    command = [sys.executable, "-c", START, json.dumps(sys.path)]
    environment = {**os.environ, **worker_settings()}
    with ExitStack() as stack:
        workers = [
            stack.enter_context(WorkerProcess("a timing process", command, env=environment)) for _ in range(count)
        ]
        for worker in workers:
            worker.send({"do": "load", "file": str(file)})
        for worker in workers:
            worker.receive()
        for worker in workers:
            answer = worker.ask({"do": "measure", "groups": groups, "rounds": rounds})
            yield [[[Sample(*each) for each in rows] for rows in group] for group in answer["samples"]]
