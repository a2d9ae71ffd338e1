"""Streams of mini-batches: the examples of each step for each seed, drawn before any program runs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from gdbench.types import Sampling, distinct_examples


def mini_batches(examples: int, batch: int, steps: int, seeds: Sequence[int], sampling: Sampling) -> np.ndarray:
    """Return example numbers ``[seeds, steps, batch]``: one stream per seed, the same for every variant.

    Without replacement, the last, short batch of an epoch is left out. The last two tables are cached.
    """
    return _streams(examples, batch, steps, tuple(seeds), sampling)


@lru_cache(maxsize=2)
def _streams(examples: int, batch: int, steps: int, seeds: tuple[int, ...], sampling: Sampling) -> np.ndarray:
    table = np.stack([_stream(np.random.RandomState(seed), examples, batch, steps, sampling) for seed in seeds])
    table.flags.writeable = False
    return table


def _stream(random: np.random.RandomState, examples: int, batch: int, steps: int, sampling: Sampling) -> np.ndarray:
    if sampling == "replacement":
        return random.randint(examples, size=(steps, batch), dtype=np.int32)
    if sampling == "growing":
        sizes = distinct_examples(batch, sampling, steps)
        count = -(-int(sizes.sum()) // examples)
        order = np.concatenate([random.permutation(examples) for _ in range(count)]).astype(np.int32)
        ends = np.cumsum(sizes)
        return np.stack([np.resize(order[end - size : end], batch) for end, size in zip(ends, sizes, strict=True)])
    per_epoch = max(1, examples // batch)
    epochs = [random.permutation(examples)[: per_epoch * batch] for _ in range(-(-steps // per_epoch))]
    return np.concatenate(epochs).reshape(-1, batch)[:steps].astype(np.int32)
