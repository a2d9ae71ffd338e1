"""The switch of a program on its rules or problems, whose branches are compiled independently of each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import jax
import numpy as np
from jax import numpy as jnp

from gdbench.engine.inputs import Inputs


def switched(index: Any, branches: Sequence[Callable[..., Any]], *operands: Any) -> Any:
    """Return the result of the branch with this number; the number is unbatched, so that only this branch runs.

    The first branch of every program returns zeros and never runs. Without it, XLA would compile a single branch
    together with the code around it, and would take the layouts of arrays from the first of several branches, so that
    rounding would depend on what else is in the program. In a program that is only timed or counted, ``index`` is None,
    and its one branch needs no switch.
    """
    if index is None:
        (only,) = branches
        return only(*operands)
    shapes = jax.eval_shape(branches[0], *operands)
    zeros = lambda *_: jax.tree.map(lambda leaf: jnp.zeros(leaf.shape, leaf.dtype), shapes)  # noqa: E731
    return jax.lax.switch(index + 1, [zeros, *branches], *operands)


def apart(inputs: Inputs, function: Callable[..., Any], *operands: Any) -> Any:
    """Return ``function(*operands)``, compiled independently of the rules that use the result.

    The number of the branch depends on the first word of a key, which is 0 in all our keys, but XLA cannot know that.
    """
    if inputs.rule is None:
        return function(*operands)
    return switched((inputs.keys[0, 0] == np.uint32(0xFFFFFFFF)).astype(jnp.int32), [function], *operands)
