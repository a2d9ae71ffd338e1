"""Matrix factorisation that predicts missing ratings."""

from functools import cache

import numpy as np
from jax import numpy as jnp

from gdbench.registry import task
from gdbench.tasks._normals import normals

ROWS, COLUMNS, RANK = 200, 150, 5
SEEN, NOISE, PENALTY = 0.2, 0.1, 1e-3


@cache
def planted():
    """Return the true factors, ``[200, 5]`` and ``[150, 5]``: the ratings U Vᵀ have mean 0 and variance 1."""
    random = np.random.RandomState(0)
    draw = lambda size: random.normal(size=(size, RANK)) / RANK**0.25  # noqa: E731
    return draw(ROWS), draw(COLUMNS)


@cache
def data():
    """Return noisy ratings ``y`` of column ``j`` by row ``i``: a fifth of all for training and a fifth held out.

    The noise has a standard deviation of 0.1.
    """
    u, v = planted()
    random = np.random.RandomState(1)
    ratings = u @ v.T + NOISE * random.normal(size=(ROWS, COLUMNS))
    share = random.uniform(size=ratings.shape)
    parts = {}
    for part, chosen in {"train": share < SEEN, "test": share > 1 - SEEN}.items():
        i, j = np.nonzero(chosen)
        parts[part] = {"i": i.astype(np.int32), "j": j.astype(np.int32), "y": ratings[i, j]}
    return parts


def init(key):
    """Return normal factors that give ratings of variance 0.05: 1,750 parameters."""
    drawn = normals(key, u=(ROWS, RANK), v=(COLUMNS, RANK))
    return {name: 0.3 * draw for name, draw in drawn.items()}


def errors(params, batch):
    """Return predicted minus true rating ``[examples]``."""
    return jnp.sum(params["u"][batch["i"]] * params["v"][batch["j"]], axis=-1) - batch["y"]


def measures(params, data):
    """Return the training loss and the root mean squared error on held-out ratings, whose noise is 0.1."""
    return {
        "loss": mf_synth.loss(params, data["train"]),
        "test_rmse": jnp.sqrt(jnp.mean(errors(params, data["test"]) ** 2)),
    }


@task(
    init=init,
    data=data,
    measures=measures,
    target_measure="test_rmse",
    levels=(0.8, 0.4, 0.2, 0.14),
    batch=512,
    budget=1500,
    tags=("nonconvex", "smooth", "sparse-gradients", "finite-sum"),
    source="Koren, Bell & Volinsky 2009; data planted",
)
def mf_synth(params, batch):
    """The loss is the mean squared error of a factorisation of rank 5 on the ratings seen.

    f = mean (uᵢ·vⱼ − yᵢⱼ)² + λ (‖uᵢ‖² + ‖vⱼ‖²)

    There are 200 rows ``u`` and 150 columns ``v``, and λ = 0.001. A step changes only the rows and columns of
    its ratings.
    """
    sizes = jnp.sum(params["u"][batch["i"]] ** 2, axis=-1) + jnp.sum(params["v"][batch["j"]] ** 2, axis=-1)
    return jnp.mean(errors(params, batch) ** 2 + PENALTY * sizes)
