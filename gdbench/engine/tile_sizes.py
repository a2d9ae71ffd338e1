"""How many runs a call carries: as many as the caches and the memory hold, in equal parts of those asked for."""

from __future__ import annotations

from typing import NamedTuple

# Measured on two cores with 2 MiB of second-level cache each, 3 rules on 3 problems: in 10 dimensions, a run's step
# costs the same in tiles of 256 to 1024; in 100, 1.2 times as much in tiles of 512 and 1.5 times in tiles of 2048. A
# step of 48 runs costs as much as one of 128. The compiler's own memory analysis says 8 numbers per coordinate.
# Of mini-batches, the examples count too: a step of `mlp_digits` costs a run 1.2 to 1.3 times as much in tiles of 64
# as in tiles of 16, where all is in the second-level cache; one of `logreg_breast_cancer` half as much.
MOST_RUNS, FEWEST_RUNS = 1024, 128
CACHE_BYTES = 2**20
NUMBERS_PER_COORDINATE = 8
TILE_BYTES = 256 * 2**20  # of the arrays that are known before compiling; the rest is measured then
GROUP = 16  # runs of a task that share a matrix product (see `groups`)


class TileLimits(NamedTuple):
    """The most runs that a tile should carry, and the bytes that each of them takes."""

    most: int
    bytes_per_run: int


def tile_size(runs: int, limits: TileLimits) -> int:
    """Return how many runs a call carries when ``runs`` are to be made."""
    most = max(1, min(runs, limits.most, TILE_BYTES // limits.bytes_per_run))
    return -(-runs // -(-runs // most))
