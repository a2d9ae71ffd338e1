"""Checks that a user's test function keeps to the contract of problems: coordinates first, one value per run."""

from __future__ import annotations

import numpy as np

from gdbench.types import Problem

_TOLERANCE = 1e-3  # of the values: rounding may differ between one point and many


def problem_fault(problem: Problem, n: int) -> str | None:
    """Return why a problem cannot be run in ``n`` dimensions, or None.

    The function is called with each of a few points ``[n]``, and with all of them at once ``[n, R]``: the value at a
    point must not depend on the other points. Half of the points are starts, and half lie far apart.
    """
    runs = 6 if n != 6 else 8  # another number than n, so that the two axes cannot be confused
    try:
        points = _points(problem, n, runs)
    except Exception as error:
        return f"its start, box or minimiser is not that of {n} dimensions ({type(error).__name__}: {error})"
    return _traced_fault(problem, n) or _oracle_fault(problem, n) or _coupling(problem, points)


def _points(problem: Problem, n: int, runs: int) -> np.ndarray:
    """Return points ``[n, R]``; raises ValueError for facts of another shape."""
    shapes = {"start": np.shape(problem.start(n)), "minimiser": np.shape(problem.minimisers(n))[1:]}
    for name, shape in shapes.items():
        if shape != (n,):
            raise ValueError(f"the {name} has {' × '.join(map(str, shape)) or 'no'} coordinates")
    float(problem.minimum(n))
    starts = problem.starts(n, range(1, runs // 2 + 1))
    wide = np.random.default_rng(0).normal(size=(n, runs - starts.shape[1])) * (1.0 + np.abs(starts).max())
    points = np.concatenate([starts, wide], axis=1)
    return points if problem.box is None else np.clip(points, *problem.box)


def _traced_fault(problem: Problem, n: int) -> str | None:
    """Return what prevents the function from being compiled, or what is wrong with the type of its value."""
    import jax

    point = jax.ShapeDtypeStruct((n,), "float32")
    try:
        value = jax.eval_shape(problem.value, point)
    except Exception as error:
        return f"it cannot be compiled for a point x of shape ({n},): {_told(error)}"
    if not hasattr(value, "dtype"):
        return f"it returns a {type(value).__name__}: return an array with one value per run"
    if not jax.numpy.issubdtype(value.dtype, jax.numpy.floating):
        return f"it returns {value.dtype}: return floats, because the value is differentiated"
    if value.dtype.itemsize < point.dtype.itemsize:
        return f"it returns {value.dtype} for an x of float32: return numbers of the precision of x"
    return None


def _oracle_fault(problem: Problem, n: int) -> str | None:
    """Return what is wrong with the value and the gradient that a run meets instead of those of the function."""
    import jax

    if problem.oracle is None:
        return None
    key, point = jax.eval_shape(lambda: jax.random.key(0)), jax.ShapeDtypeStruct((n,), "float32")
    try:
        found = jax.eval_shape(problem.oracle, jax.ShapeDtypeStruct((), "int32"), point, key)
        shapes = [each.shape for each in found]
    except Exception as error:
        return f"its oracle(t, x, key) cannot be compiled: {_told(error)}"
    if shapes != [(), (n,)]:
        told = ", ".join(map(str, shapes))
        return f"its oracle returns shapes {told}: return the value () and the gradient ({n},) of one point ({n},)"
    return None


def _coupling(problem: Problem, points: np.ndarray) -> str | None:
    """Return how the value at one point depends on the others, or None."""
    import jax

    x = jax.numpy.asarray(points, "float32")
    n, runs = x.shape
    advice = "let every reduction run over axis 0, such as jnp.sum(x**2, axis=0)"
    try:
        alone = [np.asarray(problem.value(x[:, i])) for i in range(runs)]
        together = np.asarray(problem.value(x))
    except Exception as error:
        return f"x has the shape ({n}, {runs}) for {runs} runs, and there it raises {_told(error)}"
    wrong = [each.shape for each in alone if each.shape != ()]
    if wrong:
        return f"it returns an array of shape {wrong[0]} for one point x of shape ({n},), not one value: {advice}"
    if together.shape != (runs,):
        shape = f"x has the shape ({n}, {runs}) for {runs} runs"
        return f"{shape}, and there it returns an array of shape {together.shape}, not one value per run: {advice}"
    scale = max((abs(float(each)) for each in alone if np.isfinite(each)), default=0.0)
    if not np.allclose(together, alone, rtol=_TOLERANCE, atol=_TOLERANCE * 0.1 * scale, equal_nan=True):
        return f"its value at a point depends on the other points of x, whose shape is ({n}, {runs}): {advice}"
    return None


def _told(error: Exception) -> str:
    """Return the kind of an error and the first line of its text."""
    first = str(error).strip().partition("\n")[0]
    return f"{type(error).__name__}: {first}"
