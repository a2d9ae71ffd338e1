"""Functions traced once for arguments of fixed types, some of them weak, as those of Python's numbers are.

A learning rate that is a Python float leaves a step in bfloat16, and a float32 array makes it float32. JAX makes weakly
typed arrays of numbers only, so a function is traced for weak types, and its equations are evaluated on arrays.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import jax
from jax import numpy as jnp
from jax.extend import core


@dataclass(frozen=True)
class Typed:
    """A traced function, and the types of its result."""

    call: Callable[..., Any]
    result: Any


def typed(function: Callable[..., Any], *types: Any) -> Typed:
    """Trace a function for arguments of these types (see `weak`)."""
    traced, shapes = jax.make_jaxpr(function, return_shape=True)(*types)
    structure, evaluate = jax.tree.structure(shapes), core.jaxpr_as_fun(traced)
    result = [jax.ShapeDtypeStruct(a.shape, a.dtype, weak_type=a.weak_type) for a in traced.out_avals]

    def call(*arguments: Any) -> Any:
        found = evaluate(*jax.tree.leaves(arguments))
        return jax.tree.unflatten(structure, [jnp.asarray(each) for each in found])  # constants are numbers of Python

    return Typed(call, jax.tree.unflatten(structure, result))


def weak(dtype: Any) -> jax.ShapeDtypeStruct:
    """Return the type of a Python number in this precision."""
    return jax.ShapeDtypeStruct((), dtype, weak_type=True)
