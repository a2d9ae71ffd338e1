"""The pytree of the parameters that a program minimises, and its place in one flat vector."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import jax
import numpy as np
from jax import numpy as jnp

from gdbench.engine.views import joined, size_of

Leaves = tuple[tuple[str, int, tuple[int, ...]], ...]  # (name, offset, shape) of each leaf


@dataclass(frozen=True)
class ParameterTree:
    """A pytree of parameters: its structure, its leaves in their order, and their dtypes.

    The flat vector has the precision ``working``; a leaf of less precision keeps its own, and its numbers in the flat
    vector are those that its array could hold.
    """

    structure: Any
    leaves: Leaves
    dtypes: tuple[Any, ...]  # those of NumPy, or of random keys
    working: str

    @classmethod
    def of(cls, shapes: Any, working: str) -> ParameterTree:
        """Return the tree of these parameters, or of their shapes."""
        found, structure = jax.tree_util.tree_flatten_with_path(shapes)
        table, dtypes, offset = [], [], 0
        for path, leaf in found:
            name = jax.tree_util.keystr(path, simple=True, separator=".")
            shape = tuple(np.shape(leaf))
            table.append((name, offset, shape))
            dtypes.append(leaf.dtype)
            offset += size_of(shape)
        return cls(structure, tuple(table), tuple(dtypes), working)

    @classmethod
    def vector(cls, n: int, working: str) -> ParameterTree:
        """Return the tree that is one array of ``n`` numbers."""
        return cls.of(jax.ShapeDtypeStruct((n,), working), working)

    @classmethod
    def of_shapes(cls, shapes: Sequence[tuple[int, ...]], working: str) -> ParameterTree:
        """Return a tree with leaves of these shapes, in this order; a single one is an array by itself."""
        arrays = {f"leaf{i:03d}": jax.ShapeDtypeStruct(shape, working) for i, shape in enumerate(shapes)}
        return cls.of(arrays if len(arrays) != 1 else arrays["leaf000"], working)

    @property
    def size(self) -> int:
        """The number of parameters."""
        return sum(size_of(shape) for _, _, shape in self.leaves)

    @cached_property
    def shapes(self) -> Any:
        """The parameters as shapes."""
        pairs = zip(self.leaves, self.dtypes, strict=True)
        return self._made(jax.ShapeDtypeStruct(shape, dtype) for (_, _, shape), dtype in pairs)

    def unflatten(self, flat: jax.Array) -> Any:
        """Return the parameters whose flat vector is ``flat`` ``[n]``."""
        pairs = zip(self.leaves, self.dtypes, strict=True)
        cut = lambda at, shape: flat if len(self.leaves) == 1 else flat[at : at + size_of(shape)]  # noqa: E731
        return self._made(cut(at, shape).reshape(shape).astype(dtype) for (_, at, shape), dtype in pairs)

    def flatten(self, tree: Any) -> jax.Array:
        """Return the flat vector ``[n]`` of parameters or gradients of this structure."""
        return self.joined(jax.tree.leaves(tree))

    def joined(self, leaves: Sequence[Any]) -> jax.Array:
        """Return the flat vector ``[n]`` of the leaves in their order."""
        return joined([jnp.asarray(leaf).reshape(-1).astype(self.working) for leaf in leaves])

    def stored(self, flat: jax.Array) -> jax.Array:
        """Return flat vectors ``[…, n]`` with each leaf rounded to its own precision, as its array would hold it."""
        if all(dtype == self.working for dtype in self.dtypes):
            return flat
        pairs = zip(self.leaves, self.dtypes, strict=True)
        parts = [_rounded(flat[..., at : at + size_of(shape)], dtype) for (_, at, shape), dtype in pairs]
        return jnp.concatenate(parts, axis=-1)

    def _made(self, leaves: Any) -> Any:
        return jax.tree.unflatten(self.structure, list(leaves))


def _rounded(part: jax.Array, dtype: Any) -> jax.Array:
    """Round to a precision; a conversion to it and back would be removed by the compiler."""
    kind = jnp.finfo(dtype)
    return jax.lax.reduce_precision(part, exponent_bits=kind.nexp, mantissa_bits=kind.nmant)
