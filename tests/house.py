"""Reads the source files of the package: which files there are, what they import, and which names they define."""

import ast
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "gdbench"
FILES = sorted(PACKAGE.rglob("*.py"))
UNIT_ROOMS = ("variants", "problems", "tasks")  # their files are units, one per file, named after it


def room_of(path: Path) -> str:
    """The room of a file: the folder or the file directly below the package."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def module_of(path: Path) -> str:
    """The full name under which a file is imported."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def is_unit(path: Path) -> bool:
    """Whether a file lies in a family of units."""
    return room_of(path) in UNIT_ROOMS and len(path.relative_to(PACKAGE).parts) > 2


def is_named_after_its_subject(path: Path) -> bool:
    """Whether a file is found by its folder and bears the name of what it shows: a figure, or a section of a page."""
    return path.parent in (PACKAGE / "report" / "figures", PACKAGE / "report" / "pages" / "sections")


@cache
def tree_of(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text())


@cache
def imports_of(path: Path) -> frozenset[str]:
    """Every module or name that a file imports anywhere, in functions and for type checkers too, at its full name."""
    found = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return frozenset(found)


@cache
def files_by_module() -> dict[str, Path]:
    """The files of the package by the full names under which they are imported."""
    return {module_of(each): each for each in FILES}


def files_imported_by(path: Path) -> set[Path]:
    """The files of the package that a file imports: of ``from a.b import c``, the file of a.b.c or else that of a.b."""
    files = files_by_module()
    found = {files.get(name) or files.get(name.rpartition(".")[0]) for name in imports_of(path)}
    return {each for each in found if each is not None and each != path}
