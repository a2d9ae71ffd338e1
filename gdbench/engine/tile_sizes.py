"""Chooses how many runs a call carries: as many as fit into caches and memory, in tiles of equal size."""

from __future__ import annotations

from typing import NamedTuple

# Measured on two cores with 2 MiB of second-level cache each, with 3 rules on 3 problems: in 10 dimensions, a step of
# one run costs the same in all tiles of 256 to 1024 runs; in 100 dimensions, it costs 1.2 times as much in tiles of 512
# and 1.5 times as much in tiles of 2048. A step of 48 runs costs as much as one of 128. According to the compiler's
# memory analysis, a run takes 8 numbers per coordinate.
# With mini-batches, the examples take cache too: a step of one run of `mlp_digits` costs 1.2 to 1.3 times as much in
# tiles of 64 as in tiles of 16, which fit into the second-level cache; a step of `logreg_breast_cancer` costs half as
# much.
MOST_RUNS, FEWEST_RUNS = 1024, 128
CACHE_BYTES = 2**20
NUMBERS_PER_COORDINATE = 8
TILE_BYTES = 256 * 2**20  # limit for the arrays known before compiling; other memory is known only afterwards
# A device carries a multiple of so many runs in a call. XLA rewrites reductions of more than 32 numbers, and with 16
# or 32 runs the last bits of bfgs, pso and others differ from those with 48 runs and more.
GRANULE = 48
GROUP = 16  # runs of a task that share a matrix product (see `groups`)


class TileLimits(NamedTuple):
    """The most runs that a tile should carry, and the bytes that each of them takes."""

    most: int
    bytes_per_run: int


def tile_size(runs: int, limits: TileLimits) -> int:
    """Return how many runs a call carries when ``runs`` are to be made."""
    most = max(1, min(runs, limits.most, TILE_BYTES // limits.bytes_per_run))
    return -(-runs // -(-runs // most))
