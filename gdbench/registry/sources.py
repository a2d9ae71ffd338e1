"""The code of a module, taken apart: what each name is bound to, which code a function has, which names it reads.

Code is compared as a syntax tree, so that formatting, comments and line numbers do not count. Docstrings, type
annotations and the messages of errors do not count either: none of them changes a number.
"""

from __future__ import annotations

import ast
import linecache
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from hashlib import blake2b
from importlib.util import resolve_name
from types import CodeType
from typing import Any

Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
# Fields that leave the result of code as it is, or in which versions of Python differ.
_IGNORED = {"ctx", "annotation", "returns", "type_comment", "type_params", "kind", "simple", "type_ignores"}


@dataclass(frozen=True)
class Piece:
    """One definition: a digest of its code, the dotted names that it reads from outside, and what it imports itself."""

    digest: str
    reads: tuple[str, ...]
    imports: dict[str, str]  # name -> what it stands for, in full


class Source:
    """One module's code."""

    def __init__(self, text: str, package: str):
        self._tree, self._package = ast.parse(text), package
        self._functions: dict[tuple[int, str], list[Function]] = {}
        self._pieces: dict[tuple[int, bool], Piece] = {}

    @cached_property
    def imports(self) -> dict[str, str]:
        """What each name that is imported outside functions stands for, in full; stars have keys that begin with *."""
        return _Names(self._package, [each for each in self._tree.body if not isinstance(each, _Definition)]).imports

    @cached_property
    def statements(self) -> dict[str, list[ast.stmt]]:
        """The statements outside functions that bind a name, imports aside, or change what it is bound to."""
        found: dict[str, list[ast.stmt]] = defaultdict(list)
        for statement in self._tree.body:
            if isinstance(statement, _Definition):
                binds = {statement.name}
            else:
                binds = _Names(self._package, [statement]).binds
            for name in binds.union(_changed(statement)):
                found[name].append(statement)
        return dict(found)

    def functions(self, code: CodeType) -> list[Function]:
        """The definition that a code object was compiled from; several where lambdas cannot be told apart."""
        key = code.co_firstlineno, code.co_name
        if key not in self._functions:
            self._functions[key] = list(self._beginning(*key))
        found = self._functions[key]
        if len(found) > 1:
            places = set(code.co_positions())
            return [each for each in found if isinstance(each, ast.Lambda) and _place(each.body) in places] or found
        return found

    def _beginning(self, line: int, name: str) -> Iterator[Function]:
        """The functions of this name that begin in this line."""
        for statement in self._tree.body:
            if _first_line(statement) <= line <= (statement.end_lineno or line):
                for node in ast.walk(statement):
                    if isinstance(node, Function) and (_first_line(node), _name(node)) == (line, name):
                        yield node

    def piece(self, node: ast.AST, bare: bool = False) -> Piece:
        """What a definition says; a ``bare`` function without its decorators and the defaults of its arguments."""
        key = id(node), bare
        if key not in self._pieces:
            parts = _called(node) if bare else [node]
            names = _Names(self._package, parts)
            reads = (name for name in names.reads if not (bare and name.partition(".")[0] in names.binds))
            digest = blake2b("".join(map(_dump, parts)).encode(), digest_size=16).hexdigest()
            self._pieces[key] = Piece(digest, tuple(sorted(reads)), names.imports)
        return self._pieces[key]


def source_of(namespace: dict[str, Any], file: str | None = None) -> Source:
    """Return the code of a module, given its variables; OSError where there is no Python code to read."""
    file = file or namespace.get("__file__") or ""
    linecache.checkcache(file)
    lines = linecache.getlines(file, namespace)
    if not lines and not file.endswith("__init__.py"):
        raise OSError(f"there is no source of {namespace.get('__name__')}")
    return _parsed("".join(lines), namespace.get("__package__") or "")


@cache
def _parsed(text: str, package: str) -> Source:
    return Source(text, package)


@dataclass
class _Names:
    """The names that some code reads and binds, functions inside it included, and those that it imports."""

    package: str
    nodes: list[Any]
    imports: dict[str, str] = field(default_factory=dict)
    reads: set[str] = field(default_factory=set)
    binds: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        for node in self.nodes:
            self._visit(node)

    def _visit(self, node: ast.AST) -> None:
        match node:
            case ast.Name() | ast.Attribute() if (name := _dotted(node)) is not None:
                stored = isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)
                (self.binds if stored else self.reads).add(name)
            case ast.arg():
                self.binds.add(node.arg)
            case ast.Import() | ast.ImportFrom():
                self.imports |= _imports(node, self.package)
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.Lambda():
                self._function(node)
            case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
                self._visit(node.generators[0].iter)
                self._scope(list(_children(node)))
            case ast.ClassDef():  # its methods do not see what its body binds
                self.reads |= self._inside(list(_children(node))).reads
                self.binds.add(node.name)
            case _:
                if isinstance(node, ast.ExceptHandler) and node.name:
                    self.binds.add(node.name)
                for child in _children(node):
                    self._visit(child)

    def _function(self, node: Function) -> None:
        if not isinstance(node, ast.Lambda):
            self.binds.add(node.name)
            for decorator in node.decorator_list:
                self._visit(decorator)
        for default in (*node.args.defaults, *node.args.kw_defaults):
            if default is not None:
                self._visit(default)
        self._scope(_called(node))

    def _scope(self, nodes: list[ast.AST]) -> None:
        inside = self._inside(nodes)
        self.reads |= {name for name in inside.reads if name.partition(".")[0] not in inside.binds}

    def _inside(self, nodes: list[ast.AST]) -> _Names:
        inside = _Names(self.package, nodes)
        self.imports |= inside.imports
        return inside


def _imports(node: ast.Import | ast.ImportFrom, package: str) -> dict[str, str]:
    if isinstance(node, ast.Import):
        tops = {name.partition(".")[0]: name.partition(".")[0] for name in (a.name for a in node.names if not a.asname)}
        return tops | {a.asname: a.name for a in node.names if a.asname}
    base = "." * node.level + (node.module or "")
    base = resolve_name(base, package) if node.level and package else base
    # Each star keeps a name of its own, which no code can read.
    return {f"*{base}" if a.name == "*" else a.asname or a.name: f"{base}.{a.name}" for a in node.names}


def _changed(statement: ast.stmt) -> Iterator[str]:
    """The names whose objects a statement changes: ``f.defjvp(…)``, ``@f.defjvp``, ``TABLE[…] = …``."""
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
    """The line on which Python says that a definition begins: that of its first decorator."""
    return min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", []))])


def _name(node: Function) -> str:
    return "<lambda>" if isinstance(node, ast.Lambda) else node.name


def _dotted(node: ast.AST) -> str | None:
    parts = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join([node.id, *reversed(parts)]) if isinstance(node, ast.Name) else None


def _place(node: ast.expr) -> tuple[int | None, int | None, int | None, int | None]:
    return node.lineno, node.end_lineno, node.col_offset, node.end_col_offset


def _called(node: Any) -> list[ast.AST]:
    """What a call of a function runs, after the names of its arguments without their defaults."""
    args, body = node.args, node.body if isinstance(node.body, list) else [node.body]
    names = ast.arguments(args.posonlyargs, args.args, args.vararg, args.kwonlyargs, [], args.kwarg, [])
    return [names, *(each for each in body if not _is_prose(each))]


def _dump(node: Any) -> str:
    """A text of what code does, the same for all versions of Python and all formatting."""
    if isinstance(node, list):
        return f"[{','.join(map(_dump, node))}]"
    if not isinstance(node, ast.AST):
        return f"{type(node).__name__} {node!r}"
    if isinstance(node, ast.AnnAssign) and node.value is not None:
        node = ast.Assign([node.target], node.value)
    return f"{type(node).__name__}({','.join(f'{name}={_dump(value)}' for name, value in _fields(node))})"


def _children(node: ast.AST) -> Iterator[ast.AST]:
    for _, value in _fields(node):
        yield from (each for each in (value if isinstance(value, list) else [value]) if isinstance(each, ast.AST))


def _fields(node: ast.AST) -> Iterator[tuple[str, Any]]:
    """The parts of a node that decide what it does: an error is its type alone, and prose is left out."""
    if isinstance(node, ast.Raise):
        yield "exc", node.exc.func if isinstance(node.exc, ast.Call) else node.exc
        return
    for name in node._fields:
        value = getattr(node, name, None)
        if name in _IGNORED or value is None or (name == "msg" and isinstance(node, ast.Assert)):
            continue
        if isinstance(value, list):
            value = [each for each in value if not _is_prose(each)]
        if isinstance(node, ast.JoinedStr):  # Python 3.12 puts empty texts between nested fields
            value = [each for each in value if getattr(each, "value", None) != ""]
        if value != []:
            yield name, value


def _is_prose(node: Any) -> bool:
    """Whether a statement is a docstring or another constant that stands for itself."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
