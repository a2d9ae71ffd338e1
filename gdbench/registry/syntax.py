"""A text for each syntax tree that depends only on what the code computes, and the names that code reads and binds.

A syntax tree has no formatting, comments or line numbers. Docstrings, type annotations and the messages of errors are
left out too, because none of them changes a number.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.util import resolve_name
from typing import Any

Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
# Fields that do not affect the result of code, or that differ between versions of Python.
_IGNORED = {"ctx", "annotation", "returns", "type_comment", "type_params", "kind", "simple", "type_ignores"}


@dataclass
class Names:
    """The names that a piece of code reads, binds and imports, including those in functions inside it."""

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
        self._scope(called(node))

    def _scope(self, nodes: list[ast.AST]) -> None:
        inside = self._inside(nodes)
        self.reads |= {name for name in inside.reads if name.partition(".")[0] not in inside.binds}

    def _inside(self, nodes: list[ast.AST]) -> Names:
        inside = Names(self.package, nodes)
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


def _dotted(node: ast.AST) -> str | None:
    parts = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join([node.id, *reversed(parts)]) if isinstance(node, ast.Name) else None


def called(node: Any) -> list[ast.AST]:
    """Return the names of a function's arguments, without defaults, and its body."""
    args, body = node.args, node.body if isinstance(node.body, list) else [node.body]
    names = ast.arguments(args.posonlyargs, args.args, args.vararg, args.kwonlyargs, [], args.kwarg, [])
    return [names, *(each for each in body if not _is_prose(each))]


def dump(node: Any) -> str:
    """Return a text for a syntax tree that is the same for all versions of Python and all formatting."""
    if isinstance(node, list):
        return f"[{','.join(map(dump, node))}]"
    if not isinstance(node, ast.AST):
        return f"{type(node).__name__} {node!r}"
    if isinstance(node, ast.AnnAssign) and node.value is not None:
        node = ast.Assign([node.target], node.value)
    return f"{type(node).__name__}({','.join(f'{name}={dump(value)}' for name, value in _fields(node))})"


def _children(node: ast.AST) -> Iterator[ast.AST]:
    for _, value in _fields(node):
        yield from (each for each in (value if isinstance(value, list) else [value]) if isinstance(each, ast.AST))


def _fields(node: ast.AST) -> Iterator[tuple[str, Any]]:
    """Return the parts of a node that affect its result: of a raised error only the type, and no prose."""
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
    """Return whether a statement is a docstring or another constant without effect."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
