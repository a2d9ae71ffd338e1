"""Imports the modules and files in which users keep their units, with the modules that lie beside a file."""

from __future__ import annotations

import hashlib
import importlib.util
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import Any

from gdbench.errors import ImportFailed, nearest

_INSTALLED = tuple(f"{sysconfig.get_path(name)}/" for name in ("stdlib", "platstdlib", "purelib", "platlib"))


def module_at(place: str, reference: str) -> ModuleType:
    """Return the module of a place: a path of a Python file, or the dotted name of a module; raises `ImportFailed`."""
    if place.lower().endswith(".py") or "/" in place:
        return _file_module(Path(place).expanduser(), reference)
    if str(Path.cwd()) not in sys.path:  # like `python -m`, so that modules in the working directory can be imported
        sys.path.insert(0, str(Path.cwd()))
    try:
        return import_module(place)
    except ModuleNotFoundError as error:
        if error.name and place.split(".", maxsplit=1)[0] != error.name.split(".")[0]:
            raise ImportFailed(f"{reference!r}: {place} needs {error.name}, which is not installed") from error
        raise ImportFailed(
            f"{reference!r}: no module {error.name!r} here; install it, run where it lies, "
            f"or name a file: path/to/file.py:{reference.rpartition(':')[2]}"
        ) from error
    except (Exception, SystemExit) as error:
        raise ImportFailed(f"{reference!r}: importing {place} raised {type(error).__name__}: {error}") from error


def attribute_of(module: ModuleType, attribute: str, reference: str) -> Any:
    """Return what a module holds under a name; Optax includes its contributions. Raises `ImportFailed`."""
    places = [module]
    if module.__name__ == "optax":
        places.append(import_module("optax.contrib"))
    for place in places:
        if hasattr(place, attribute):
            return getattr(place, attribute)
    known = {name for place in places for name in dir(place) if not name.startswith("_")}
    where = reference.rpartition(":")[0]
    raise ImportFailed(f"{reference!r}: {where} has no {attribute!r}{nearest(attribute, known)}")


def _file_module(path: Path, reference: str) -> ModuleType:
    if not path.is_file():
        raise ImportFailed(f"{reference!r}: there is no file {path} (looked in {Path.cwd()})")
    name = "gdbench_user_" + hashlib.blake2b(str(path.resolve()).encode(), digest_size=6).hexdigest()
    if name in sys.modules:
        return sys.modules[name]
    spec = importlib.util.spec_from_file_location(name, path, loader=SourceFileLoader(name, str(path)))
    module = importlib.util.module_from_spec(spec)  # type: ignore[arg-type]
    sys.modules[name] = module
    try:
        with _neighbours(path.resolve().parent, reference):
            spec.loader.exec_module(module)  # type: ignore[union-attr]
    except ImportFailed:
        del sys.modules[name]
        raise
    except (Exception, SystemExit) as error:
        del sys.modules[name]
        raise ImportFailed(f"{reference!r}: {path} raised {type(error).__name__}: {error}") from error
    return module


@contextmanager
def _neighbours(folder: Path, reference: str) -> Iterator[None]:
    """Let a file import the modules that lie beside it, as a script can, and refuse two modules of one name.

    Afterwards the folder stays at the end of the search path, for imports inside functions. If the file cannot be
    loaded, the modules that it has imported from its folder are forgotten, so that they can be mended.
    """
    there = {each.stem for each in folder.glob("*.py")} | {each.parent.name for each in folder.glob("*/__init__.py")}
    taken = {name: sys.modules.pop(name) for name in _from_elsewhere(there, folder)}
    before = set(sys.modules)
    sys.path.insert(0, str(folder))
    try:
        yield
        for name in taken.keys() & sys.modules.keys():
            raise ImportFailed(
                f"{reference!r} imports the module {name} beside it, and another module {name} is loaded from "
                f"{taken[name].__file__}: Python keeps one module of a name, so rename one of them, or use them in "
                f"two processes"
            )
    except BaseException:
        for name in set(sys.modules) - before:
            if _lies_in(sys.modules[name], folder) and not name.startswith("gdbench_user_"):
                del sys.modules[name]
        raise
    finally:
        sys.modules.update(taken)
        sys.path.remove(str(folder))
        if str(folder) not in sys.path:
            sys.path.append(str(folder))


def _from_elsewhere(names: set[str], folder: Path) -> list[str]:
    """Return which of these names are modules already, loaded from a user's folder other than this one."""
    found = [name for name in names if getattr(sys.modules.get(name), "__file__", None)]
    own = lambda name: not str(sys.modules[name].__file__).startswith(_INSTALLED)  # noqa: E731
    return [name for name in found if own(name) and not _lies_in(sys.modules[name], folder)]


def _lies_in(module: ModuleType, folder: Path) -> bool:
    file = getattr(module, "__file__", None)
    return bool(file) and folder in Path(str(file)).resolve().parents
