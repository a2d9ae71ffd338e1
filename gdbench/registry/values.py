"""Describes objects by their values, for hashing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from hashlib import blake2b
from types import FunctionType, SimpleNamespace
from typing import Any

import numpy as np

PLAIN = (type(None), bool, int, float, complex, str, bytes, type(...))
_DIGITS = 40  # the number of binary digits of a computed array that are hashed, as processors differ in the last ones


def captured_by(function: FunctionType) -> dict[str, Any]:
    """Return the variables of enclosing functions that a function uses."""
    found = {}
    for name, cell in zip(function.__code__.co_freevars, function.__closure__ or (), strict=True):
        try:
            found[name] = cell.cell_contents
        except ValueError:  # nothing has been bound to the name yet
            continue
    return found


def is_fixed(value: Any) -> bool:
    """Return whether a value is immutable: a number, a text, or a tuple of these."""
    if isinstance(value, tuple | frozenset):
        return all(map(is_fixed, value))
    return isinstance(value, (*PLAIN, np.generic))


def is_data(value: Any) -> bool:
    """Return whether a value holds nothing but numbers, texts and arrays, in containers or in a record."""
    if isinstance(value, Mapping):
        return all(is_data(key) and is_data(part) for key, part in value.items())
    if isinstance(value, list | tuple | set | frozenset):
        return all(map(is_data, value))
    if is_dataclass(value) and not isinstance(value, type):
        return all(is_data(getattr(value, each.name)) for each in fields(value))
    if isinstance(value, SimpleNamespace):
        return is_data(vars(value))
    return isinstance(value, (*PLAIN, Enum)) or _is_array(value)


def _is_array(value: Any) -> bool:
    if isinstance(value, type) or not hasattr(value, "__array__"):
        return False
    try:
        np.asarray(value)
    except Exception:  # such as a random key of JAX, which has no numbers
        return False
    return True


def is_dunder(name: str) -> bool:
    """Return whether a name is one that Python itself defines, such as ``__file__``."""
    return name.startswith("__") and name.endswith("__")


def contents(value: Any) -> str:
    """Return a hash of nested containers of arrays, to the last bit, with their keys and their order."""
    digest = blake2b(digest_size=8)

    def add(part: Any) -> None:
        if isinstance(part, Mapping):
            for key in part:
                digest.update(f"key {key!r}".encode())
                add(part[key])
        elif isinstance(part, list | tuple) and any(hasattr(each, "__array__") for each in part):
            digest.update(f"{len(part)} parts".encode())
            for each in part:
                add(each)
        else:
            array = np.asarray(part)
            digest.update(f"{array.dtype} {array.shape}".encode())
            digest.update(repr(array.tolist()).encode() if array.dtype.hasobject else array.tobytes())

    add(value)
    return digest.hexdigest()


def digits(array: np.ndarray) -> tuple[str, ...]:
    """Return the type, the shape and the first 12 digits of an array."""
    if array.dtype.hasobject:
        return str(array.dtype), str(array.shape), repr(array.tolist())
    kind = str(array.dtype)
    if array.dtype.kind == "f" and array.dtype.itemsize < 4:
        array = array.astype(np.float64)  # half precision cannot hold its own mantissas as integers
    if array.dtype.kind in "fc":
        mantissa, exponent = np.frexp(np.ascontiguousarray(array).view(array.real.dtype))
        array = np.ldexp(np.round(np.ldexp(mantissa, _DIGITS)), exponent - _DIGITS) + 0.0
    return kind, str(array.shape), np.ascontiguousarray(array).tobytes().hex()


def numbers_of(value: Any) -> np.ndarray:
    """Return the numbers of an array of any library; of random keys of JAX, their words."""
    if str(getattr(value, "dtype", "")).startswith("key<"):
        from jax.random import key_data

        value = key_data(value)
    return np.asarray(value)
