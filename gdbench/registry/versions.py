"""The version of a unit is a hash of the code that its numbers come from, and of nothing else.

The hash covers the functions of a unit that a run calls (the rule, the loss, the data …) and every function, class and
constant that they refer to. It leaves out prose and facts that are only declared, such as ranges, defaults, tags and
sources. The key of a run contains the settings beside the version; the engine, which all units share, has a version of
its own.
"""

from __future__ import annotations

from types import ModuleType
from typing import Any

from gdbench.registry.hashing import CodeHash
from gdbench.types import Problem, ProblemMaker, Task, Variant, Wrapper

_Declared = Variant | Wrapper | Problem | ProblemMaker | Task


def version_of(what: Any, home: ModuleType) -> str:
    """Return 12 hex digits that change when the code behind a unit, or behind a function, changes.

    Code is followed into the project's own rooms of units, and into the package and the folder of ``home``, the module
    where the unit was found. Raises OSError where there is no Python code to read.
    """
    found = _hash_of(what, home)
    if not found.has_code:
        raise OSError("it has no Python source")
    return found.hexdigest()


def digest_of(what: Any, home: ModuleType) -> str:
    """Return 12 hex digits of an object that consists of values, of code or of both (see `version_of`)."""
    return _hash_of(what, home).hexdigest()


def _hash_of(what: Any, home: ModuleType) -> CodeHash:
    found = CodeHash(home, _parts)
    found.add(computing(what) if isinstance(what, _Declared) else what)
    return found


def files_read(unit: Variant | Problem | Task, home: ModuleType) -> list[str]:
    """Return the calls by which the code of a unit reads files while it runs, such as ``read_text``.

    What they read is in no version. The data of a task are left out, because its arrays are in the key.
    """
    found = CodeHash(home, _parts)
    found.add({name: part for name, part in computing(unit).items() if name != "data"})
    return sorted(found.files)


def computing(unit: _Declared) -> dict[str, Any]:
    """Return the parts of a unit that determine the numbers of a run and are not in the run's key already."""
    match unit:
        case Wrapper():
            return computing(unit.shell)
        case Variant():
            names = "kind rule start init answer over noise value"
            return {name: getattr(unit, name) for name in names.split()} | {"slots": len(unit.slots)}
        case ProblemMaker():
            return {"make": unit.make}
        case Problem():  # the box and the rounding floor, which depends on magnitude, decide how a run ends
            names = "function residuals oracle start spread minimum magnitude box"
        case Task():  # the digest represents data that come from packages and files
            names = "loss init data digest measures target_measure optimum levels residuals"
    return {name: getattr(unit, name) for name in names.split()}


def _parts(value: Any) -> Any:
    """Return what is hashed for a unit that code refers to: its version if it has one; None for other objects."""
    if not isinstance(value, _Declared):
        return None
    return (value.version or computing(value),)
