"""gdbench: an honest benchmark of gradient-descent optimizers.

The front door: `run` a suite, `load` an earlier run, `compare` two, and the three decorators with which a file adds a
variant, a problem or a task. Imports stay lazy, so that ``import gdbench`` costs nothing.
"""

from importlib import import_module
from types import ModuleType
from typing import Any

__version__ = "0.1.0"
_HOMES = {
    "run": "gdbench.api",
    "load": "gdbench.api",
    "Results": "gdbench.api",
    "variant": "gdbench.registry",
    "problem": "gdbench.registry",
    "task": "gdbench.registry",
}
__all__ = ["Results", "__version__", "compare", "load", "problem", "run", "task", "variant"]


def __getattr__(name: str) -> Any:
    if name in ("compare", "optax"):
        return import_module(f"gdbench.{name}")
    if name not in _HOMES:
        raise AttributeError(f"module 'gdbench' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


class Verb(ModuleType):
    """A room that bears the name of its verb, `gdbench.compare`: calling it is calling that of `gdbench.api`."""

    def __call__(self, *sides: Any, **options: Any) -> Any:
        """Do what the function of this name in `gdbench.api` does."""
        return getattr(import_module("gdbench.api"), self.__name__.rpartition(".")[2])(*sides, **options)
