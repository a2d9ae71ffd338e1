"""A variational autoencoder of handwritten digits."""

from gdbench.registry import task
from gdbench.tasks._digits import digits
from gdbench.tasks.generative._vae import measures, negative_bound, vae_weights


def init(key):
    """Return normal weights of variance 1 / fan-in and zero biases: 9,160 parameters."""
    return vae_weights(key, pixels=64, hidden=64, code=4)


@task(
    init=init,
    data=digits,
    measures=measures,
    target_measure="test_loss",
    levels=(30.0, 27.0, 25.0, 24.5),
    batch=64,
    budget=2000,
    tags=("nonconvex", "smooth", "network", "generative", "stochastic-loss", "finite-sum"),
    source="Kingma & Welling 2014; data of scikit-learn",
)
def vae_digits(params, batch, key):
    """The loss is the mean negative evidence bound.

    f = mean [cross-entropy(x, σ(decoder(z))) + KL(N(m, e^v) ‖ N(0, 1))]

    m, v = encoder(x) and z = m + e^(v/2) ε with ε normal by ``key``; the layers are 64-64-(4 + 4) and 4-64-64
    with tanh between them.
    """
    return negative_bound(params, batch["x"], key)
