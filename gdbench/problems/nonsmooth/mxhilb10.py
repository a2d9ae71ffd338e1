"""The largest row of the Hilbert matrix."""

from jax import numpy as jnp
from scipy.linalg import hilbert

from gdbench.problems.coordinates import largest
from gdbench.registry import problem
from gdbench.types import scalable


@problem(
    dims=scalable(10, at_most=2000),
    start=1.0,
    minimiser=0.0,
    minimum=0.0,
    tags=("convex", "nonsmooth"),
    source="Haarala, Miettinen & Mäkelä 2004, Optim. Methods Softw. 19:673, problem 2",
)
def mxhilb10(x):
    """The Hilbert rows are so similar that their maximum hardly changes in most directions.

    f = maxᵢ |Σⱼ xⱼ / (i + j − 1)|

    JAX shares the subgradient equally among tied rows and takes the sign of 0 as 1, which gives the mean row at the
    minimiser.
    """
    rows = jnp.tensordot(jnp.asarray(hilbert(x.shape[0]), x.dtype), x, 1, precision="highest")
    return largest(jnp.abs(rows))
