"""Rows of the table on what limits the engine: its own overhead, the compiler, and the machine."""

import math
import tempfile
import threading
import time

import jax
from jax import numpy as jnp
from jax.stages import Compiled, Lowered

from gdbench.engine.clock import lengths, prepare, sampled
from gdbench.engine.costs import gradient_flops
from gdbench.registry import load
from gdbench.types import Cell, Entry, Protocol, Workload
from tests.perf.speed_rows import middle
from tests.perf.speed_scaling import child


class Busy:
    """How long at least one of some calls was under way."""

    def __init__(self):
        self.seconds, self.inside, self.lock = 0.0, 0, threading.Lock()

    def around(self, call):
        def timed(*arguments, **named):
            with self.lock:
                self.inside += 1
                if self.inside == 1:
                    self.began = time.perf_counter()
            try:
                return call(*arguments, **named)
            finally:
                with self.lock:
                    self.inside -= 1
                    if self.inside == 0:
                        self.seconds += time.perf_counter() - self.began

        return timed


def overhead(suite="quick"):
    """The share of a run of `quick` in which nothing compiled ran and nothing was compiled, here or to be timed."""
    import gdbench
    from gdbench.executors import timing

    busy = Busy()
    real = Lowered.compile, Compiled.__call__, timing.observed
    timing.observed = busy.around(real[2])
    Lowered.compile = busy.around(real[0])
    Compiled.__call__ = busy.around(lambda *given, **named: jax.block_until_ready(real[1](*given, **named)))
    try:
        with tempfile.TemporaryDirectory() as folder:
            began = time.perf_counter()
            gdbench.run(suite, out=folder)
            wall = time.perf_counter() - began
    finally:
        Lowered.compile, Compiled.__call__, timing.observed = real
    said = f"{wall:.1f} s, of which {busy.seconds:.1f} s compiling or running"
    yield f"not compiled work in `{suite}`", "≤ 15 %", f"{1 - busy.seconds / wall:.0%}", "one sample", said


CACHE = """
import json
from tests.perf import speed_rows as rows
from gdbench.running.program_cache import kept_programs
from gdbench.engine.bundles import bundles
from gdbench.engine.compiled import compile_bundle
with kept_programs():
    (bundle,) = bundles(rows.speed_cells(24, 36), 256)
    program = compile_bundle(bundle)
print(json.dumps([program.trace_seconds, program.compile_seconds]))
"""


def cache():
    """The same program in a second process."""
    with tempfile.TemporaryDirectory() as folder:
        settings = {"XDG_CACHE_HOME": folder, "JAX_ENABLE_COMPILATION_CACHE": "1"}
        (trace, first), (again, second) = child(CACHE, **settings), child(CACHE, **settings)
    said = f"{second:.2f} s / {first:.2f} s; tracing and lowering {again:.2f} s / {trace:.2f} s"
    yield "compiling in a second process", "≤ 25 %", f"{second / first:.0%}", "one sample", said


def product(n=2048):
    """A call that returns the operations a second of one large float32 product."""
    a = jnp.ones((n, n), jnp.float32)
    once = jax.jit(jnp.matmul)
    once(a, a).block_until_ready()
    return lambda: 2 * n**3 / _seconds(lambda: once(a, a).block_until_ready())


def copying(mebibytes=256, passes=8):
    """A call that returns bytes a second, read and written, of passes over memory that no cache holds."""
    a = jnp.ones((mebibytes * 2**18,), jnp.float32)
    passed = jax.jit(lambda a: jax.lax.fori_loop(0, passes, lambda _, a: a + 1.0, a))
    passed(a).block_until_ready()
    return lambda: 2 * passes * a.nbytes / _seconds(lambda: passed(a).block_until_ready())


def _seconds(call):
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def _shares(seconds, amount, rate, rounds=15):
    """What a call does a second, as shares of what the machine does just before and after; and these rates."""
    shares, rates = [], [rate()]
    for _ in range(rounds):
        took = seconds()
        rates.append(rate())
        shares.append(amount / took / (0.5 * (rates[-1] + rates[-2])))
    return shares, rates


def _step_of(watch):
    """A call that returns the seconds of one step."""

    known = lengths([watch.program])
    return lambda: sampled(watch.program, known).step


def roofline():
    """What memory allows, and how much of it a step of Adam takes."""
    load_ = Workload(load("problem", "sphere"), 100_000)
    watch = prepare(Cell(Entry("adam", load("variant", "adam")), load_, Protocol("float32", 50, (0.1,), 2)), 64)
    # x, m and v are read and written: 6 numbers; the gradient of Σ x² needs no memory of its own
    shares, rates = _shares(_step_of(watch), 6 * 4 * 100_000 * 64, copying())
    mid, spread = middle([rate / 1e9 for rate in rates])
    yield "copying 256 MiB", "", f"{mid:.1f} GB/s", spread, "read and written"
    mid, spread = middle(shares)
    yield "Adam in 100,000 dimensions, 64 runs", "", f"{mid:.0%} of the copying rate", spread, "24 bytes a coordinate"


def matrices():
    """A network of width 128 and more, batched: the share of the rate of one large product."""
    unit = load("task", "mlp_mnist5k")
    load_ = Workload(unit, unit.parameters, unit.batch)
    width = 16
    watch = prepare(Cell(Entry("sgd", load("variant", "sgd")), load_, Protocol("float32", 100, (0.1,), 2)), width)
    shares, rates = _shares(_step_of(watch), gradient_flops(load_, "float32") * width, product())
    mid, spread = middle([rate / 1e9 for rate in rates])
    yield "float32 product of 2048² matrices", "", f"{mid:.0f} GFLOP/s", spread, ""
    mid, spread = middle(shares)
    said = f"{unit.name}, batch {unit.batch}, {width} runs, SGD"
    yield "mlp of width ≥ 128, batched", "≥ 50 % of the matrix rate", f"{mid:.0%}", spread, said
    mid, spread = middle(_shares(*_largest_products(unit, load_.batch, width), product())[0])
    yield "the products of its largest layer, by themselves", "", f"{mid:.0%}", spread, "forwards, and of its gradient"


def _largest_products(unit, batch, width):
    """A call that returns the seconds of a layer's two batched products, without anything around; their operations."""
    shapes = [leaf.shape for leaf in jax.tree.leaves(jax.eval_shape(unit.init, jax.random.key(0)))]
    fan_in, fan_out = max((shape for shape in shapes if len(shape) == 2), key=math.prod)
    normal = lambda *shape: jax.random.normal(jax.random.key(0), (width, *shape), jnp.float32)  # noqa: E731
    x, w, back = normal(batch, fan_in), normal(fan_in, fan_out), normal(batch, fan_out)
    both = jax.jit(lambda x, w, back: (jnp.einsum("rbi,rio->rbo", x, w), jnp.einsum("rbi,rbo->rio", x, back)))
    jax.block_until_ready(both(x, w, back))
    return lambda: _seconds(lambda: jax.block_until_ready(both(x, w, back))), 2 * 2 * width * batch * fan_in * fan_out
