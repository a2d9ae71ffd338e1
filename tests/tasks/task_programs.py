"""Functions of tasks, compiled whole, because compiling each small operation takes longer than running it."""

from functools import cache

import jax
import numpy as np

from gdbench.engine.compiled import EASY, compile_with


@cache
def _program(function, shapes):
    arguments = [jax.ShapeDtypeStruct(shape, dtype) for shape, dtype in shapes]
    return compile_with(jax.jit(function).lower(*arguments), EASY)


def quick(function, *arguments):
    """The value of a function of arrays, compiled for their shapes."""
    arrays = [np.asarray(argument) for argument in arguments]
    return jax.device_get(_program(function, tuple((each.shape, each.dtype.name) for each in arrays))(*arrays))
