"""Convolutions and pooling as matrix products, which stay fast when many runs have different weights.

Under `jax.vmap` over weights, `jax.lax.conv_general_dilated` becomes a grouped convolution, which is slow on a
CPU.
"""

import numpy as np
from jax import numpy as jnp


def convolved(images, kernel):
    """Return images ``[n, rows, columns, channels]`` convolved with a kernel ``[k, k, channels, outputs]``.

    k is odd, and zero padding keeps the size of the image. A row of the result is a linear map of k rows of the
    image, so one banded matrix serves all rows. This needs more arithmetic than a convolution, but it is one
    fast matrix product.
    """
    k, _, channels, outputs = kernel.shape
    _, rows, columns, _ = images.shape
    shifts = np.stack([np.eye(columns, k=k // 2 - j) for j in range(k)])  # [k, from column, to column]
    band = jnp.einsum("ijco,jab->iacbo", kernel, shifts.astype(kernel.dtype))
    lines = jnp.pad(images.reshape(-1, rows, columns * channels), ((0, 0), (k // 2, k // 2), (0, 0)))
    stacked = jnp.concatenate([lines[:, i : i + rows] for i in range(k)], axis=-1)
    made = stacked @ band.reshape(k * columns * channels, columns * outputs)
    return made.reshape(-1, rows, columns, outputs)


def strided(signals, kernel):
    """Return signals ``[n, length, channels]`` convolved with a kernel ``[k, channels, outputs]`` with stride 2.

    One zero is added before and after each signal, so the result has (length − k) // 2 + 2 places.
    """
    k, _, outputs = kernel.shape
    padded = jnp.pad(signals, ((0, 0), (1, 1), (0, 0)))
    places = (padded.shape[1] - k) // 2 + 1
    windows = [padded[:, i : i + 2 * places - 1 : 2] for i in range(k)]
    return jnp.concatenate(windows, axis=-1) @ kernel.reshape(-1, outputs)


def pooled(images):
    """Return the largest value of each 2 × 2 block of images ``[n, rows, columns, channels]``.

    Among equal values the first gets the gradient. The gradient of `jnp.max` compares the values with the
    largest one; where XLA computes them twice with different rounding, none is equal and the gradient is lost
    (seen on a CPU).
    """
    n, rows, columns, channels = images.shape
    blocks = images.reshape(n, rows // 2, 2, columns // 2, 2, channels)
    above, below = blocks[:, :, 0], blocks[:, :, 1]
    taller = jnp.where(above < below, below, above)
    left, right = taller[:, :, :, 0], taller[:, :, :, 1]
    return jnp.where(left < right, right, left)
