"""The version of a unit is a hash of its code, so that results of changed code are never taken for new ones.

The hash covers the unit's module and the sibling units that it imports, without comments and docstrings:
prose may change, and stored results stay valid. Code shared by all units (the engine) has its own number.
"""

from __future__ import annotations

import ast
import hashlib
import inspect
import os
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
    try:
        source = inspect.getsource(module)
    except OSError:
        if len(seen) == 1:
            raise
        source = ""  # an empty __init__.py has no source
    found = [source]
    for name in _imports(source, module.__package__ or ""):
        if name in sys.modules and _belongs(name, module):
            found += _sources(sys.modules[name], seen)
    return found


def _imports(source: str, package: str) -> list[str]:
    """The full names of modules that a source may import: `from a import b` names a and a.b."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            parents = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*parents, *([node.module] if node.module else [])])
            found += [base, *(f"{base}.{alias.name}" for alias in node.names)]
    return found


def _belongs(name: str, module: ModuleType) -> bool:
    """Own units follow other own units; a user's module follows what lies in its own package or folder."""
    if module.__name__.startswith("gdbench."):
        return name.startswith(("gdbench.variants.", "gdbench.problems.", "gdbench.tasks."))
    here, there = getattr(module, "__file__", None), getattr(sys.modules[name], "__file__", None)
    return bool(here and there) and os.path.dirname(there) == os.path.dirname(here)


def _code_only(source: str) -> str:
    tree = ast.parse(source)
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list) and body and _is_docstring(body[0]):
            node.body = body[1:] or [ast.Pass()]  # type: ignore[attr-defined]
    return ast.unparse(tree)


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
