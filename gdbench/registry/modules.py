"""Imports the modules and files in which users keep their units, with the modules that lie beside a file."""

from __future__ import annotations

import hashlib
import importlib.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import Any

from gdbench.errors import ImportFailed, nearest
from gdbench.registry.following import is_installed


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
    package, folders = _surroundings(path.resolve().parent)
    digest = hashlib.blake2b(str(path.resolve()).encode(), digest_size=6).hexdigest()
    name = f"{package}gdbench_user_{digest}"
    if name in sys.modules:
        return sys.modules[name]
    spec = importlib.util.spec_from_file_location(name, path, loader=SourceFileLoader(name, str(path)))
    module = importlib.util.module_from_spec(spec)  # type: ignore[arg-type]
    sys.modules[name] = module
    try:
        with _importable(folders, reference):
            spec.loader.exec_module(module)  # type: ignore[union-attr]
    except ImportFailed:
        del sys.modules[name]
        raise
    except (Exception, SystemExit) as error:
        del sys.modules[name]
        raise ImportFailed(f"{reference!r}: {path} raised {type(error).__name__}: {error}") from error
    return module


def _surroundings(folder: Path) -> tuple[str, list[Path]]:
    """Return the package that a folder belongs to, as the beginning of dotted names, and the folders to search."""
    package, root = "", folder
    while (root / "__init__.py").is_file():
        package, root = f"{root.name}.{package}", root.parent
    return package, [folder] if root == folder else [folder, root]


@contextmanager
def _importable(folders: list[Path], reference: str) -> Iterator[None]:
    """Let a file import the modules beside it and in its package, as a script can, and refuse two of one name.

    Afterwards the folders stay at the end of the search path, for imports inside functions. If the file cannot be
    loaded, the modules that it has imported from there are forgotten, so that they can be mended.
    """
    taken = {name: sys.modules.pop(name) for name in _from_elsewhere(folders)}
    before, path = set(sys.modules), [*sys.path]
    sys.path[:0] = map(str, folders)
    try:
        yield
        for name in taken.keys() & sys.modules.keys():
            raise ImportFailed(
                f"{reference!r} imports the module {name} that lies beside it, and another module {name} is loaded "
                f"from {taken[name].__file__}: Python keeps one module of a name, so rename one of them, or use them "
                f"in two processes"
            )
    except BaseException:
        for name in set(sys.modules) - before:
            if any(_lies_in(sys.modules[name], folder) for folder in folders):
                del sys.modules[name]
        raise
    finally:
        sys.modules.update(taken)
        sys.path[:] = [*path, *(each for each in map(str, folders) if each not in path)]


def _from_elsewhere(folders: list[Path]) -> list[str]:
    """Return the modules that users keep elsewhere, and that have the name of a module in one of these folders."""
    files = [each for folder in folders for each in (*folder.glob("*.py"), *folder.glob("*/__init__.py"))]
    there = {each.parent.name if each.name == "__init__.py" else each.stem for each in files}
    named = [name for name in sys.modules if name.partition(".")[0] in there]
    return [name for name in named if _is_foreign(sys.modules[name], folders)]


def _is_foreign(module: ModuleType, folders: list[Path]) -> bool:
    """Return whether a module is a user's own, and lies in none of these folders."""
    file = str(getattr(module, "__file__", None) or "")
    return bool(file) and not is_installed(file) and not any(_lies_in(module, each) for each in folders)


def _lies_in(module: ModuleType, folder: Path) -> bool:
    file = getattr(module, "__file__", None)
    return bool(file) and folder in Path(str(file)).resolve().parents
