"""AdaHessian: Adam with curvature in place of squared gradients."""

from typing import Any, NamedTuple

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import complement, linear, log
from gdbench.variants._maths import bias_correction, signs


class State(NamedTuple):
    """The mean gradient and the mean square of the Hessian's diagonal."""

    mean: Any  # [n]
    square: Any  # [n]


def init(x, oracle, hp, key):
    """Return both means as zeros."""
    del oracle, hp, key
    return State(jnp.zeros_like(x), jnp.zeros_like(x))


@variant(
    hyperparameters={
        "learning_rate": log(1e-2, 1e-5, 1e3, tuned=True),
        "b1": complement(0.9, 1e-2, 1.0, tuned=True),
        "b2": complement(0.999, 1e-4, 0.3),
        "eps": log(1e-8, 1e-12, 1e-2),
        "hessian_power": linear(1.0, 0.0, 1.0),
    },
    source="Yao et al. 2020, arXiv:2006.00719, algorithm 1 without spatial averaging",
    init=init,
    needs={"hvp"},
    charges=lambda t, hp, share: {"gradients": 1, "hvps": 1} if t else {},
)
def adahessian(t, x, state, oracle, hp, key):
    """Divides each coordinate of the mean gradient by the root mean square of the Hessian's diagonal.

    D = z (H z),  m ← β₁ m + (1 − β₁) g,  v ← β₂ v + (1 − β₂) D²,  x ← x − η m̂ / ((√v̂)ᵏ + ε)

    where z is −1 or 1 at random in each coordinate, η is ``learning_rate``, β₁ is ``b1``, β₂ is ``b2``, k is
    ``hessian_power`` and ε is ``eps``; m̂ = m / (1 − β₁ᵗ) and v̂ = v / (1 − β₂ᵗ). A step costs a gradient and a
    product with the Hessian H, both on this step's batch. The paper also averages D over filters. Without that,
    one unlucky z may leave a coordinate near D = 0 at the first step, so the default learning rate is below the
    paper's 0.15.
    """
    z = signs(key, t, x)
    g = oracle.gradient(x, batch=oracle.batch)
    diagonal = z * oracle.hvp(x, z, batch=oracle.batch)
    mean = state.mean + hp.one_minus_b1 * (g - state.mean)
    square = (1.0 - hp.one_minus_b2) * state.square + hp.one_minus_b2 * diagonal * diagonal
    size = jnp.sqrt(square / bias_correction(hp.one_minus_b2, t))
    direction = mean / bias_correction(hp.one_minus_b1, t) / (size**hp.hessian_power + hp.eps)
    return x - hp.learning_rate * direction, State(mean, square)
