"""A worker process of one side, and the lines that go to and fro."""

from __future__ import annotations

import json
import os
import selectors
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gdbench.errors import NotComparable, last_error
from gdbench.gate.worker import PROTOCOL

PATIENCE = 300.0  # seconds; the slowest thing asked for is a compilation


@dataclass(frozen=True)
class Side:
    """Base or head: which Python runs it, from which source tree, and what it is called in messages.

    ``tree`` comes first on the path, so that its code runs whatever that Python has installed; None leaves it to
    the installation.
    """

    name: str
    title: str
    python: str = sys.executable
    tree: Path | None = None
    command: Sequence[str] = ("-m", "gdbench.gate.worker")
    settings: Mapping[str, str] = field(default_factory=dict)

    def environment(self) -> dict[str, str]:
        """Return the variables of its processes: nothing that leads to the code of the other side."""
        kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}
        path = {"PYTHONPATH": str(self.tree)} if self.tree else {}
        same = {"PYTHONHASHSEED": "0", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
        return kept | same | path | dict(self.settings)


class Process:
    """A running worker; use as a context manager. Every failure to talk to it is a `NotComparable`."""

    def __init__(self, side: Side):
        self.side = side
        self._buffer = b""
        self._stderr = tempfile.TemporaryFile()  # noqa: SIM115 (it lives as long as the process)
        try:
            self._popen = subprocess.Popen(
                [side.python, *side.command],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._stderr,
                cwd=side.tree,
                env=side.environment(),
            )
        except OSError as error:
            self._stderr.close()
            raise NotComparable(f"{side.title} cannot be started: {side.python}: {error.strerror}") from error

    def __enter__(self) -> Process:
        return self

    def __exit__(self, *exception: object) -> None:
        self._popen.kill()  # it keeps nothing, and a compilation under way would delay an error
        for stream in (self._popen.stdin, self._popen.stdout, self._stderr):
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
            os.write(self._popen.stdin.fileno(), json.dumps(request).encode() + b"\n")
        except OSError:
            self._gone()

    def receive(self, patience: float = PATIENCE) -> dict[str, Any]:
        """Return the next answer, however it arrives in pieces."""
        with selectors.DefaultSelector() as waiting:
            waiting.register(self._popen.stdout, selectors.EVENT_READ)
            while b"\n" not in self._buffer:
                if not waiting.select(patience):
                    raise NotComparable(f"{self.side.title} has not answered for {patience:.0f} s")
                piece = os.read(self._popen.stdout.fileno(), 1 << 16)
                if not piece:
                    self._gone()
                self._buffer += piece
        line, _, self._buffer = self._buffer.partition(b"\n")
        return json.loads(line)

    def _gone(self) -> None:
        """Raise with what the process said last; an older gdbench has no worker."""
        code = self._popen.wait()
        self._stderr.seek(0)
        text = self._stderr.read().decode(errors="replace")
        if "No module named" in text and "gdbench" in text.rpartition("No module named")[2]:
            raise NotComparable(
                f"{self.side.title} has no gdbench.gate.worker: it is older than the comparison of timings; "
                f"compare with a later base"
            )
        raise NotComparable(f"{self.side.title} cannot be measured: its worker ended ({code}): {last_error(text)}")
