"""Norms of matrices that neither overflow nor underflow, and limits of ranks."""

import math

from gdbench.variants._maths import norm

DEFAULT_RANK = 4


def length(a):
    """Return the Frobenius norm."""
    return norm(a.reshape(-1))


def root_mean_square(a):
    """Return √mean(a²)."""
    return length(a) / math.sqrt(a.size)


def rank_within(rank, shape):
    """Return the rank, limited to the smaller side of the matrix."""
    return min(rank, *shape)


def rank_refused(settings, shapes):
    """Return why the requested rank exceeds every matrix among the leaves, or None; the default is always accepted."""
    sides = [min(shape) for shape in shapes if len(shape) == 2]
    if not sides or settings.rank <= max(DEFAULT_RANK, *sides):
        return None
    return f"rank {settings.rank} is more than the smaller side of every matrix here (largest: {max(sides)})"
