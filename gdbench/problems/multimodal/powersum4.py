"""The power sum function."""

from itertools import permutations

from jax import numpy as jnp

from gdbench.registry import problem

ORDERS = sorted(set(permutations((1.0, 2.0, 2.0, 3.0))))  # of the answer's coordinates


@problem(
    dims=4,
    start=2.0,
    minimiser=ORDERS,
    minimum=0.0,
    residuals=True,
    box=(0.0, 4.0),
    tags=("nonconvex", "smooth", "multimodal", "degenerate"),
    source="Neumaier, in Surjanovic & Bingham, Virtual Library of Simulation Experiments; scipy go_benchmark PowerSum",
)
def powersum4(x):
    """The power sum function asks for four numbers with power sums 8, 18, 44 and 114: rₖ = Σ xᵢᵏ − bₖ, f = Σ rₖ².

    The answer is (1, 2, 2, 3) in any of its 12 orders; the repeated 2 makes the Hessian singular. The standard
    start has equal coordinates, which gradient steps keep equal, so from there f = 0 is out of reach.
    """
    return jnp.stack([jnp.sum(x**k, axis=0) - b for k, b in enumerate((8.0, 18.0, 44.0, 114.0), start=1)])
