"""Parses the code of a module: the statements that bind its names, and the code of each of its functions."""

from __future__ import annotations

import ast
import linecache
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import blake2b
from types import CodeType
from typing import Any

from gdbench.registry.syntax import Function, Names, called, dump

_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True)
class Piece:
    """One definition: a digest of its code, the dotted names that it reads from outside, and the imports inside it."""

    digest: str
    reads: tuple[str, ...]
    imports: dict[str, str]  # name -> full dotted path of the imported object
    files: tuple[str, ...] = ()  # the calls by which it reads files or the environment, such as ``read_text``


class Source:
    """The code of one module."""

    def __init__(self, text: str, package: str):
        self._tree, self._package = ast.parse(text), package
        self._functions: dict[tuple[int, str], list[Function]] = {}
        self._pieces: dict[tuple[int, bool], Piece] = {}

    @cached_property
    def imports(self) -> dict[str, str]:
        """The full dotted path of each name imported at module level; star imports have keys that begin with *."""
        return Names(self._package, [each for each in self._tree.body if not isinstance(each, _Definition)]).imports

    @cached_property
    def statements(self) -> dict[str, list[ast.stmt]]:
        """The module-level statements, without imports, that bind a name or change the object bound to it."""
        found: dict[str, list[ast.stmt]] = defaultdict(list)
        for statement in self._tree.body:
            if isinstance(statement, _Definition):
                binds = {statement.name}
            else:
                binds = Names(self._package, [statement]).binds
            for name in binds.union(name for name in _changed(statement) if name in found):
                found[name].append(statement)
        return dict(found)

    def functions(self, code: CodeType) -> list[Function]:
        """Return the definition of a code object, or several if lambdas in one line cannot be distinguished."""
        key = code.co_firstlineno, code.co_name
        if key not in self._functions:
            self._functions[key] = list(self._beginning(*key))
        found = self._functions[key]
        if len(found) > 1:
            places = set(code.co_positions())
            return [each for each in found if isinstance(each, ast.Lambda) and _place(each.body) in places] or found
        return found

    def _beginning(self, line: int, name: str) -> Iterator[Function]:
        """Return the functions of this name that begin in this line."""
        for statement in self._tree.body:
            if _first_line(statement) <= line <= (statement.end_lineno or line):
                for node in ast.walk(statement):
                    if isinstance(node, Function) and (_first_line(node), _name(node)) == (line, name):
                        yield node

    def piece(self, node: ast.AST, bare: bool = False) -> Piece:
        """Return the piece of a definition; ``bare`` leaves out decorators and the defaults of arguments."""
        key = id(node), bare
        if key not in self._pieces:
            parts = called(node) if bare else [node]
            names = Names(self._package, parts)
            reads = (name for name in names.reads if not (bare and name.partition(".")[0] in names.binds))
            digest = blake2b("".join(map(dump, parts)).encode(), digest_size=16).hexdigest()
            self._pieces[key] = Piece(digest, tuple(sorted(reads)), names.imports, tuple(sorted(_readers(parts))))
        return self._pieces[key]


def source_of(namespace: dict[str, Any], file: str | None = None) -> Source:
    """Return the code of a module, given its variables; raises OSError if there is no Python source."""
    file = file or namespace.get("__file__") or ""
    linecache.checkcache(file)
    lines = linecache.getlines(file, namespace)
    if not lines and not file.endswith("__init__.py"):
        raise OSError(f"there is no source of {namespace.get('__name__')}")
    return _parsed("".join(lines), namespace.get("__package__") or "")


@cache
def _parsed(text: str, package: str) -> Source:
    return Source(text, package)


# The functions that read files or the environment: by their last name, and by their full name where others share it.
_READERS = {"open", "read_text", "read_bytes", "loadtxt", "genfromtxt", "fromfile", "memmap", "getenv", "urlopen"}
_READERS |= {f"read_{kind}" for kind in ("csv", "excel", "feather", "json", "parquet", "pickle", "table")}
_READERS_IN_FULL = {"os.environ", "np.load", "numpy.load", "jnp.load", "joblib.load", "torch.load"}


def _readers(parts: list[ast.AST]) -> set[str]:
    """Return the names of functions that read something that the code does not contain."""
    nodes = [each for part in parts for each in ast.walk(part)]
    attributes = [each for each in nodes if isinstance(each, ast.Attribute)]
    last = {each.attr for each in attributes} | {each.id for each in nodes if isinstance(each, ast.Name)}
    full = {f"{each.value.id}.{each.attr}" for each in attributes if isinstance(each.value, ast.Name)}
    return (last & _READERS) | (full & _READERS_IN_FULL)


def _changed(statement: ast.stmt) -> Iterator[str]:
    """Return the names whose objects a statement changes: ``f.defjvp(…)``, ``@f.defjvp``, ``TABLE[…] = …``."""
    match statement:
        case ast.Expr(value=ast.Call(func=function)):
            roots: list[ast.expr] = [function]
        case ast.FunctionDef():
            roots = [each.func if isinstance(each, ast.Call) else each for each in statement.decorator_list]
            roots = [each for each in roots if isinstance(each, ast.Attribute)]
        case ast.Assign(targets=roots):
            pass
        case _:
            roots = []
    for root in roots:
        inner = root
        while isinstance(inner, ast.Attribute | ast.Subscript):
            inner = inner.value
        if isinstance(inner, ast.Name):
            yield inner.id


def _first_line(node: ast.stmt | Function) -> int:
    """Return the line on which a definition begins for Python: that of its first decorator."""
    return min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", []))])


def _name(node: Function) -> str:
    return "<lambda>" if isinstance(node, ast.Lambda) else node.name


def _place(node: ast.expr) -> tuple[int | None, int | None, int | None, int | None]:
    return node.lineno, node.end_lineno, node.col_offset, node.end_col_offset
