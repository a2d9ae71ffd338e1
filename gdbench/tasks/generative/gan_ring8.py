"""A generative adversarial network of eight Gaussians on a ring."""

from functools import cache

import jax
import numpy as np
from jax import numpy as jnp

from gdbench.registry import task
from gdbench.tasks._layers import dense, layer_weights

RADIUS, SPREAD, LATENT = 1.0, 0.1, 2
GENERATOR, DISCRIMINATOR = (0, 1, 2), (3, 4, 5)
DIRECTIONS = 16


@cache
def data():
    """Return 2,048 points for training and 512 held out, in equal parts around eight places on a circle of radius 1."""
    random = np.random.RandomState(0)

    def drawn(count):
        angle = 2 * np.pi * (np.arange(count) % 8) / 8
        return {"x": RADIUS * np.stack([np.cos(angle), np.sin(angle)], 1) + SPREAD * random.normal(size=(count, 2))}

    return {"train": drawn(2048), "test": drawn(512)}


def init(key):
    """Return normal weights of variance 2 / fan-in and zero biases.

    The generator (w0 to w2) has 4,482 parameters and the discriminator 4,417.
    """
    return layer_weights(key, ((LATENT, 64), (64, 64), (64, 2), (2, 64), (64, 64), (64, 1)))


def made(params, latent):
    """Return the generator's points ``[examples, 2]`` for latent points ``[examples, 2]``."""
    return dense(params, latent, layers=GENERATOR)


def judged(params, x):
    """Return the discriminator's log odds ``[examples]`` that points are real."""
    return dense(params, x, layers=DISCRIMINATOR)[:, 0]


def discriminator_loss(params, x, latent):
    """Return mean log(1 + e^(−D(x))) + mean log(1 + e^(D(G(z)))), with G held fixed."""
    fake = jax.lax.stop_gradient(made(params, latent))
    return jnp.mean(jax.nn.softplus(-judged(params, x))) + jnp.mean(jax.nn.softplus(judged(params, fake)))


def generator_loss(params, latent):
    """Return mean log(1 + e^(−D(G(z)))), the non-saturating loss, with D held fixed."""
    fixed = jax.tree.map(jax.lax.stop_gradient, params)
    return jnp.mean(jax.nn.softplus(-judged(fixed, made(params, latent))))


def sliced_distance(a, b):
    """Return the Wasserstein-2 distance of two sets of points ``[n, 2]``, averaged over 16 directions in the plane."""
    angle = np.pi * np.arange(DIRECTIONS) / DIRECTIONS
    ways = jnp.asarray(np.stack([np.cos(angle), np.sin(angle)]), a.dtype)
    return jnp.sqrt(jnp.mean((jnp.sort(a @ ways, axis=0) - jnp.sort(b @ ways, axis=0)) ** 2))


def modes_missed(x):
    """Return the number of places that have less than a quarter of their share of points within three spreads."""
    angle = 2 * np.pi * np.arange(8) / 8
    places = jnp.asarray(RADIUS * np.stack([np.cos(angle), np.sin(angle)], 1), x.dtype)
    near = jnp.sum((x[:, None] - places) ** 2, axis=-1) < (3 * SPREAD) ** 2
    return jnp.sum((jnp.mean(near.astype(x.dtype), axis=0) < 0.25 / 8).astype(x.dtype))


def measures(params, data):
    """Return both losses' sum, missed modes, the sliced Wasserstein-2 distance to held-out points, and the misfit.

    The misfit is the sum of missed modes and distance.
    """
    test = data["test"]["x"]
    fake = made(params, jax.random.normal(jax.random.key(0), test.shape, test.dtype))
    missed, distance = modes_missed(fake), sliced_distance(fake, test)
    return {
        "loss": gan_ring8.loss(params, data["train"], jax.random.key(1)),
        "modes_missed": missed,
        "sliced_w2": distance,
        "misfit": missed + distance,
    }


@task(
    init=init,
    data=data,
    measures=measures,
    target_measure="misfit",
    levels=(6.0, 4.0, 2.0, 0.2),
    batch=128,
    budget=4000,
    tags=("nonconvex", "nonsmooth", "network", "generative", "game", "stochastic-loss", "finite-sum"),
    source="Goodfellow et al. 2014 (non-saturating); ring of Metz, Poole, Pfau & Sohl-Dickstein 2017",
    quick=False,
)
def gan_ring8(params, batch, key):
    """The loss is the sum of two players' losses, whose gradient holds the gradients of both players.

    f = L_D(d; G fixed) + L_G(g; D fixed)

    L_D = mean log(1 + e^(−D(x))) + mean log(1 + e^(D(G(z)))), L_G = mean log(1 + e^(−D(G(z)))), z normal by
    ``key``; G is a 2-64-64-2 network and D a 2-64-64-1 network. This field is not the gradient of any function,
    so f itself need not fall.
    """
    latent = jax.random.normal(key, (len(batch["x"]), LATENT), batch["x"].dtype)
    return discriminator_loss(params, batch["x"], latent) + generator_loss(params, latent)
