"""Finds what the files of a folder declare, such as the figures and the sections of a run's page."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any


def declared(package: str, folder: Path, name: str) -> list[Any]:
    """Return the object called ``name`` of every file of a folder; files that begin with an underscore hold none.

    Raises ValueError if the key of an object is not the name of its file.
    """
    found = []
    for stem in sorted(path.stem for path in folder.glob("[!_]*.py")):
        each = getattr(import_module(f"{package}.{stem}"), name)
        if each.key != stem:
            raise ValueError(f"{stem}.py declares {name} with the key {each.key!r}; name the key like the file")
        found.append(each)
    return found
