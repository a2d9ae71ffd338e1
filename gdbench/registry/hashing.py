"""A hash of an object and of all code that it refers to."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from hashlib import blake2b
from importlib import import_module
from types import BuiltinFunctionType, CodeType, FunctionType, MethodType, ModuleType
from typing import Any

import numpy as np

from gdbench.registry.following import is_followed, is_users
from gdbench.registry.sources import Piece, Source, source_of
from gdbench.registry.values import PLAIN, captured_by, digits, is_data, is_dunder, is_fixed, numbers_of

Namespace = dict[str, Any]  # the variables of a module

_GENERIC = "gdbench.registry."  # the modules whose decorators wrap the functions of units


class CodeHash:
    """A hash of the objects that are added: values by their digits, functions by their code and all that it refers to.

    ``stand_in`` returns the object to hash instead of a special object, and None for any other object. Each definition
    is hashed when it is first met; the order depends only on the code, so that all processes agree.
    """

    def __init__(self, home: ModuleType, stand_in: Callable[[Any], Any] = lambda value: None):
        self._home, self._stand_in = home, stand_in
        self._digest, self._pieces = blake2b(digest_size=6), 0
        self._seen: dict[Any, tuple[int, Any]] = {}  # objects are kept alive, so that their ids stay unique
        self._sources: dict[str, Source] = {}
        self._followed: dict[str, bool] = {}
        self.files: set[str] = set()  # the calls by which the code reads files when it runs, which no hash covers

    @property
    def has_code(self) -> bool:
        """Whether any added object has readable Python source."""
        return self._pieces > 0

    def hexdigest(self) -> str:
        """Return the hash of all added objects."""
        return self._digest.hexdigest()

    def _text(self, *texts: str) -> None:
        for text in texts:
            self._digest.update(f"{len(text)}:{text}".encode())

    def _is_new(self, key: Any, kept: Any = None) -> bool:
        if key in self._seen:
            self._text("again", str(self._seen[key][0]))
            return False
        self._seen[key] = len(self._seen), kept
        return True

    # --- Objects ---

    def add(self, value: Any) -> bool:
        """Add an object by its value or its code; return False if these do not determine it completely."""
        match value:
            case Enum():
                self._text("enum", type(value).__qualname__, value.name)
            case np.ndarray() | np.generic():
                self._text("array", *digits(np.asarray(value)))
            case _ if isinstance(value, PLAIN):
                self._text(type(value).__name__, repr(value))
            case tuple() | frozenset():
                return self._container(value)
            case ModuleType():
                self._text("module", value.__name__)
            case _:
                return not self._is_new(id(value), value) or self._identified(value)
        return True

    def _identified(self, value: Any) -> bool:
        """Add an object that is met for the first time; it may refer to itself."""
        parts = self._stand_in(value)
        match value:
            case _ if parts is not None:
                return self.add(parts)
            case list() | set() | Mapping():
                return self._container(value)
            case FunctionType():
                return self._function(value)
            case MethodType():
                return self.add((value.__func__, value.__self__))
            case functools.partial():
                return self.add((value.func, value.args, value.keywords))
            case _:
                return self._object(value)

    def _container(self, value: Any) -> bool:
        self._text(type(value).__name__, str(len(value)))
        if isinstance(value, Mapping):
            parts = [each for pair in value.items() for each in pair]
        else:
            parts = sorted(value, key=repr) if isinstance(value, set | frozenset) else list(value)
        return all([self.add(part) for part in parts])

    def _object(self, value: Any) -> bool:
        """Add any other object: by name if a module holds it under that name, else by its class and its attributes."""
        place = getattr(value, "__module__", None) or ""
        name = str(getattr(value, "__qualname__", None) or getattr(value, "__name__", ""))
        namespace = vars(sys.modules[place]) if place in sys.modules else {}
        outer = name.partition(".")[0]
        named = isinstance(value, type | BuiltinFunctionType | np.ufunc) or (name and namespace.get(name) is value)
        if named and self._follows(place) and outer in self._source(namespace).statements:
            self._defined(namespace, outer)
            return True
        if named:
            self._text("outside", f"{place}.{name}")
            return not self._follows(place)
        if hasattr(value, "__array__"):
            return self.add(numbers_of(value))
        return self.add(type(value)) & self._attributes(value)

    def _attributes(self, value: Any) -> bool:
        if is_dataclass(value):
            parts = {each.name: getattr(value, each.name) for each in fields(value)}
        else:
            parts = {key: part for key, part in getattr(value, "__dict__", {}).items() if not is_dunder(key)}
        if hasattr(value, "__wrapped__"):
            parts["__wrapped__"] = value.__wrapped__
        self._text(*sorted(parts))
        return bool(parts) and all([self.add(parts[key]) for key in sorted(parts)])

    def _function(self, function: FunctionType) -> bool:
        """Add a function by its code, its captured variables and its defaults; by name if its code is not followed."""
        namespace, captured = function.__globals__, captured_by(function)
        module = namespace.get("__name__", "")
        if not self._follows(module) and not module.startswith(_GENERIC):
            name = function.__code__.co_qualname  # the other names of a wrapper are those of the wrapped function
            self._text("outside", f"{module}.{name}")
            for part in captured.values() if "<locals>" in name else ():
                self.add(part)
            return True
        source = self._source(namespace, function.__code__.co_filename)
        nodes = source.functions(function.__code__)
        known = bool(nodes) or self._compiled(function.__code__)
        for node in nodes:
            known &= self._piece(source.piece(node, bare=True), namespace, captured)
        known &= self.add((function.__defaults__, function.__kwdefaults__))
        outer = function.__code__.co_qualname.partition(".")[0]
        if not known and outer in source.statements:  # the enclosing code made the captured variables
            self._statements(namespace, outer)
        return True

    def _compiled(self, code: CodeType) -> bool:
        """Add code that was compiled from a text at run time; return False, as it may depend on its surroundings."""
        self._text("compiled", code.co_code.hex(), *code.co_names)
        for constant in code.co_consts:
            self._compiled(constant) if isinstance(constant, CodeType) else self.add(constant)
        self._pieces += 1
        return False

    # --- Names ---

    def _piece(self, piece: Piece, namespace: Namespace, captured: Mapping[str, Any]) -> bool:
        """Add a definition and all that it refers to; return False if a captured variable is not fully determined."""
        self.files |= set(piece.files)
        self._text(piece.digest)
        self._pieces, known = self._pieces + 1, True
        for dotted in piece.reads:
            name, *rest = dotted.split(".")
            if name in captured:
                self._text(name)
                known &= self.add(captured[name])
            elif name in piece.imports:
                self._imported([*piece.imports[name].split("."), *rest], load=True)
            else:
                self._global(namespace, name, rest)
        return known

    def _global(self, namespace: Namespace, name: str, rest: list[str]) -> None:
        """Add the object that a module-level name refers to."""
        source = self._source(namespace)
        if name in source.statements:
            self._text(name)
            self._defined(namespace, name)
        elif name in source.imports:
            self._imported([*source.imports[name].split("."), *rest])
        elif name in namespace and not is_dunder(name):
            stars = (full.removesuffix(".*") for full in source.imports.values() if full.endswith(".*"))
            holders = [star for star in stars if name in vars(sys.modules.get(star, object))]
            if holders:
                self._imported([*holders[0].split("."), name, *rest])
            else:
                self.add(namespace[name])

    def _imported(self, path: list[str], load: bool = False) -> None:
        """Add the object at a dotted path, such as ``gdbench.variants._maths.norm``."""
        depth = 1
        while depth < len(path) and self._module(".".join(path[: depth + 1]), load) is not None:
            depth += 1
        module = self._module(".".join(path[:depth]), load)
        if module is None or not self._follows(module.__name__):
            self._text(".".join(path))
        elif depth < len(path):
            self._global(vars(module), path[depth], path[depth + 1 :])
        else:  # the module itself is used, so anything in it may matter
            for name in sorted(self._source(vars(module)).statements):
                self._defined(vars(module), name)

    def _module(self, name: str, load: bool) -> ModuleType | None:
        """Return the module of a name; a followed module that only a function imports is loaded here."""
        if name not in sys.modules and load and self._follows(name):
            try:
                return import_module(name)
            except ImportError:
                return None
        return sys.modules.get(name)

    def _defined(self, namespace: Namespace, name: str) -> None:
        """Add the object that a module binds to a name: a number or a text by its value, anything else by its code."""
        value = namespace.get(name)
        if isinstance(value, functools._lru_cache_wrapper):
            value = value.__wrapped__
        local = isinstance(value, FunctionType) and value.__globals__ is namespace
        if local or (name in namespace and (is_fixed(value) or self._stand_in(value) is not None)):
            self.add(value)
        else:
            before = set(self.files)
            self._statements(namespace, name)
            if is_users(namespace.get("__name__", "")) and is_data(value):
                self.files = before  # what the module has read is in the value
                self.add(value)

    def _statements(self, namespace: Namespace, name: str) -> None:
        source = self._source(namespace)
        if self._is_new((namespace.get("__name__"), name)):
            for statement in source.statements[name]:
                self._piece(source.piece(statement), namespace, {})

    def _source(self, namespace: Namespace, file: str = "") -> Source:
        file = namespace.get("__file__") or file
        if file not in self._sources:
            self._sources[file] = source_of(namespace, file)
        return self._sources[file]

    def _follows(self, name: str) -> bool:
        if name not in self._followed:
            self._followed[name] = is_followed(name, self._home)
        return self._followed[name]
