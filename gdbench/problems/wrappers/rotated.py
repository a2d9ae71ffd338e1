"""A problem in rotated coordinates."""

from dataclasses import replace
from functools import lru_cache

import jax
import numpy as np
from jax import numpy as jnp

from gdbench.problems.parameters import number
from gdbench.problems.wrappers._base import through, without_box, wrapped
from gdbench.registry import problem_maker

MOST = 2000  # coordinates at most, because a rotation has n² numbers


@lru_cache(maxsize=4)
def rotation(seed, n):
    """Return a uniformly distributed orthogonal matrix: Q of normal numbers with the diagonal of R made positive."""
    q, r = np.linalg.qr(np.random.RandomState(seed).normal(size=(n, n)))
    q *= np.sign(np.diag(r))
    q.setflags(write=False)
    return q


def times(matrix, x):
    """Return the product with ``x`` ``[n, *runs]`` in full precision on every device."""
    return jnp.tensordot(jnp.asarray(matrix, x.dtype), x, 1, precision=jax.lax.Precision.HIGHEST)


@problem_maker(base="rastrigin10")
def rotated(base, seed=1):
    """Return ``base(Q x)`` with an orthogonal matrix Q from RandomState(seed)."""
    number("seed", seed, 0, 2**32 - 1, whole=True)

    def function(x):
        """The landscape is rotated together with its start: f = base(Q x), where Q is orthogonal.

        Plain descent and momentum behave as before; for a rule that scales coordinates one by one, the curvatures
        are no longer along the axes. There is no box, because it would be rotated too; n is at most 2000.
        """
        return base.function(times(rotation(seed, x.shape[0]), x))

    most = MOST if base.dims.at_most is None else min(MOST, base.dims.at_most)
    return wrapped(
        base,
        function,
        minus=("separable",),
        dims=base.dims if base.dims.at_least is None else replace(base.dims, at_most=most),
        start=lambda n: base.start(n) @ rotation(seed, n),
        minimisers=lambda n: base.minimisers(n) @ rotation(seed, n),
        oracle=through(
            base,
            lambda x: times(rotation(seed, x.shape[0]), x),
            lambda gradient: times(rotation(seed, gradient.shape[0]).T, gradient),
        ),
        source="Stewart 1980, SIAM J. Numer. Anal. 17:403: random orthogonal matrices",
        **without_box(base, "rotated"),
    )
