"""Normal numbers for several arrays from one draw, because XLA fuses several draws into a slowly compiling kernel."""

import math

import jax
import numpy as np
from jax import numpy as jnp


def normals(key, **shapes):
    """Return one array of standard normal numbers for each named shape."""
    sizes = [math.prod(shape) for shape in shapes.values()]
    draws = jnp.split(jax.random.normal(key, (sum(sizes),)), np.cumsum(sizes)[:-1])
    return {name: draw.reshape(shape) for (name, shape), draw in zip(shapes.items(), draws, strict=True)}
