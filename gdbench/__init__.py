"""gdbench: an honest benchmark of gradient-descent optimizers.

The front door: `run` a suite, `load` an earlier run, `compare` two, and the three decorators with which a file adds a
variant, a problem or a task. Imports stay lazy, so that ``import gdbench`` costs nothing.
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"
_HOMES = {
    "run": "gdbench.api",
    "load": "gdbench.api",
    "compare": "gdbench.api",
    "Results": "gdbench.api",
    "variant": "gdbench.registry",
    "problem": "gdbench.registry",
    "task": "gdbench.registry",
}
__all__ = ["Results", "__version__", "compare", "load", "problem", "run", "task", "variant"]


def __getattr__(name: str) -> Any:
    if name == "optax":
        return import_module("gdbench.optax")
    if name not in _HOMES:
        raise AttributeError(f"module 'gdbench' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
