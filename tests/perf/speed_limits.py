"""Rows of the table on what bounds the engine: its own overhead, the compiler, and the machine."""

import tempfile
import threading
import time

import jax
from jax import numpy as jnp
from speed_rows import middle
from speed_scaling import child

from gdbench.engine import compiled
from gdbench.engine.clock import measure, prepare
from gdbench.engine.costs import gradient_flops
from gdbench.registry import load
from gdbench.types import Cell, Entry, Protocol, Workload


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
    """The share of a run of `quick` in which nothing compiled ran and nothing was compiled."""
    import gdbench

    busy = Busy()
    real_compile, real_get = compiled.compile_with, compiled.called
    compiled.compile_with, compiled.called = busy.around(real_compile), busy.around(real_get)
    try:
        with tempfile.TemporaryDirectory() as folder:
            began = time.perf_counter()
            gdbench.run(suite, out=folder)
            wall = time.perf_counter() - began
    finally:
        compiled.compile_with, compiled.called = real_compile, real_get
    said = f"{wall:.1f} s, of which {busy.seconds:.1f} s compiling or running"
    yield f"not compiled work in `{suite}`", "≤ 15 %", f"{1 - busy.seconds / wall:.0%}", "one sample", said


CACHE = """
import json, speed_rows as rows
from gdbench.api.caching import kept_programs
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


def matrix_rate(n=2048, rounds=7):
    """Operations a second of one large float32 product."""
    a = jnp.ones((n, n), jnp.float32)
    product = jax.jit(jnp.matmul)
    product(a, a).block_until_ready()
    return max(2 * n**3 / _seconds(lambda: product(a, a).block_until_ready()) for _ in range(rounds))


def copy_rate(mebibytes=256, passes=8, rounds=5):
    """Bytes a second of reading and writing arrays much larger than the caches, in memory that is already mapped."""
    a = jnp.ones((mebibytes * 2**18,), jnp.float32)
    copy = jax.jit(lambda a: jax.lax.fori_loop(0, passes, lambda _, a: a + 1.0, a))
    copy(a).block_until_ready()
    return max(2 * passes * a.nbytes / _seconds(lambda: copy(a).block_until_ready()) for _ in range(rounds))


def _seconds(call):
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def roofline():
    """What the machine allows, and how much of it a step of Adam takes where memory bounds it."""
    rate, bandwidth = matrix_rate(), copy_rate()
    yield "float32 product of 2048² matrices", "", f"{rate / 1e9:.0f} GFLOP/s", "", "measured in this process"
    yield "copying 256 MiB", "", f"{bandwidth / 1e9:.1f} GB/s", "", "read and written, measured in this process"
    load_ = Workload(load("problem", "sphere"), 100_000)
    watch = prepare(Cell(Entry("adam", load("variant", "adam")), load_, Protocol("float32", 50, (0.1,), 2)), 64, 50)
    measure([watch], 7)
    # x, m and v are read and written: 6 numbers; the gradient of Σ x² needs no memory of its own
    moved = 6 * 4 * 100_000 * 64
    mid, spread = middle([moved / s / bandwidth for s in watch.samples])
    yield "Adam in 100,000 dimensions, 64 runs", "", f"{mid:.0%} of the copying rate", spread, "24 bytes a coordinate"


def matrices():
    """A network of width 128 and more, batched: the share of the rate of one large product."""
    unit = load("task", "mlp_mnist5k")
    load_ = Workload(unit, unit.parameters, unit.batch)
    width, rate = 16, matrix_rate()
    watch = prepare(Cell(Entry("sgd", load("variant", "sgd")), load_, Protocol("float32", 100, (0.1,), 2)), width, 100)
    measure([watch], 7)
    operations = gradient_flops(load_, "float32") * width
    mid, spread = middle([operations / s / rate for s in watch.samples])
    said = f"{unit.name}, batch {unit.batch}, {width} runs, SGD"
    yield "mlp of width ≥ 128, batched", "≥ 50 % of the matrix rate", f"{mid:.0%}", spread, said
