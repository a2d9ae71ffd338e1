"""What goes into the functions of a task and what comes out: data, parameters, losses and measures.

Nothing is cast to another kind of number: what a program cannot use as it is raises a sentence.
"""

from __future__ import annotations

from typing import Any

import jax
import numpy as np
from jax import numpy as jnp

from gdbench.errors import DataUnavailable, UnfitFunction
from gdbench.types import Task, data_digest

_WIDE = {"float32": "complex64", "float64": "complex128"}  # the complex numbers of each working precision


def in_precision(task: Task, dtype: str) -> dict[str, Any]:
    """Return the data of a task with floats in the working precision; floats of 16 bits and all others stay.

    Raises `DataUnavailable` if the data cannot be loaded or used, if they differ from the data that the task was made
    for, or if they overflow.
    """
    parts = task.parts
    if task.data is not None and task.digest and data_digest(parts) != task.digest:
        packages = " or ".join(task.packages) or "NumPy or scikit-learn"
        raise DataUnavailable(
            f"the data of {task.name} differ from those that its target was measured on: its data() was changed, or "
            f"another release of {packages} brought other numbers; its digest is {data_digest(parts)} now"
        )
    return jax.tree_util.tree_map_with_path(lambda path, array: _cast(task, path, array, dtype), parts)


def _cast(task: Task, path: Any, array: np.ndarray, dtype: str) -> np.ndarray:
    target = {"f": dtype, "c": _WIDE[dtype]}.get(array.dtype.kind)
    if target is None or array.dtype.itemsize < np.dtype(np.float32).itemsize:
        return array
    with np.errstate(over="ignore"):
        cast = array.astype(target)
    if np.any(np.isfinite(array) & ~np.isfinite(cast)):
        place = jax.tree_util.keystr(path, simple=True, separator=".")
        raise DataUnavailable(
            f"the data of {task.name} cannot be used: {place} holds numbers that {target} cannot hold, up to "
            f"{np.nanmax(np.abs(array)):.3g}: scale them, or give the suite dtype float64"
        )
    return cast


def rows_of(part: Any, rows: jax.Array) -> Any:
    """Return these examples of a part; constants, which have no axis, stay whole."""
    return jax.tree.map(lambda array: jnp.take(array, rows, axis=0) if array.ndim else array, part)


def parameter_fault(shapes: Any) -> str | None:
    """Return why parameters cannot be moved by an optimizer, or None."""
    leaves = jax.tree_util.tree_flatten_with_path(shapes)[0]
    if not leaves:
        return "returns no parameters: return a pytree of arrays of floats"
    for path, leaf in leaves:
        name = jax.tree_util.keystr(path, simple=True, separator=".") or "the array"
        if jnp.issubdtype(leaf.dtype, jnp.floating):
            continue
        if jnp.issubdtype(leaf.dtype, jnp.complexfloating):
            return f"returns {leaf.dtype} for {name}: return its real and imaginary parts as two arrays of floats"
        return (
            f"returns {leaf.dtype} for {name}, which no gradient moves: return floats if it is a parameter, and keep "
            f"it out of the parameters if not (with equinox: eqx.partition(model, eqx.is_inexact_array))"
        )
    return None


def scalar(value: Any, whose: str, dtype: str) -> jax.Array:
    """Return a loss as one float of the working precision; raises `UnfitFunction` for anything else."""
    kind = type(value).__name__
    if not isinstance(value, jax.Array | np.ndarray | np.generic | int | float | complex):
        raise UnfitFunction(f"{whose} returns a {kind}: return one number alone, an array of shape ()")
    if jnp.shape(value) != ():
        raise UnfitFunction(
            f"{whose} returns an array of shape {jnp.shape(value)}: return one number, such as its mean"
        )
    found = jnp.asarray(value)
    if not jnp.issubdtype(found.dtype, jnp.floating):
        raise UnfitFunction(f"{whose} returns {found.dtype}: return a float, because the loss is differentiated")
    return found if found.dtype == dtype else found.astype(dtype)


def measured(task: Task, params: Any, data: Any, dtype: str) -> dict[str, jax.Array]:
    """Return the measures as floats of the working precision; raises `UnfitFunction` for anything but numbers."""
    found = task.measures(params, data)
    if not isinstance(found, dict) and not hasattr(found, "keys"):
        raise UnfitFunction(
            f"measures of {task.name} returns a {type(found).__name__}: return a dict of numbers by name"
        )
    if task.target_measure not in found:
        raise UnfitFunction(
            f"measures of {task.name} returns {', '.join(map(str, found)) or 'nothing'}, and not "
            f"{task.target_measure!r}, to which its targets refer"
        )
    return {name: _measure(task, name, value, dtype) for name, value in dict(found).items()}


def _measure(task: Task, name: Any, value: Any, dtype: str) -> jax.Array:
    found = jnp.asarray(value)
    if found.shape != () or jnp.issubdtype(found.dtype, jnp.complexfloating):
        shape = f"of shape {found.shape}" if found.shape else f"of {found.dtype}"
        raise UnfitFunction(f"the measure {name!r} of {task.name} is an array {shape}: return one real number")
    return found if found.dtype == dtype else found.astype(dtype)
