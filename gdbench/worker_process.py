"""Both ends of a process that answers requests: `WorkerProcess` starts it and talks to it, and it calls `serve`.

Requests and answers are JSON objects, one per line.
"""

from __future__ import annotations

import json
import os
import selectors
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import IO, Any, Self, TextIO

from gdbench.errors import GdbenchError, WorkerFailed, last_error

PATIENCE = 300.0  # seconds; the slowest request is a compilation


class WorkerProcess:
    """A running worker, to be used as a context manager; ``title`` is its name in messages.

    Every failure to talk to it raises what `fault` and `fault_of_the_dead` return; other kinds of workers replace them.
    """

    def __init__(
        self, title: str, command: Sequence[str], *, cwd: Path | None = None, env: Mapping[str, str] | None = None
    ):
        self.title = title
        self._buffer = b""
        self._stderr = tempfile.TemporaryFile()  # noqa: SIM115 (the file lives as long as the process)
        try:
            self._popen = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._stderr, cwd=cwd, env=env
            )
        except OSError as error:
            self._stderr.close()
            raise self.fault(f"cannot be started: {command[0]}: {error.strerror}") from error
        assert self._popen.stdin is not None and self._popen.stdout is not None
        self._requests: IO[bytes] = self._popen.stdin
        self._answers: IO[bytes] = self._popen.stdout

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self._popen.kill()  # a worker has nothing to save, and waiting for its compilation would delay an error message
        for stream in (self._requests, self._answers, self._stderr):
            stream.close()
        self._popen.wait()

    def ask(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """Send a request and return the answer."""
        self.send(request)
        return self.receive()

    def send(self, request: Mapping[str, Any]) -> None:
        """Send a request."""
        line = memoryview(json.dumps(request).encode() + b"\n")
        try:
            while line:  # a pipe takes a long line in pieces
                line = line[os.write(self._requests.fileno(), line) :]
        except OSError as error:
            raise self._gone() from error

    def receive(self, patience: float = PATIENCE) -> dict[str, Any]:
        """Return the next answer, which may arrive in pieces."""
        with selectors.DefaultSelector() as waiting:
            waiting.register(self._answers, selectors.EVENT_READ)
            while b"\n" not in self._buffer:
                if not self._ready(waiting, patience):
                    raise self.fault(f"has not answered for {patience:.0f} s")
                piece = os.read(self._answers.fileno(), 1 << 16)
                if not piece:
                    raise self._gone()
                self._buffer += piece
        line, _, self._buffer = self._buffer.partition(b"\n")
        return json.loads(line)

    def _ready(self, waiting: selectors.BaseSelector, patience: float) -> bool:
        try:
            return bool(waiting.select(patience))
        except OSError as error:  # Windows waits for sockets only
            raise self.fault(f"cannot be waited for on this system: {error.strerror}") from error

    def fault(self, sentence: str) -> GdbenchError:
        """Return the error that says what is wrong with this worker."""
        return WorkerFailed(f"{self.title} {sentence}")

    def fault_of_the_dead(self, code: int, text: str) -> GdbenchError:
        """Return the error for a worker that ended with this exit code and this text on stderr."""
        return self.fault(f"ended ({code}): {last_error(text)}")

    def _gone(self) -> GdbenchError:
        code = self._popen.wait()
        self._stderr.seek(0)
        return self.fault_of_the_dead(code, self._stderr.read().decode(errors="replace"))


def serve(answer: Callable[[Mapping[str, Any]], Mapping[str, Any]], requests: Iterable[str], answers: TextIO) -> None:
    """Answer each line of ``requests`` with a line of ``answers`` until there are no more."""
    for line in requests:
        print(json.dumps(answer(json.loads(line))), file=answers, flush=True)


def stdout_for_answers() -> TextIO:
    """Return the stdout of this process, and send the output of libraries to stderr instead."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return answers
