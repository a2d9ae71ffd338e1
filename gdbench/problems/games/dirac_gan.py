"""The smallest generative adversarial network."""

import jax
from jax import numpy as jnp

from gdbench.registry import problem


def _field(t, z, key):
    """The squared distance, and (ψ, −θ) f′(ψθ), where f′ is the logistic function of the opposite sign."""
    del t, key
    strength = jax.nn.sigmoid(-z[0] * z[1])
    return jnp.sum(z * z, axis=0), jnp.stack([z[1], -z[0]]) * strength


@problem(
    dims=2,
    start=1.0,
    minimiser=0.0,
    minimum=0.0,
    tags=("nonconvex", "smooth", "game"),
    oracle=_field,
    source="Mescheder, Geiger & Nowozin 2018, arXiv:1801.04406, definition 2.1",
)
def dirac_gan(z):
    """A generator δ_θ, true data δ₀ and a linear discriminator ψ, by the distance from 0: f = |z|², z = (θ, ψ).

    θ minimises and ψ maximises −ln(1 + e^−ψθ), up to a constant; the field is (ψ, −θ) / (1 + e^ψθ). Around the
    equilibrium it is a rotation, so that simultaneous descent leaves it, however small the steps.
    """
    return jnp.sum(z * z, axis=0)
