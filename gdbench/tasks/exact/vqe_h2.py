"""The ground state of the hydrogen molecule on two qubits, with gradients by the parameter-shift rule."""

import jax
import numpy as np
from jax import numpy as jnp

from gdbench.registry import task

X, Z = np.array([[0.0, 1.0], [1.0, 0.0]]), np.diag([1.0, -1.0])
HAMILTONIAN = (
    -1.052373245772859 * np.eye(4)
    + 0.39793742484318045 * np.kron(np.eye(2), Z)
    - 0.39793742484318045 * np.kron(Z, np.eye(2))
    - 0.01128010425623538 * np.kron(Z, Z)
    + 0.18093119978423156 * np.kron(X, X)
)
ANGLES = 4


def init(key):
    """Return random angles with a standard deviation of 1 rad."""
    return {"theta": jax.random.normal(key, (ANGLES,))}


def rotation(angle):
    """Return the gate e^(−i θ Y / 2), which is real."""
    cos, sin = jnp.cos(0.5 * angle), jnp.sin(0.5 * angle)
    return jnp.stack([jnp.stack([cos, -sin]), jnp.stack([sin, cos])])


def state(theta):
    """Return the amplitudes ``[4]`` after a rotation of each qubit, a controlled NOT, and a rotation of each."""
    product = jnp.kron(rotation(theta[0])[:, 0], rotation(theta[1])[:, 0])
    entangled = product[np.array([0, 1, 3, 2])]
    return jnp.kron(rotation(theta[2]), rotation(theta[3])) @ entangled


def expectation(theta):
    """Return ⟨ψ|H|ψ⟩ with ordinary automatic differentiation."""
    psi = state(theta)
    return psi @ jnp.asarray(HAMILTONIAN, theta.dtype) @ psi


@jax.custom_jvp
def energy(theta):
    """Return ⟨ψ|H|ψ⟩ with the derivatives of a quantum computer, ∂E/∂θⱼ = ½ (E(θ + π/2 eⱼ) − E(θ − π/2 eⱼ))."""
    return expectation(theta)


@energy.defjvp
def _shift_rule(primals, tangents):
    (theta,), (moves,) = primals, tangents
    shifts = 0.5 * np.pi * jnp.eye(ANGLES, dtype=theta.dtype)
    # The shifted energies use the same rule, so second derivatives follow it as well.
    slopes = 0.5 * (jax.vmap(energy)(theta + shifts) - jax.vmap(energy)(theta - shifts))
    return energy(theta), slopes @ moves


def measures(params, data):
    """Return the loss."""
    return {"loss": vqe_h2.loss(params, data)}


@task(
    init=init,
    data=None,
    measures=measures,
    optimum=-1.8572750302023795,
    levels=(1e-1, 1e-2, 1.6e-3),
    tags=("nonconvex", "smooth", "saddle", "no-examples"),
    source="Kandala et al. 2017, hydrogen at 0.735 Å; shift rule of Schuld et al. 2019; optimum by diagonalisation",
)
def vqe_h2(params, batch):
    """The loss is the energy of the state after four rotations and a controlled NOT.

    f = ⟨ψ(θ)|H|ψ(θ)⟩

    The last level is chemical accuracy, 1.6e-3 Ha.
    """
    del batch
    return energy(params["theta"])
