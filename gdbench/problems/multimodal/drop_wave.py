"""The drop-wave function."""

from jax import numpy as jnp

from gdbench.problems.trigonometry import cos
from gdbench.registry import problem


@problem(
    dims=2,
    start=(2.0, -3.0),
    minimiser=0.0,
    minimum=-1.0,
    box=(-5.12, 5.12),
    tags=("nonconvex", "smooth", "multimodal"),
    source="Surjanovic & Bingham, Virtual Library of Simulation Experiments; scipy go_benchmark DropWave",
)
def drop_wave(x):
    """The drop-wave function has rings of waves around its centre: f = −(1 + cos 12r) / (½ r² + 2), with r = |x|.

    The local minima form whole circles; at the top of every ring f = 0.
    """
    squares = jnp.sum(x * x, axis=0)
    # √ has no derivative at 0, although cos √ has one, so both branches of the outer choice need safe arguments.
    away = squares > 0.0
    r = jnp.where(away, jnp.sqrt(jnp.where(away, squares, 1.0)), 0.0)
    return -4.0 * cos(6.0 * r) ** 2 / (squares + 4.0)
