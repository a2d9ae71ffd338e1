"""Counts the operations of a jaxpr without compiling or running it.

Only operations on floating-point numbers are counted, before any optimisation by a compiler: 2mnk for a product of
matrices, 1 per output of an elementwise operation, 1 per input of a reduction, and 0 for moving numbers.
The body of a scan counts as often as it runs, a conditional counts as its most expensive branch, and a while loop,
whose number of trips is not known, counts as one trip. Factorisations of matrices have the leading terms of Golub &
Van Loan, Matrix Computations, 4th edition.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from math import prod
from typing import Any

import numpy as np
from jax import numpy as jnp
from jax.extend import core

# Primitives that only wrap other primitives; which of them occur depends on the version of JAX.
CALLS = {"jit", "pjit", "closed_call", "core_call", "remat", "checkpoint", "custom_jvp_call", "custom_vjp_call"}
CALLS |= {"custom_vjp_call_jaxpr", "remat2"}
MOVES = {
    "broadcast_in_dim", "reshape", "transpose", "squeeze", "slice", "dynamic_slice", "dynamic_update_slice", "gather",
    "scatter", "concatenate", "pad", "rev", "iota", "copy", "copy_p", "convert_element_type", "stop_gradient",
    "reduce_precision", "bitcast_convert_type", "device_put", "optimization_barrier", "split", "real", "imag",
    "empty", "random_wrap", "random_unwrap",
}  # fmt: skip
REDUCTIONS = {"argmax", "argmin", "sort", "top_k"}


def flops(jaxpr: core.Jaxpr) -> float:
    """Return the operations of a jaxpr."""
    return sum(map(_equation_flops, jaxpr.eqns), start=0.0)


def primitives(jaxpr: core.Jaxpr) -> Counter[str]:
    """Return how often each primitive occurs, in the jaxpr and in those inside it."""
    found: Counter[str] = Counter()
    for equation in jaxpr.eqns:
        if equation.primitive.name not in CALLS:
            found[equation.primitive.name] += 1
        for inside in _inside(equation):
            found += primitives(inside)
    return found


def _equation_flops(equation: Any) -> float:
    name, parts = equation.primitive.name, list(_inside(equation))
    if parts:
        each = [flops(part) for part in parts]
        if name == "cond":
            return max(each)
        return sum(each) * (equation.params["length"] if name == "scan" else 1)
    inputs = [var.aval for var in equation.invars]
    outputs = [var.aval for var in equation.outvars]
    floating = any(jnp.issubdtype(getattr(a, "dtype", np.int32), jnp.inexact) for a in (*inputs, *outputs))
    if not floating or name in MOVES:
        return 0.0
    if name in _EXPENSIVE:
        return float(_EXPENSIVE[name](inputs, outputs, equation.params))
    if name.startswith(("reduce_", "cum")) or name in REDUCTIONS:
        return float(sum(a.size for a in inputs[:1]))
    return float(max(a.size for a in outputs))


def _inside(equation: Any) -> Iterator[core.Jaxpr]:
    """Return the jaxprs that an equation runs; rules of differentiation are functions and are therefore left out."""
    for value in equation.params.values():
        for each in value if isinstance(value, (tuple, list)) else (value,):
            if isinstance(each, core.ClosedJaxpr):
                yield each.jaxpr
            elif isinstance(each, core.Jaxpr):
                yield each


def _dot(inputs: Any, outputs: Any, params: Any) -> float:
    (contracted, _), _ = params["dimension_numbers"]
    return 2 * outputs[0].size * prod(inputs[0].shape[axis] for axis in contracted)


def _convolution(inputs: Any, outputs: Any, params: Any) -> float:
    kernel = inputs[1].shape
    return 2 * outputs[0].size * prod(kernel) / kernel[params["dimension_numbers"].rhs_spec[0]]


def _square(inputs: Any, factor: float) -> float:
    """Return ``factor`` n³ operations for each matrix of n rows."""
    return factor * prod(inputs[0].shape[:-2]) * inputs[0].shape[-1] ** 3


def _tall(inputs: Any) -> tuple[int, int, int]:
    """Return the number of matrices, and their longer and shorter side."""
    *many, rows, columns = inputs[0].shape
    return prod(many), max(rows, columns), min(rows, columns)


def _qr(inputs: Any, *_: Any) -> float:
    many, m, n = _tall(inputs)
    return many * (2 * m * n * n - 2 * n**3 / 3)


def _svd(inputs: Any, *_: Any) -> float:
    many, m, n = _tall(inputs)
    return many * (6 * m * n * n + 20 * n**3)


_EXPENSIVE = {
    "dot_general": _dot,
    "conv_general_dilated": _convolution,
    "cholesky": lambda i, *_: _square(i, 1 / 3),
    "lu": lambda i, *_: _square(i, 2 / 3),
    "eigh": lambda i, *_: _square(i, 9.0),
    "triangular_solve": lambda i, o, _: i[0].shape[-1] * o[0].size,
    "geqrf": _qr,
    "qr": _qr,
    "householder_product": _qr,
    "svd": _svd,
    "scatter-add": lambda i, *_: i[2].size,
    "scatter_add": lambda i, *_: i[2].size,
    "reduce_window_sum": lambda i, o, p: o[0].size * prod(p["window_dimensions"]),
    "reduce_window_max": lambda i, o, p: o[0].size * prod(p["window_dimensions"]),
}
