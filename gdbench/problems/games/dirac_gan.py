"""The smallest generative adversarial network."""

import jax
from jax import numpy as jnp

from gdbench.registry import problem


def _field(t, z, key):
    """Return the squared distance, and the field (ψ, −θ) f′(ψθ), where f′(s) is the logistic function of −s."""
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
    """The Dirac GAN has a generator δ_θ, true data δ₀ and a linear discriminator ψ: f = |z|², z = (θ, ψ).

    The value is the squared distance from the equilibrium 0. θ minimises and ψ maximises −ln(1 + e^−ψθ), up to a
    constant; the field is (ψ, −θ) / (1 + e^ψθ). Around the equilibrium the field is a rotation, so simultaneous
    descent moves away from it for any step size.
    """
    return jnp.sum(z * z, axis=0)
