"""DP-SGD: gradient descent with differential privacy."""

from jax import numpy as jnp
from jax import random

from gdbench.registry import variant
from gdbench.types import log
from gdbench.variants._maths import norm


def init(x, oracle, hp, key):
    """Return an empty state, because the rule has no memory."""
    del x, oracle, hp, key
    return ()


@variant(
    hyperparameters={
        "learning_rate": log(1e-2, 1e-8, 1e2, tuned=True),
        "l2_norm_clip": log(1.0, 1e-2, 1e2),
        "noise_multiplier": log(1.0, 1e-2, 10.0),
    },
    source="Abadi et al. 2016, arXiv:1607.00133, algorithm 1",
    init=init,
    needs={"finite_sum"},
    charges=lambda t, hp, share: {"gradients": 1} if t else {},
)
def dpsgd(t, x, state, oracle, hp, key):
    """Clips the gradient of every example to a limit, and adds noise that hides each example's contribution.

    x ← x − η / B (Σᵢ gᵢ · min(1, C / ‖gᵢ‖) + σ C N),  N standard normal

    where the sum is over the B examples of this step's batch, η is ``learning_rate``, C is ``l2_norm_clip`` and σ is
    ``noise_multiplier``. A step costs one gradient of the batch.
    """
    each = oracle.gradients_each(x)
    length = norm(each.T)[:, None]
    shortened = hp.l2_norm_clip * (each / jnp.maximum(length, hp.l2_norm_clip))
    clipped = jnp.where(length > hp.l2_norm_clip, shortened, each)
    noise = random.normal(random.fold_in(key, t), x.shape, x.dtype)
    private = jnp.sum(clipped, axis=0) + hp.noise_multiplier * hp.l2_norm_clip * noise
    return x - hp.learning_rate * (private / each.shape[0]), state
