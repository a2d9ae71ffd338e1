"""The driver's end of a worker process: starting it, and sending requests to it."""

from __future__ import annotations

import json
import os
import selectors
import subprocess
import tempfile
from collections.abc import Mapping
from typing import IO, Any, NoReturn

from gdbench.errors import NotComparable, last_error
from gdbench.gate.clock.worker import PROTOCOL
from gdbench.gate.installation import Installation

PATIENCE = 300.0  # seconds; the slowest request is a compilation


class Process:
    """A running worker, to be used as a context manager. Every failure to talk to it is a `NotComparable`."""

    def __init__(self, side: Installation):
        self.side = side
        self._buffer = b""
        self._stderr = tempfile.TemporaryFile()  # noqa: SIM115 (the file lives as long as the process)
        try:
            self._popen = subprocess.Popen(
                [side.python, *side.worker],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._stderr,
                cwd=side.tree,
                env=side.environment(),
            )
        except OSError as error:
            self._stderr.close()
            raise NotComparable(f"{side.title} cannot be started: {side.python}: {error.strerror}") from error
        assert self._popen.stdin is not None and self._popen.stdout is not None
        self._requests: IO[bytes] = self._popen.stdin
        self._answers: IO[bytes] = self._popen.stdout

    def __enter__(self) -> Process:
        return self

    def __exit__(self, *exception: object) -> None:
        self._popen.kill()  # a worker has nothing to save, and waiting for its compilation would delay an error message
        for stream in (self._requests, self._answers, self._stderr):
            stream.close()
        self._popen.wait()

    def hello(self) -> dict[str, Any]:
        """Return the versions and the device of this side."""
        found = self.ask({"do": "hello"})
        if "error" in found:
            raise NotComparable(f"{self.side.title} cannot be measured: {found['error']}")
        if found["protocol"] != PROTOCOL:
            raise NotComparable(
                f"{self.side.title} speaks version {found['protocol']} of the workers' protocol, this gdbench "
                f"version {PROTOCOL}: compare with a base of the same version"
            )
        return found

    def ask(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """Send a request and return the answer."""
        self.send(request)
        return self.receive()

    def send(self, request: Mapping[str, Any]) -> None:
        """Send a request."""
        try:
            os.write(self._requests.fileno(), json.dumps(request).encode() + b"\n")
        except OSError:
            self._gone()

    def receive(self, patience: float = PATIENCE) -> dict[str, Any]:
        """Return the next answer, which may arrive in pieces."""
        with selectors.DefaultSelector() as waiting:
            waiting.register(self._answers, selectors.EVENT_READ)
            while b"\n" not in self._buffer:
                if not waiting.select(patience):
                    raise NotComparable(f"{self.side.title} has not answered for {patience:.0f} s")
                piece = os.read(self._answers.fileno(), 1 << 16)
                if not piece:
                    self._gone()
                self._buffer += piece
        line, _, self._buffer = self._buffer.partition(b"\n")
        return json.loads(line)

    def _gone(self) -> NoReturn:
        """Raise `NotComparable` with the last error of the process, or because its gdbench is too old for a worker."""
        code = self._popen.wait()
        self._stderr.seek(0)
        text = self._stderr.read().decode(errors="replace")
        if "No module named" in text and "gdbench" in text.rpartition("No module named")[2]:
            raise NotComparable(
                f"{self.side.title} has no worker process: it is older than the comparison of timings; "
                f"compare with a later base"
            )
        raise NotComparable(f"{self.side.title} cannot be measured: its worker ended ({code}): {last_error(text)}")
