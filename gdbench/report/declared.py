"""Finds what the files of a folder declare, such as the figures and the sections of a run's page."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any


def declared(package: str, folder: Path, of: Callable[[Any], Any]) -> list[Any]:
    """Return the declaration ``of`` the module of every file of a folder; a name with an underscore first has none.

    Raises ValueError if the key of an object is not the name of its file.
    """
    found = []
    for stem in sorted(path.stem for path in folder.glob("[!_]*.py")):
        each = of(import_module(f"{package}.{stem}"))
        if each.key != stem:
            raise ValueError(f"{stem}.py declares the {type(each).__name__} {each.key!r}; name the key like the file")
        found.append(each)
    return found
