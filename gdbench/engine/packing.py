"""Packs a pytree of arrays of any type into floats of the working precision and integers, and back, bit for bit."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import jax
import numpy as np
from jax import numpy as jnp

from gdbench.engine.views import joined, size_of


@dataclass(frozen=True)
class Packing:
    """The place of each leaf of a pytree with these ``shapes``.

    Floats of the working precision lie among ``floats``. The bits of all other leaves lie among ``integers``, in words
    of 32 bits: integers, flags, random keys of any kind, complex numbers, and floats of another precision.
    """

    shapes: Any
    working: str

    @cached_property
    def floats(self) -> int:
        """The number of floats."""
        return sum(size_of(leaf.shape) for leaf in jax.tree.leaves(self.shapes) if self._is_float(leaf))

    @cached_property
    def integers(self) -> int:
        """The number of words."""
        return sum(_words(leaf) for leaf in jax.tree.leaves(self.shapes) if not self._is_float(leaf))

    def pack(self, tree: Any) -> tuple[jax.Array, jax.Array]:
        """Return floats and words of a pytree."""
        leaves = [jnp.asarray(leaf) for leaf in jax.tree.leaves(tree)]
        floats = [leaf.reshape(-1) for leaf in leaves if self._is_float(leaf)]
        words = [_bits(leaf) for leaf in leaves if not self._is_float(leaf)]
        return joined(floats or [jnp.zeros((0,), self.working)]), joined(words or [jnp.zeros((0,), jnp.int32)])

    def unpack(self, floats: jax.Array, words: jax.Array) -> Any:
        """Return the pytree of these floats and words; what follows the last leaf is ignored."""
        leaves, f, w = [], 0, 0
        for like in jax.tree.leaves(self.shapes):
            if self._is_float(like):
                leaves.append(floats[f : f + size_of(like.shape)].reshape(like.shape))
                f += size_of(like.shape)
            else:
                leaves.append(_leaf(words[w : w + _words(like)], like))
                w += _words(like)
        return jax.tree.unflatten(jax.tree.structure(self.shapes), leaves)

    def _is_float(self, leaf: Any) -> bool:
        return leaf.dtype == self.working


def _words(like: Any) -> int:
    """Return how many words the bits of a leaf take."""
    return jax.eval_shape(_bits, like).shape[0]


def _bits(leaf: jax.Array) -> jax.Array:
    """Return the bits of a leaf as words ``[W]``, int32."""
    if jnp.issubdtype(leaf.dtype, jax.dtypes.prng_key):
        leaf = jax.random.key_data(leaf)
    if jnp.issubdtype(leaf.dtype, jnp.complexfloating):
        return jnp.concatenate([_bits(leaf.real), _bits(leaf.imag)])
    if leaf.dtype.itemsize >= 4:
        return jax.lax.bitcast_convert_type(leaf, jnp.int32).reshape(-1)
    if jnp.issubdtype(leaf.dtype, jnp.floating):
        leaf = jax.lax.bitcast_convert_type(leaf, _unsigned(leaf.dtype))
    return leaf.reshape(-1).astype(jnp.int32)


def _leaf(words: jax.Array, like: Any) -> jax.Array:
    """Return the leaf of these words."""
    if jnp.issubdtype(like.dtype, jax.dtypes.prng_key):
        data = _leaf(words, jax.eval_shape(jax.random.key_data, like))
        return jax.random.wrap_key_data(data, impl=_kind_of(like))
    if jnp.issubdtype(like.dtype, jnp.complexfloating):
        part = jax.eval_shape(jnp.real, like)
        return jax.lax.complex(*(_leaf(half, part) for half in jnp.split(words, 2)))
    if like.dtype.itemsize >= 4:
        each = like.dtype.itemsize // 4
        return jax.lax.bitcast_convert_type(words.reshape((*like.shape, each) if each > 1 else like.shape), like.dtype)
    if jnp.issubdtype(like.dtype, jnp.floating):
        bits = words.reshape(like.shape).astype(_unsigned(like.dtype))
        return jax.lax.bitcast_convert_type(bits, like.dtype)
    return words.reshape(like.shape).astype(like.dtype)


def _unsigned(dtype: Any) -> np.dtype:
    return jnp.dtype(f"uint{jnp.finfo(dtype).bits}")


def _kind_of(like: Any) -> Any:
    """Return the kind of random keys; JAX tells it of an array only, and not of its shape."""
    kinds: list[Any] = []
    jax.eval_shape(lambda key: kinds.append(jax.random.key_impl(key)), like)
    return kinds[0]
