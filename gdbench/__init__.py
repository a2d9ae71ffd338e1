"""gdbench: an honest benchmark of gradient-descent optimizers.

At the front door are, for use:

- `run` a suite, `load` an earlier run, and `compare` two; `Results` is what the first two return;
- `optax`, a module with every gradient rule as an ``optax.GradientTransformation``;

and for files that add units:

- the decorators `variant`, `wrapper`, `schedule`, `problem`, `problem_maker` and `task`;
- `log`, `linear`, `complement` and `static`, which declare hyperparameters, and `scalable`, which declares dimensions.

Everything else is not part of the public interface and may change between versions, except the columns of the tables
of `Results`, the formats of suite files and of the results folder, and the exit codes of the command line. Imports are
lazy, so that ``import gdbench`` costs nothing.
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"
_HOMES = {
    "Results": "gdbench.api",
    "compare": "gdbench.api",
    "complement": "gdbench.types",
    "linear": "gdbench.types",
    "load": "gdbench.api",
    "log": "gdbench.types",
    "problem": "gdbench.registry",
    "problem_maker": "gdbench.registry",
    "run": "gdbench.api",
    "scalable": "gdbench.types",
    "schedule": "gdbench.registry",
    "static": "gdbench.types",
    "task": "gdbench.registry",
    "variant": "gdbench.registry",
    "wrapper": "gdbench.registry",
}
__all__ = [
    "Results",
    "__version__",
    "compare",
    "complement",
    "linear",
    "load",
    "log",
    "optax",
    "problem",
    "problem_maker",
    "run",
    "scalable",
    "schedule",
    "static",
    "task",
    "variant",
    "wrapper",
]


def __getattr__(name: str) -> Any:
    if name == "optax":
        return import_module("gdbench.optax")
    if name not in _HOMES:
        raise AttributeError(f"module 'gdbench' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
