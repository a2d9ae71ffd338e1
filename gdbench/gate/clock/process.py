"""The driver's end of a worker process of one side."""

from __future__ import annotations

from typing import Any

from gdbench.errors import NotComparable, last_error
from gdbench.gate.clock.worker import PROTOCOL
from gdbench.gate.installation import Installation
from gdbench.worker_process import WorkerProcess


class Process(WorkerProcess):
    """A running worker of one side. Every failure to talk to it is a `NotComparable`."""

    def __init__(self, side: Installation):
        self.side = side
        command = [side.python, *side.worker]
        super().__init__(side.title, command, cwd=side.tree, env=side.environment())

    def hello(self) -> dict[str, Any]:
        """Return the versions and the device of this side."""
        found = self.ask({"do": "hello"})
        if "error" in found:
            raise self.fault(f"cannot be measured: {found['error']}")
        if found["protocol"] != PROTOCOL:
            raise self.fault(
                f"speaks version {found['protocol']} of the workers' protocol, this gdbench "
                f"version {PROTOCOL}: compare with a base of the same version"
            )
        return found

    def fault(self, sentence: str) -> NotComparable:
        """Return the error that says why this side cannot be compared."""
        return NotComparable(f"{self.title} {sentence}")

    def fault_of_the_dead(self, code: int, text: str) -> NotComparable:
        """Return the error with the last words of the process, or because its gdbench is too old for a worker."""
        if "No module named" in text and "gdbench" in text.rpartition("No module named")[2]:
            return self.fault(
                "has no worker process: it is older than the comparison of timings; compare with a later base"
            )
        return self.fault(f"cannot be measured: its worker ended ({code}): {last_error(text)}")
