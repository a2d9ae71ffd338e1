"""Inverse kinematics: joint angles that bring the hand of a planar three-link arm to a point."""

import jax
import numpy as np
from jax import numpy as jnp

from gdbench.registry import task

LINKS = np.array([1.0, 0.8, 0.5])
TARGET = np.array([0.6, 1.5])


def init(key):
    """Return angles of a slightly bent arm with random changes, which make seeds differ."""
    return {"angles": 0.3 + 0.3 * jax.random.normal(key, (3,))}


def hand(angles):
    """Return the position ``[2]`` of the hand; each joint angle is relative to the previous link."""
    headings, links = jnp.cumsum(angles), jnp.asarray(LINKS, angles.dtype)
    return jnp.stack([links @ jnp.cos(headings), links @ jnp.sin(headings)])


def residuals(params, batch):
    """Return r = hand(θ) − target; the loss is its sum of squares."""
    del batch
    return hand(params["angles"]) - jnp.asarray(TARGET, params["angles"].dtype)


def measures(params, data):
    """Return the loss, and the distance of the hand from the target."""
    loss = arm_ik.loss(params, data)
    return {"loss": loss, "distance": jnp.sqrt(loss)}


@task(
    init=init,
    data=None,
    measures=measures,
    residuals=residuals,
    optimum=0.0,
    levels=(1e-1, 1e-2, 1e-4, 1e-6),
    tags=("nonconvex", "smooth", "no-examples"),
    source="Siciliano et al. 2009, Robotics: inverse kinematics; the target is within reach, 1.62 of 2.3 away",
)
def arm_ik(params, batch):
    """The loss is the squared distance of an arm's hand from a target.

    f = ‖Σᵢ lᵢ (cos φᵢ, sin φᵢ) − p‖², φ = cumsum θ, three links
    """
    return jnp.sum(residuals(params, batch) ** 2)
