"""No two classes share a name, and no two files share a stem unless the stem means the same."""

import ast
import re
from collections import defaultdict
from fnmatch import fnmatch
from pathlib import Path

import pytest

from tests.house import FILES, PACKAGE, is_named_after_its_subject, is_unit, module_of, tree_of

# Stems that several files or rooms may bear, each with its one meaning.
STEMS = {
    "cells": "cells: what one is, and the results of one on disk",
    "clock": "seconds on the wall clock: programs that are timed, and the gate's timings of two sides",
    "drawing": "a static drawing: what one is, and what drawings share",
    "latex": "the format LaTeX",
    "markdown": "the format Markdown",
    "pages": "pages of HTML: how they are made, and the verbs that write them",
    "problems": "what a problem is: its type, how it is declared, and the room of its units",
    "running": "running a suite: the room, and the verb that calls it",
    "tasks": "what a task is: its type, how it is declared, and the room of its units",
    "variants": "what a variant is: its type, how it is declared, and the room of its units",
}
# Classes that several files may define, each with its one meaning.
CLASSES = {"State": "what a full rule keeps from step to step; each rule has its own"}


def homes(named: list[tuple[str, Path]]) -> dict[str, list[str]]:
    """The places of each name that occurs more than once."""
    found = defaultdict(list)
    for name, path in named:
        found[name].append(str(path.relative_to(PACKAGE)))
    return {name: places for name, places in found.items() if len(places) > 1}


def classes() -> list[tuple[str, Path]]:
    """Every class of the package."""
    return [(node.name, path) for path in FILES for node in ast.walk(tree_of(path)) if isinstance(node, ast.ClassDef)]


def stems() -> list[tuple[str, Path]]:
    """Files and rooms by stem, without those that are named after something else.

    A unit's transcription and measurements bear the name of the unit; figures and sections that of their subject.
    """
    others = [path for path in FILES if not is_unit(path) and not is_named_after_its_subject(path)]
    units = {path.stem for path in FILES if is_unit(path)}
    others = [path for path in others if not (path.stem in units and "transcriptions" in path.parts)]
    files = [(path.stem, path) for path in others if path.name != "__init__.py"]
    return files + [(path.parent.name, path.parent) for path in others if path.name == "__init__.py"]


def test_no_two_classes_of_one_name():
    twice = {name: places for name, places in homes(classes()).items() if name not in CLASSES}
    assert not twice, f"rename all but one of these classes, or say in CLASSES what they all mean: {twice}"


def test_no_two_files_of_one_stem():
    twice = {name: places for name, places in homes(stems()).items() if name not in STEMS}
    assert not twice, f"rename all but one of these files, or say in STEMS what they all hold: {twice}"


def test_every_allowance_is_needed():
    spare = set(STEMS) - set(homes(stems())) | set(CLASSES) - set(homes(classes()))
    assert not spare, f"these names may recur, but do not: {sorted(spare)}"


PLATES = [path for path in FILES if path.name == "__init__.py" and not is_unit(path) and path.parent != PACKAGE]
IDENTIFIER = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")  # names stand in single backticks, code in double ones


def plate_of(path: Path) -> str:
    """The docstring of a folder."""
    return ast.get_docstring(tree_of(path)) or ""


def names_in(folder: Path) -> set[str]:
    """What a folder holds: files, folders, and what its files define or its __init__ imports."""
    files = [path for path in FILES if path.parent == folder]
    names = {path.stem for path in folder.iterdir()} | {path.name for path in folder.iterdir()}
    for path in files:
        for node in ast.walk(tree_of(path)):
            if isinstance(node, (ast.ClassDef, ast.FunctionDef)):
                names.add(node.name)
            if isinstance(node, ast.ImportFrom) and path.name == "__init__.py":
                names |= {alias.asname or alias.name for alias in node.names}
    return names


@pytest.mark.parametrize("path", PLATES, ids=lambda path: str(path.parent.relative_to(PACKAGE)))
def test_a_door_plate_names_what_is_there(path):
    room = module_of(path)
    for name in IDENTIFIER.findall(plate_of(path)):
        if re.fullmatch(r"[\w.]+", name) and name not in names_in(path.parent):
            found = [each for each in (name, f"gdbench.{name}", f"{room}.{name}") if is_defined(each)]
            assert found, f"{path.relative_to(PACKAGE)} names `{name}`, which is not there"


def is_defined(name: str) -> bool:
    """Whether a name such as ``gdbench.tables.run.Run`` leads to a module, or to something that a module defines."""
    modules = {module_of(each): each for each in FILES}
    module, _, last = name.rpartition(".")
    if name in modules or module not in modules:
        return name in modules
    return any(getattr(node, "name", None) == last for node in ast.walk(tree_of(modules[module])))


@pytest.mark.parametrize("path", PLATES, ids=lambda path: str(path.parent.relative_to(PACKAGE)))
def test_every_public_file_stands_on_the_door_plate(path):
    """Files that are found by their folder need no name there, and a pattern such as `*_rows` names several."""
    plate = plate_of(path)
    assert plate, f"{path.parent.name}/__init__.py has no docstring"
    if re.search(r"<\w+>\.py|found by (this|its|the) folder", plate):
        return
    folders = {each.parent.name for each in PLATES if each.parent.parent == path.parent}
    files = {each.stem for each in path.parent.glob("[!_]*.py")}
    if "transcriptions" in path.parts:
        files -= {each.stem for each in FILES if is_unit(each)}
    named = {each.removesuffix("/").removesuffix(".py") for each in re.findall(r"`+([^`\n]+)`+", plate)}
    missing = sorted(each for each in files | folders if not any(fnmatch(each, pattern) for pattern in named))
    assert not missing, f"{path.parent.name}/__init__.py does not name {missing}"
