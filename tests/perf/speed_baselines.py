"""What people write around an Optax optimizer: a compiled scan per cell, or a Python loop over a compiled step."""

import time

import jax
import numpy as np
import optax
from jax import numpy as jnp

from gdbench.executors.timing import counterpart
from gdbench.types import Entry

NOTE = "baselines: jit(vmap(scan)) of Optax for each cell; a Python loop over a jitted Optax step"


def transformation(entry, learning_rate):
    """Optax's counterpart of an own variant, at a learning rate that may be traced."""
    _, other = counterpart(Entry(entry.label, entry.variant))
    knobs = {name: knob.default for name, knob in other.variant.hyperparameters.items()}
    arguments = {**knobs, **other.variant.settings(other.fixed)}
    if "learning_rate" in arguments:
        arguments["learning_rate"] = learning_rate
    return optax.with_extra_args_support(other.variant.rule(**arguments))


def scanned(entry, problem, steps):
    """The program of one cell: all values of all runs, for starts ``[R, n]`` and learning rates ``[R]``."""

    def run(x, learning_rate):
        optimizer = transformation(entry, learning_rate)

        def step(carry, _):
            x, state = carry
            value, gradient = jax.value_and_grad(problem.value)(x)
            update, state = optimizer.update(gradient, state, x, value=value, grad=gradient)
            return (optax.apply_updates(x, update), state), value

        return jax.lax.scan(step, (x, optimizer.init(x)), length=steps)[1]

    return jax.jit(jax.vmap(run))


def cell_seconds(cell, lanes):
    """Seconds that a cell takes from nothing: tracing, compiling and running."""
    problem, dim = cell.workload.unit, cell.workload.dim
    began = time.perf_counter()
    starts = problem.starts(dim, [lane.seed for lane in lanes]).T.astype(np.float32)
    rates = np.array([lane.settings.get("learning_rate", 1e-2) for lane in lanes], np.float32)
    jax.block_until_ready(scanned(cell.entry, problem, cell.protocol.budget)(starts, rates))
    return time.perf_counter() - began


def loop_seconds_per_step(cell, steps=10_000):
    """Seconds of one step of one run, in a Python loop."""
    problem, dim = cell.workload.unit, cell.workload.dim
    optimizer = transformation(cell.entry, 1e-2)

    @jax.jit
    def step(x, state):
        value, gradient = jax.value_and_grad(problem.value)(x)
        update, state = optimizer.update(gradient, state, x, value=value, grad=gradient)
        return optax.apply_updates(x, update), state

    x = jnp.asarray(problem.starts(dim, [1])[:, 0], jnp.float32)
    state = optimizer.init(x)
    x, state = step(x, state)
    began = time.perf_counter()
    for _ in range(steps):
        x, state = step(x, state)
    x.block_until_ready()
    return (time.perf_counter() - began) / steps
