"""Gives each run its own random numbers through those arguments of a factory that are a key or a seed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from inspect import Parameter
from typing import Any

import jax
import numpy as np
from jax import numpy as jnp

from gdbench.types import KEY_ARGUMENTS, SEED_ARGUMENTS


def random_arguments(parameters: Collection[Parameter], given: Mapping[str, Any], key: jax.Array) -> dict[str, Any]:
    """Return the ``given`` arguments with a key or a seed of the run whose key data are ``key`` ``[2]``.

    Of several such arguments, the first is passed, a key before a seed, and the others keep their defaults, because
    factories expect one of them. What an entry itself sets is passed on: then it is the same in all runs.
    """
    named = {each.name: each for each in parameters}
    known = [
        name
        for name in (*KEY_ARGUMENTS, *SEED_ARGUMENTS)
        if name in named and _random_like(named[name], key) is not None
    ]
    if any(_is_set(given.get(name), named[name].default) for name in known):
        return dict(given)
    required = [name for name in known if named[name].default is Parameter.empty]
    drawn = {name: _random_like(named[name], key) for name in dict.fromkeys([*known[:1], *required])}
    return {**given, **drawn}


def _is_set(value: Any, default: Any) -> bool:
    """Return whether an entry sets an argument: it is swept, or differs from its default."""
    return value is not None and (isinstance(value, jax.Array) or value != default)


def _random_like(parameter: Parameter, key: jax.Array) -> Any:
    """Return a key or a seed of the kind of the argument's default, or None if the default is neither."""
    default, seed = parameter.default, key[-1].astype(jnp.int32)
    if default is None or default is Parameter.empty:
        return jax.random.wrap_key_data(key, impl="threefry2x32") if parameter.name in KEY_ARGUMENTS else seed
    if isinstance(default, (int, np.integer)) and not isinstance(default, bool):
        return seed
    dtype = getattr(default, "dtype", None)
    if dtype is not None and jnp.issubdtype(dtype, jax.dtypes.prng_key):
        return jax.random.key(seed, impl=jax.random.key_impl(default))
    if dtype == jnp.uint32 and np.shape(default) == (2,):
        return key
    if dtype == jnp.uint32 and np.shape(default) == (4,):
        return jax.random.key_data(jax.random.key(seed, impl="rbg"))
    return None
