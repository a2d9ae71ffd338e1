"""Open-loop runs of wrappers around gradient rules, and of transformations of Optax."""

import jax
import numpy as np
import optax
from jax import numpy as jnp

from gdbench.engine.trajectories import Column, follow
from gdbench.registry import load
from gdbench.verify.sequences import LEAVES, STEPS, default_settings, gradients, start, values
from tests.quick_compiler import QUICK

HORIZON = 40.0  # within the steps that are compared


def unit(name):
    return load("variant", name)


def path(name, data=None, *, static=(), **settings):
    """Points and answers ``[STEPS + 1, n]`` of one open-loop run, the defaults with what it knows of these settings."""
    data = gradients() if data is None else data
    known = {key: value for key, value in settings.items() if key in unit(name).hyperparameters}
    column = Column(default_settings(unit(name)) | known, start(), data, values=values(), seed=4)
    found = follow(unit(name), dict(static), LEAVES, [column], STEPS)
    return found.points[..., 0], found.answers[..., 0]


def points(name, data=None, **settings):
    return path(name, data, **settings)[0]


def close(ours, theirs, tolerance=1e-12):
    np.testing.assert_allclose(ours, theirs, rtol=0.0, atol=tolerance * max(1.0, np.abs(theirs).max()))


def transformed(transformation, data=None, around=lambda params: params):
    """Points and answers ``[STEPS + 1, n]`` under the list of gradients; ``around`` makes a pair of the start."""
    ends = np.cumsum([int(np.prod(shape)) for shape in LEAVES])
    transformation = optax.with_extra_args_support(transformation)

    def tree(flat):
        parts = jnp.split(jnp.asarray(flat), ends[:-1])
        return [part.reshape(shape) for part, shape in zip(parts, LEAVES, strict=True)]

    def seen(params, part):
        return jnp.concatenate([leaf.reshape(-1) for leaf in getattr(params, part, params)])

    def step(carry, given):
        params, state = carry
        updates, state = transformation.update(tree(given[0]), state, params, value=given[1])
        params = optax.apply_updates(params, updates)
        return (params, state), (seen(params, "fast"), seen(params, "slow"))

    def run(data, losses):
        params = around(tree(start()))
        return jax.lax.scan(step, (params, transformation.init(params)), (data, losses))[1]

    data = gradients() if data is None else data
    found = jax.jit(run, compiler_options=QUICK)(jnp.asarray(data), jnp.asarray(values()))
    return [np.concatenate([start()[None], np.asarray(part)]) for part in found]
