"""What people write around an Optax optimizer: a compiled scan per cell, or a Python loop over a compiled step."""

import time

import jax
import numpy as np
import optax
from jax import numpy as jnp

from gdbench.engine.batches import mini_batches
from gdbench.engine.bundles import make_work
from gdbench.engine.clock import TimedProgram
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


def bare(entry, load, runs, steps):
    """The compiled steps of one cell, nothing recorded; ``steps`` is how many mini-batches it has."""
    work = make_work([load], "float32")
    train = work.data["train"] if load.unit.kind == "task" else None
    loss = load.unit.loss if load.unit.kind == "task" else load.unit.value

    def run(x, rows, learning_rate, data, length):
        optimizer = transformation(entry, learning_rate)

        def step(t, carry):
            x, state = carry
            batch = (jax.tree.map(lambda a: a[rows[t % steps]], data),) if load.unit.kind == "task" else ()
            value, gradient = jax.value_and_grad(loss)(x, *batch)
            update, state = optimizer.update(gradient, state, x, value=value, grad=gradient)
            return optax.apply_updates(x, update), state

        return jax.lax.fori_loop(0, length, step, (x, optimizer.init(x)))[0]

    program = jax.vmap(run, in_axes=(0, 0, 0, None, None))
    if load.unit.kind == "task":
        x = jax.vmap(load.unit.init)(jax.random.split(jax.random.key(0), runs))
        rows = mini_batches(load.unit.examples, load.batch, steps, range(runs), load.sampling)
    else:
        x, rows = load.unit.starts(load.dim, range(runs)).T.astype(np.float32), np.zeros((runs, 0), np.int32)
    rate = entry.variant.hyperparameters.get("learning_rate")
    inputs = jax.device_put((x, rows, np.full(runs, rate.default if rate else 1.0, np.float32), train))
    leaves, structure = jax.tree.flatten(inputs)

    def flat(*given):
        *leaves, length = given
        return tuple(jax.tree.leaves(program(*jax.tree.unflatten(structure, leaves), length)))

    return TimedProgram(jax.jit(flat).lower(*leaves, np.int32(steps)).compile(), tuple(leaves))


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
