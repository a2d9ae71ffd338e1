"""Random numbers from streams that are promised stable, for many seeds at once."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

import numpy as np

# The Mersenne Twister (Matsumoto & Nishimura 1998, doi:10.1145/272991.272995): words of state, the distance of the
# words that are mixed, and the multiplier with which a seed fills them (in their revision of 2002).
WORDS, DISTANCE, FILL = 624, 397, np.uint32(1812433253)
MANY_SEEDS = 256  # from this number on, filling all states together is faster than filling one after the other


@lru_cache(maxsize=4)
def uniforms(seeds: tuple[int, ...], n: int) -> np.ndarray:
    """Return numbers in [−1, 1] ``[n, len(seeds)]``: those of ``RandomState(seed)``, and zeros for seed 0.

    The last few results are cached, because all variants on a problem need the same ones.
    """
    together = len(seeds) >= MANY_SEEDS and 2 * n <= WORDS - DISTANCE
    found = _of_all(np.array(seeds, np.uint32), n) if together else _one_by_one(seeds, n)
    found *= np.array(seeds) != 0
    found.flags.writeable = False
    return found


def _one_by_one(seeds: tuple[int, ...], n: int) -> np.ndarray:
    """Return the numbers of the streams one after the other, from one RandomState that is seeded again for each.

    Making a RandomState takes thirty times as long as seeding it.
    """
    stream, found = np.random.RandomState(0), np.empty((n, len(seeds)))
    for column, seed in enumerate(seeds):
        stream.seed(seed)
        found[:, column] = stream.uniform(-1.0, 1.0, n)
    return found


def _of_all(seeds: np.ndarray, n: int) -> np.ndarray:
    """Return the same numbers for all streams at once; their first words depend only on a part of the filled state."""
    state = np.empty((DISTANCE + 2 * n + 1, len(seeds)), np.uint32)
    state[0] = seeds
    for number, (before, word) in zip(np.arange(1, len(state), dtype=np.uint32), pairwise(state), strict=True):
        np.right_shift(before, 30, out=word)
        np.bitwise_xor(word, before, out=word)
        np.multiply(word, FILL, out=word)
        np.add(word, number, out=word)
    high, low = state[: 2 * n] & np.uint32(1 << 31), state[1 : 2 * n + 1] & np.uint32((1 << 31) - 1)
    mixed = high | low
    words = state[DISTANCE : DISTANCE + 2 * n] ^ mixed >> np.uint32(1) ^ (mixed & np.uint32(1)) * np.uint32(0x9908B0DF)
    words ^= words >> np.uint32(11)
    words ^= words << np.uint32(7) & np.uint32(0x9D2C5680)
    words ^= words << np.uint32(15) & np.uint32(0xEFC60000)
    words ^= words >> np.uint32(18)
    # 53 bits of two words, as a share of one
    share = ((words[0::2] >> np.uint32(5)) * 67108864.0 + (words[1::2] >> np.uint32(6))) / 9007199254740992.0
    return -1.0 + 2.0 * share
