"""Rooms import only from themselves and from lower floors, and files do not import in a circle."""

import ast
from pathlib import Path

import pytest

from tests.house import FILES, PACKAGE, files_imported_by, imports_of, room_of, tree_of

FLOORS = {
    "types": 0, "errors": 0, "registry": 0, "measures": 0, "worker_process": 0,
    "suite": 1, "variants": 1, "problems": 1, "tasks": 1,
    "engine": 2, "store": 2,
    "executors": 3, "tables": 3, "optax": 3,
    "running": 4, "report": 4, "describe": 4, "verify": 4, "gate": 4,
    "exports": 5,
    "api": 6, "progress": 6,
    "cli": 7,
    "__init__": 8, "__main__": 8,
}  # fmt: skip
MATHS = {"pathlib", "pandas", "gdbench.engine", "gdbench.suite", "gdbench.store"}
FORBIDDEN = {
    "variants": MATHS | {"gdbench.problems", "gdbench.tasks"},
    "problems": MATHS | {"gdbench.variants", "gdbench.tasks"},
    "tasks": MATHS | {"gdbench.variants", "gdbench.problems"},
    "engine": {"pathlib", "pandas", "gdbench.variants", "gdbench.problems", "gdbench.tasks", "gdbench.store"},
    "store": {"jax", "pandas", "gdbench.engine", "gdbench.registry"},
    "tables": {"jax", "gdbench.registry", "gdbench.engine", "gdbench.suite", "gdbench.executors"},
    "report": {"jax", "gdbench.registry", "gdbench.engine", "gdbench.suite", "gdbench.executors"},
    "exports": {"jax", "gdbench.registry", "gdbench.engine", "gdbench.suite", "gdbench.executors"},
    "running": {"gdbench.report", "gdbench.gate", "gdbench.exports"},
    "gate": {"gdbench.report", "gdbench.running", "gdbench.executors"},
    "types": {"pandas"},
    "suite": {"jax", "pandas", "gdbench.engine", "gdbench.store"},
    "cli": {
        "jax", "pandas", "numpy", "gdbench.engine", "gdbench.executors", "gdbench.gate", "gdbench.running",
        "gdbench.store", "gdbench.suite", "gdbench.tables", "gdbench.registry", "gdbench.report",
    },
}  # fmt: skip


def short(path: Path) -> str:
    """The path of a file within the package."""
    return str(path.relative_to(PACKAGE))


@pytest.mark.parametrize("path", FILES, ids=short)
def test_imports_go_down_the_floors(path):
    room = room_of(path)
    assert room in FLOORS, f"{room} has no floor: give it one in tests/test_floors.py and in the design"
    for module in imports_of(path):
        parts = module.split(".")
        if parts[0] != "gdbench" or len(parts) < 2 or parts[1] not in FLOORS or parts[1] == room:
            continue
        assert FLOORS[parts[1]] < FLOORS[room] or FLOORS[room] == 0, (
            f"{short(path)} is on floor {FLOORS[room]} ({room}) and imports {module} from floor "
            f"{FLOORS[parts[1]]}; imports go down only"
        )


@pytest.mark.parametrize("path", FILES, ids=short)
def test_rooms_keep_out_what_does_not_belong(path):
    room = room_of(path)
    for module in imports_of(path):
        for banned in FORBIDDEN.get(room, set()):
            assert module != banned and not module.startswith(banned + "."), (
                f"{short(path)}: {room} must not import {module}"
            )


def circles(graph: dict[str, set[str]]) -> list[list[str]]:
    """The strongly connected components of more than one file (Tarjan 1972)."""
    number: dict[str, int] = {}
    lowest: dict[str, int] = {}
    stack: list[str] = []
    found = []

    def visit(node: str) -> None:
        number[node] = lowest[node] = len(number)
        stack.append(node)
        for other in sorted(graph[node]):
            if other not in number:
                visit(other)
                lowest[node] = min(lowest[node], lowest[other])
            elif other in stack:
                lowest[node] = min(lowest[node], number[other])
        if lowest[node] == number[node]:
            at = stack.index(node)
            component, stack[at:] = stack[at:], []
            if len(component) > 1:
                found.append(sorted(component))

    for node in sorted(graph):
        if node not in number:
            visit(node)
    return found


def cycle_in(graph: dict[str, set[str]], component: list[str]) -> str:
    """One shortest way round in a component, such as ``a.py → b.py → a.py``."""
    first = component[0]
    ways = [[first]]
    while True:
        ways = [[*way, other] for way in ways for other in sorted(graph[way[-1]] & set(component))]
        closed = next((way for way in ways if way[-1] == first), None)
        if closed:
            return " → ".join(closed)
        ways = list({way[-1]: way for way in ways}.values())


def test_a_circle_is_found():
    graph = {"a": {"b"}, "b": {"c"}, "c": {"a", "d"}, "d": set(), "e": {"a"}}
    (component,) = circles(graph)
    assert component == ["a", "b", "c"] and cycle_in(graph, component) == "a → b → c → a"


def test_no_files_import_in_a_circle():
    graph = {short(path): {short(each) for each in files_imported_by(path)} for path in FILES}
    found = [cycle_in(graph, component) for component in circles(graph)]
    assert not found, "files import in a circle: " + "; ".join(found)


def calls_jit(path: Path) -> bool:
    """Whether a file names ``jax.jit`` or takes ``jit`` from jax."""
    for node in ast.walk(tree_of(path)):
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
    for path in (PACKAGE / "engine").rglob("*.py"):
        strings = {node.value for node in ast.walk(tree_of(path)) if isinstance(node, ast.Constant)}
        named = units & {each for each in strings if isinstance(each, str)}
        assert not named, f"{path.name} names {named}: the engine knows no unit by name"


def test_no_room_of_leftovers():
    assert not [path for path in FILES if path.stem in ("utils", "util", "helpers", "misc", "common")]


def test_the_command_line_only_declares_commands():
    """Every function of the command line is a command, or `main`, which turns errors into exit codes."""
    functions = [node for node in tree_of(PACKAGE / "cli.py").body if isinstance(node, ast.FunctionDef)]
    others = [each.name for each in functions if not each.decorator_list and each.name != "main"]
    assert not others, f"cli.py holds the functions {others}: logic belongs in gdbench.api or below"
