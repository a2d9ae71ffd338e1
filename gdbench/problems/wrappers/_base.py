"""Code that wrappers share: the problem around a base, the oracle of the base, and the loss of the box."""

from __future__ import annotations

import inspect
from dataclasses import replace

import jax


def wrapped(base, function, *, plus=(), minus=(), source, **changes):
    """Return ``base`` with another function, the docstring of that function, other tags and ``changes``."""
    return replace(
        base,
        doc=f"{inspect.getdoc(function)}\n\nInside, {base.name}: {base.doc}",
        function=function,
        tags=(base.tags - frozenset(minus)) | frozenset(plus),
        source=f"{source}; inside: {base.source}",
        **changes,
    )


def met(base):
    """Return the oracle of the base, or its function with the gradient if the base has no oracle."""
    if base.oracle is not None:
        return base.oracle
    both = jax.value_and_grad(base.value)
    return lambda t, x, key: both(x)


def through(base, forward, back):
    """Return the oracle at ``forward(x)`` with its gradient mapped by ``back``, or None if the base has no oracle."""
    if base.oracle is None:
        return None

    def oracle(t, x, key):
        value, gradient = base.oracle(t, forward(x), key)
        return value, back(gradient)

    return oracle


def without_box(base, wrapper):
    """Return the changes that remove the box, or raise ValueError if the minimum lies on the border of the box."""
    if "box-minimum" in base.tags:
        raise ValueError(f"{wrapper} gives up the box, but the minimum of {base.name} lies on the border of its box")
    return {"box": None}
