"""Areas of variants that are equal in mean, or of which all but the first are worse, in shapes that real areas have."""

import numpy as np

FAMILIES = np.array([[0.02, 0.01], [0.05, 0.03], [0.1, 0.1], [0.2, 0.2]])  # scatter over workloads and over seeds


def areas(random, shape, variants, workloads, seeds, *, worse=0.0):
    """Areas ``[V, W, S]`` of this shape (see `SHAPES`); all variants but the first are ``worse`` by so much."""
    own = SHAPES[shape](random, (variants, workloads, seeds), float(workloads > 1))
    own[1:] -= worse
    return np.clip(own, 0.0, 1.0)


def _plain(random, size, _):
    """Workloads differ, variants do not."""
    return random.uniform(0.2, 0.8, (1, size[1], 1)) + random.normal(0, 0.1, size)


def _interaction(random, size, several):
    """A workload suits each variant differently; on a single workload there is no such difference in the mean."""
    return _plain(random, size, several) + several * random.normal(0, 0.05, (*size[:2], 1))


def _zeros(random, size, several):
    """Skewed areas, some of them 0: a fifth of the cells, or a tenth of the runs on a single workload."""
    base = random.beta(1.2, 2.0, (1, size[1], 1))
    base = (0.5 * base + 0.5 * random.beta(1.2, 2.0, (*size[:2], 1))) if several else base
    lost = random.random((*size[:2], 1 if several else size[2])) < (0.2 if several else 0.1)
    return np.where(lost, 0.0, base + random.gamma(1.0, 0.06, size))


def _ties(random, size, several):
    """Areas that take only eleven values."""
    level = random.uniform(0, 1, (1, size[1], 1)) + several * random.normal(0, 0.15, (*size[:2], 1))
    return np.round(10 * np.clip(level + random.normal(0, 0.15, size), 0, 1)) / 10


def _families(random, size, several):
    """Four families, of which each scatters more than the one before; the members of a family are nearly alike."""
    family = np.arange(size[0]) * 4 // max(size[0], 4)
    suits = several * random.normal(0, FAMILIES[:, :1, None], (4, size[1], 1))
    own = several * random.normal(0, 0.01, (*size[:2], 1)) + random.normal(0, 1, size) * FAMILIES[family, 1, None, None]
    return random.uniform(0.3, 0.7, (1, size[1], 1)) + suits[family] + own


SHAPES = {
    "plain": _plain, "interaction": _interaction, "zeros": _zeros, "ties": _ties, "families": _families,
}  # fmt: skip


def permuted(random, area):
    """Areas ``[V, W, S]`` with the variants exchanged on every workload, or for every seed of a single workload."""
    out = np.array(area)
    for workload in range(area.shape[1]):
        if area.shape[1] > 1:
            out[:, workload] = out[random.permutation(len(out)), workload]
        else:
            for seed in range(area.shape[2]):
                out[:, 0, seed] = out[random.permutation(len(out)), 0, seed]
    return out
