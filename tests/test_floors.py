"""The house rules of imports: a room imports only from lower floors and itself, and heavy libraries stay out."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "gdbench"

FLOORS = {
    "types": 0, "errors": 0, "registry": 0, "measures": 0,
    "suite": 1, "variants": 1, "problems": 1, "tasks": 1,
    "engine": 2, "store": 2,
    "executors": 3, "tables": 3, "optax": 3,
    "report": 4, "describe": 4, "verify": 4, "gate": 4,
    "exports": 5,
    "api": 6, "progress": 6,
    "cli": 7,
    "__init__": 8,
}  # fmt: skip
FORBIDDEN = {
    "variants": {"pathlib", "pandas", "gdbench.engine", "gdbench.problems", "gdbench.tasks", "gdbench.suite"},
    "problems": {"pathlib", "pandas", "gdbench.engine", "gdbench.variants", "gdbench.tasks", "gdbench.suite"},
    "tasks": {"pathlib", "pandas", "gdbench.engine", "gdbench.variants", "gdbench.problems", "gdbench.suite"},
    "engine": {"pathlib", "pandas", "gdbench.variants", "gdbench.problems", "gdbench.tasks", "gdbench.store"},
    "store": {"jax", "pandas", "gdbench.engine", "gdbench.registry"},
    "tables": {"jax", "gdbench.registry", "gdbench.engine", "gdbench.suite"},
    "report": {"jax", "gdbench.registry", "gdbench.engine", "gdbench.suite"},
    "exports": {"jax", "gdbench.registry", "gdbench.engine", "gdbench.suite"},
    "types": {"pandas"},
    "suite": {"jax", "pandas", "gdbench.engine", "gdbench.store"},
    "cli": {
        "jax",
        "pandas",
        "numpy",
        "gdbench.engine",
        "gdbench.store",
        "gdbench.tables",
        "gdbench.registry",
    },
}
FILES = sorted(PACKAGE.rglob("*.py"))


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports_of(path: Path) -> set[str]:
    """Every module that a file imports anywhere, at its full name."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_down_the_floors(path):
    room = room_of(path)
    assert room in FLOORS, f"{room} has no floor: give it one in tests/test_floors.py and in the design"
    for module in imports_of(path):
        parts = module.split(".")
        if parts[0] != "gdbench" or len(parts) < 2 or parts[1] not in FLOORS or parts[1] == room:
            continue
        assert FLOORS[parts[1]] < FLOORS[room] or FLOORS[room] == 0, (
            f"{path.name} is on floor {FLOORS[room]} ({room}) and imports {module} from floor "
            f"{FLOORS[parts[1]]}; imports go down only"
        )


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_rooms_keep_out_what_does_not_belong(path):
    room = room_of(path)
    for module in imports_of(path):
        for banned in FORBIDDEN.get(room, set()):
            assert module != banned and not module.startswith(banned + "."), (
                f"{path.name}: {room} must not import {module}"
            )


def calls_jit(path: Path) -> bool:
    """Whether a file names ``jax.jit`` or takes ``jit`` from jax."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Attribute) and node.attr in ("jit", "pmap") and ast.unparse(node.value) == "jax":
            return True
        if isinstance(node, ast.ImportFrom) and node.module == "jax" and {a.name for a in node.names} & {"jit"}:
            return True
    return False


def test_only_the_engine_compiles():
    compilers = {room_of(path) for path in FILES if calls_jit(path)}
    assert compilers == {"engine"}


def test_the_engine_names_no_unit():
    units = {path.stem for room in ("variants", "problems", "tasks") for path in (PACKAGE / room).glob("*/[!_]*.py")}
    for path in (PACKAGE / "engine").glob("*.py"):
        strings = {n.value for n in ast.walk(ast.parse(path.read_text())) if isinstance(n, ast.Constant)}
        named = units & {each for each in strings if isinstance(each, str)}
        assert not named, f"{path.name} names {named}: the engine knows no unit by name"


def test_no_room_of_leftovers():
    assert not [path for path in FILES if path.stem in ("utils", "util", "helpers", "misc", "common")]
