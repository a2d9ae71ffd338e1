"""Describes objects by their values, for hashing."""

from __future__ import annotations

from types import FunctionType
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


def is_dunder(name: str) -> bool:
    """Return whether a name is one that Python itself defines, such as ``__file__``."""
    return name.startswith("__") and name.endswith("__")


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
