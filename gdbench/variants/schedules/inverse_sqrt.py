"""Inverse square root decay of the learning rate."""

from jax import numpy as jnp

from gdbench.registry import schedule


@schedule(
    hyperparameters={},
    source="Nesterov 2004, doi:10.1007/978-1-4419-8853-9, section 3.2; Duchi, Hazan & Singer 2011",
    symmetries={"rotation": {}, "sign": {}},
)
def inverse_sqrt(t, hp):
    """Divides the learning rate by the square root of the step count.

    ηₜ = η / √t

    where η is the ``learning_rate`` of the wrapped rule.
    """
    return 1.0 / jnp.sqrt(jnp.asarray(t, hp.learning_rate.dtype))
