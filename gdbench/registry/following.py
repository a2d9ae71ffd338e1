"""Which modules a version follows: those of units, and the user's own, which nobody has installed."""

from __future__ import annotations

import os
import sys
import sysconfig
from functools import cache
from importlib.util import find_spec
from types import ModuleType

_ROOMS = ("gdbench.variants.", "gdbench.problems.", "gdbench.tasks.")
_INSTALLED = ("site-packages", "dist-packages")


def is_followed(name: str, home: ModuleType) -> bool:
    """Return whether the code of a module counts for a unit that was found in the module ``home``.

    A unit of the project counts with the rooms of units. A user's unit counts with its package, and, unless its package
    is installed, with every module that is not installed either: its author may edit all of them.
    """
    if name.startswith(_ROOMS):
        return True
    if not is_users(home.__name__) or not is_users(name):
        return False
    if name.partition(".")[0] == home.__name__.partition(".")[0]:
        return True
    places = [_place(home.__name__), _place(name)]
    return all(place and not is_installed(place) for place in places)


def is_users(name: str) -> bool:
    """Return whether a module is not one of the project's own."""
    return name.partition(".")[0] != "gdbench"


def _place(name: str) -> str:
    """Return the file of a module, or the folder of a package without one, whether or not it has been imported."""
    try:
        module = sys.modules.get(name)
        spec = find_spec(name) if module is None else None
    except (ImportError, ValueError):
        return ""
    file = getattr(module, "__file__", None) or (spec.origin if spec else None)
    folders = getattr(module, "__path__", None) or (spec.submodule_search_locations if spec else None) or ()
    return str(file or next(iter(folders), ""))


def is_installed(file: str) -> bool:
    """Return whether a file belongs to an installed package or to Python itself."""
    path = os.path.abspath(file)
    return any(part in path.split(os.sep) for part in _INSTALLED) or path.startswith(_standard_library())


@cache
def _standard_library() -> tuple[str, ...]:
    places = (sysconfig.get_path(name) for name in ("stdlib", "platstdlib"))
    return tuple({os.path.abspath(place) + os.sep for place in places})
