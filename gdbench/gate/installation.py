"""A version of gdbench that can be run: base or head as a Python with a source tree."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from gdbench.errors import NotComparable, last_error

# Installations of gdbench up to 0.1 keep the worker in ``gdbench.gate.worker``. A base may be as old as that.
START_WORKER = """
import importlib.util, runpy
name = "gdbench.gate.clock.worker" if importlib.util.find_spec("gdbench.gate.clock") else "gdbench.gate.worker"
runpy.run_module(name, run_name="__main__", alter_sys=True)
"""


@dataclass(frozen=True)
class Installation:
    """Base or head: the Python that runs it, its source tree, and its ``title`` in messages.

    ``tree`` comes first on the path, so that its code runs whatever else is installed in that Python; None means the
    installed code. ``worker`` holds the arguments that make Python a worker process, and ``settings`` holds variables
    of its environment.
    """

    name: str
    title: str
    python: str = sys.executable
    tree: Path | None = None
    worker: Sequence[str] = ("-c", START_WORKER)
    settings: Mapping[str, str] = field(default_factory=dict)

    def environment(self) -> dict[str, str]:
        """Return the environment of its processes, without any variable that leads to the code of the other side."""
        kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}
        path = {"PYTHONPATH": str(self.tree)} if self.tree else {}
        same = {"PYTHONHASHSEED": "0", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
        return kept | same | path | dict(self.settings)

    def gdbench(self, *arguments: object) -> None:
        """Run a command of gdbench with the code of this side; raises `NotComparable` where the command fails."""
        command = [self.python, "-m", "gdbench.cli", *map(str, arguments)]
        with tempfile.TemporaryDirectory() as neutral:
            where, variables = self.tree or neutral, self.environment()
            done = subprocess.run(command, cwd=where, env=variables, capture_output=True, text=True, check=False)
        if done.returncode:
            said = f"`gdbench {arguments[0]}` (exit code {done.returncode}): {last_error(done.stderr)}"
            raise NotComparable(f"{self.title} cannot run {said}")
