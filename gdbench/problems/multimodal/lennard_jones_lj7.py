"""The energy of seven Lennard-Jones atoms."""

import math

import numpy as np
from jax import numpy as jnp

from gdbench.registry import problem

SIDE = 1.1
CUBE = ((0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 1, 0), (1, 0, 1), (0, 1, 1))  # seven corners of the cube
RADIUS, HEIGHT = 0.9562063096026523, 0.5738701692194005  # of the ring, and of the two apexes above and below it
FIRST, SECOND = np.triu_indices(7, k=1)  # the 21 pairs


def _bipyramid():
    angles = 2.0 * math.pi / 5.0 * np.arange(5)
    ring = np.stack([RADIUS * np.cos(angles), RADIUS * np.sin(angles), np.zeros(5)], axis=1)
    return np.vstack([ring, [[0.0, 0.0, HEIGHT], [0.0, 0.0, -HEIGHT]]]).ravel()


@problem(
    dims=21,
    start=SIDE * np.ravel(CUBE),
    minimiser=_bipyramid(),
    minimum=-16.505384168012217,
    tags=("nonconvex", "smooth", "multimodal", "degenerate", "pole"),
    source="Cambridge Cluster Database, LJ7; Hoare & Pal 1971, Adv. Phys. 20:161; scipy benchmarks LJ",
)
def lennard_jones_lj7(x):
    """Lennard-Jones atoms attract each other from afar and repel each other when near.

    f = 4 Σ_{i<j} r⁻¹² − r⁻⁶, over the distances of all pairs

    The best cluster of seven atoms is a pentagonal bipyramid. It may be moved, rotated, mirrored and have its atoms
    in any order, so six directions at it are flat. Three local minima are higher (−15.94, −15.59, −15.53). Where
    two atoms meet, f is infinite and its gradient is undefined; at large distances both vanish.
    """
    atoms = x.reshape(7, 3, *x.shape[1:])
    attraction = jnp.sum((atoms[FIRST] - atoms[SECOND]) ** 2, axis=1) ** -3
    return 4.0 * jnp.sum(attraction * (attraction - 1.0), axis=0)
