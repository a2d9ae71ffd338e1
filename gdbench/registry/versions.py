"""The version of a unit is a hash of its code, so that results of changed code are never taken for new ones.

The hash covers the unit's module and the sibling units that it imports, without comments and docstrings:
prose may change, and stored results stay valid. Code shared by all units (the engine) has its own number.
"""

from __future__ import annotations

import ast
import hashlib
import inspect
import sys
from types import ModuleType


def source_version(module: ModuleType) -> str:
    """Return 12 hex digits that change when the module's code, or a sibling it imports, changes."""
    digest = hashlib.blake2b(digest_size=6)
    for source in _sources(module, seen=set()):
        digest.update(_code_only(source).encode())
    return digest.hexdigest()


def _sources(module: ModuleType, seen: set[str]) -> list[str]:
    if module.__name__ in seen:
        return []
    seen.add(module.__name__)
    source = inspect.getsource(module)
    found = [source]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and _is_unit(node.module):
            found += _sources(sys.modules[node.module], seen)  # type: ignore[index]
    return found


def _is_unit(name: str | None) -> bool:
    return name is not None and name.startswith(("gdbench.variants.", "gdbench.problems.", "gdbench.tasks."))


def _code_only(source: str) -> str:
    tree = ast.parse(source)
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list) and body and _is_docstring(body[0]):
            node.body = body[1:] or [ast.Pass()]  # type: ignore[attr-defined]
    return ast.unparse(tree)


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
