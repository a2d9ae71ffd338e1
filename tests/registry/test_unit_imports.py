"""No unit imports another unit; code that several units need is in modules that are not units."""

import ast
from importlib.util import find_spec
from pathlib import Path

import pytest

from gdbench.registry.discovery import KINDS, families

UNITS = {f"gdbench.{room}.{family}.{name}" for kind, room in KINDS.items() for name, family in families(kind).items()}


def imported(source):
    """The full names that a source imports: ``from a import b`` may mean a module a and a module a.b."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "the imports of units are absolute"
            yield from (str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names))


def units_in(source):
    """The units that a source imports, sorted."""
    return sorted(UNITS.intersection(imported(source)))


@pytest.mark.parametrize("room", KINDS.values())
def test_no_file_of_a_room_imports_a_unit(room):
    folder = Path(find_spec(f"gdbench.{room}").origin).parent
    found = {str(path.relative_to(folder)): units_in(path.read_text()) for path in folder.rglob("*.py")}
    wrong = [f"{room}/{path} imports {', '.join(units)}" for path, units in sorted(found.items()) if units]
    assert not wrong, f"{'; '.join(wrong)}: move what both need to gdbench/{room}/ or to a _module of the family"


@pytest.mark.parametrize(
    "source",
    [
        "from gdbench.variants.elementwise.adam import adam",
        "from gdbench.variants.elementwise import adam as other",
        "def f():\n    import gdbench.variants.elementwise.adam",
    ],
)
def test_an_import_is_found_however_it_is_written(source):
    assert units_in(source) == ["gdbench.variants.elementwise.adam"]


def test_shared_modules_are_no_units():
    assert len(UNITS) > 300 and not units_in("from gdbench.variants._maths import norm\nfrom jax import numpy as jnp")
