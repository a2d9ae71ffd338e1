"""A transcription belongs to a unit and does not import what it checks."""

import ast
from pathlib import Path

import pytest

import gdbench
from gdbench.registry import names

FOLDER = Path(gdbench.__file__).parent / "verify" / "transcriptions"
FILES = sorted(FOLDER.rglob("*.py"))


def imports_of(path):
    """The modules that a file imports anywhere."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path.name} imports by a relative name"
            yield node.module


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_it_imports_nothing_of_what_it_checks(path):
    for module in imports_of(path):
        mine = module.startswith("gdbench.verify.transcriptions.")
        assert mine or module.split(".")[0] not in ("gdbench", "jax", "optax"), f"{path.name} imports {module}"


@pytest.mark.parametrize("kind", ["variant", "problem"])
def test_it_bears_the_name_of_a_unit(kind):
    transcribed = {path.stem for path in (FOLDER / f"{kind}s").glob("[!_]*.py")}
    assert transcribed <= set(names(kind)), "these transcriptions belong to no unit"
