"""The rows of the table: each is asked figure, measured figure, its spread, and where it comes from."""

import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import threading
import time
from itertools import count
from pathlib import Path

import jax
import numpy as np
import speed_baselines as baselines
from jax import numpy as jnp

from gdbench.engine import compiled
from gdbench.engine.bundles import bundles
from gdbench.engine.clock import measure, prepare
from gdbench.engine.compiled import compile_bundle
from gdbench.engine.costs import gradient_flops
from gdbench.executors.timing import counterpart
from gdbench.registry import load
from gdbench.suite import load_suite, read_suite
from gdbench.types import Cell, Entry, Lanes, Protocol, Workload

HERE = Path(__file__).resolve().parent
RUNS = 256


def middle(samples):
    """The median, and the middle half as text."""
    low, mid, high = np.quantile(samples, (0.25, 0.5, 0.75))
    return float(mid), f"{low:.3g} to {high:.3g}"


def speed_cells(variants=None, problems=None):
    """The cells of suites/speed.toml, or of its first variants and problems."""
    suite = load_suite(*read_suite("speed"))
    cells = suite.cells()
    first = list(dict.fromkeys(cell.entry.label for cell in cells))[:variants]
    loads = list(dict.fromkeys(cell.workload.label for cell in cells))[:problems]
    return [cell for cell in cells if cell.entry.label in first and cell.workload.label in loads]


def lanes_of(cell, runs=RUNS):
    """Learning rates over three decades, each on eight starts."""
    knob = cell.entry.variant.hyperparameters.get("learning_rate")
    rates = np.geomspace(1e-4, 1e-1, runs // 8)
    points = tuple((i, {"learning_rate": float(rate)} if knob else {}) for i, rate in enumerate(rates))
    return Lanes(points, range(8))


def together(cells):
    """Seconds of tracing, compiling and running cells through their bundles, from nothing, as `run` does."""
    from concurrent.futures import ThreadPoolExecutor

    from gdbench.engine.places import calls_in_flight

    began = time.perf_counter()
    traced = 0.0
    for bundle in bundles(cells, RUNS):
        program = compile_bundle(bundle)
        traced += program.trace_seconds + program.compile_seconds
        with ThreadPoolExecutor(calls_in_flight() + 1) as pool:
            list(pool.map(lambda cell, program=program: program.run(cell, lanes_of(cell)).gap, bundle.cells))
    return time.perf_counter() - began, traced


def suites():
    """Whole suites, cold, beside a program per cell and beside a Python loop."""
    cells = speed_cells(12, 24)
    ours, compiling = together(cells)
    theirs = sum(baselines.cell_seconds(cell, lanes_of(cell)) for cell in cells)
    said = f"{theirs:.1f} s / {ours:.1f} s ({compiling:.1f} s of it compiling)"
    yield "12 variants × 24 problems × 256 runs × 1000 steps, cold", "15×", f"{theirs / ours:.1f}×", "one sample", said
    cells = speed_cells()
    ours, compiling = together(cells)
    paired = [cell for cell in cells if counterpart(cell.entry)]
    sample = random.Random(0).sample(paired, 346)
    took = [baselines.cell_seconds(cell, lanes_of(cell)) for cell in sample]
    theirs = float(np.mean(took)) * len(cells)
    error = 2 * float(np.std(took)) / len(took) ** 0.5 * len(cells)
    said = f"{theirs:.0f} s (± {error:.0f}) / {ours:.1f} s ({compiling:.1f} s of it compiling)"
    yield "48 variants × 72 problems, cold, against a tenth of its cells", "40×", f"{theirs / ours:.1f}×", "", said
    adam = next(cell for cell in cells if cell.entry.label == "adam")
    step = [baselines.loop_seconds_per_step(adam) for _ in range(3)]
    total = float(np.median(step)) * len(cells) * RUNS * adam.protocol.budget
    said = f"{np.median(step) * 1e6:.1f} µs a step: {total / 3600:.1f} h / {ours:.1f} s"
    yield "the same against a Python loop over a jitted step", "1500×", f"{total / ours:.0f}×", middle(step)[1], said


def own_and_optax(rounds=15):
    """Each own variant beside its counterpart, one step, specialised programs, alternated."""
    digits = load("task", "mlp_digits")
    sphere = load("problem", "mgh21_ext_rosenbrock10")
    places = [(Workload(sphere, dim), runs) for dim in (10, 100) for runs in (256, 2048)]
    places += [(Workload(digits, digits.parameters, digits.batch), runs) for runs in (1, 16)]
    labels = list(dict.fromkeys(cell.entry.label for cell in speed_cells(12, 1)))
    ratios, slow = [], []
    for load_, runs in places:
        here = []
        for label in labels:
            own, other = counterpart(Entry(label, load("variant", label)))
            watches = [prepare(Cell(e, load_, Protocol("float32", 400, (0.1,), 2)), runs, 400) for e in (own, other)]
            measure(watches, rounds)
            samples = np.array(watches[0].samples) / np.array(watches[1].samples)
            low, mid, _ = np.quantile(samples, (0.05, 0.5, 0.95))
            here.append(mid)
            if mid > 1.05 and low > 1.0:
                slow.append(f"{label} {load_.label} {mid:.2f}")
        ratios += here
        spread = f"{min(here):.2f} to {max(here):.2f}"
        mean = f"{np.exp(np.mean(np.log(here))):.2f}"
        yield f"own / Optax a step, {load_.label}, {runs} runs", "", mean, spread, f"{len(labels)} pairs"
    mean = float(np.exp(np.mean(np.log(ratios))))
    said = "above 1.05: " + (", ".join(slow) or "none")
    yield "own / Optax a step, all pairs", "≤ 0.7", f"{mean:.2f}", f"{min(ratios):.2f} to {max(ratios):.2f}", said


def _throughput(program, cells, workers):
    from concurrent.futures import ThreadPoolExecutor

    began = time.perf_counter()
    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(lambda cell: program._run_tile(cell, lanes_of(cell)[:]), cells))
    return time.perf_counter() - began


def cores(rounds=7):
    """One and two calls in flight on one device."""
    cells = speed_cells(12, 4)
    (bundle,) = bundles(cells, RUNS)
    program = compile_bundle(bundle)
    _throughput(program, cells, 2)
    ratios = [_throughput(program, cells, 1) / _throughput(program, cells, 2) for _ in range(rounds)]
    mid, spread = middle(ratios)
    yield "1 → 2 calls in flight on the cores of the host", "1.7×", f"{mid:.2f}×", spread, "what `run` does on a host"


DEVICES = """
import json, time, numpy as np, jax
import speed_rows as rows
from gdbench.engine import compiled
from gdbench.engine.bundles import bundles
cells = rows.speed_cells(12, 4)
programs = {}
for count in (1, 2):
    compiled.devices_for = lambda tile: tuple(jax.local_devices()[:count])
    (bundle,) = bundles(cells, 512)
    programs[count] = compiled.compile_bundle(bundle)
def seconds(program):
    began = time.perf_counter()
    for cell in cells:
        program._run_tile(cell, rows.lanes_of(cell, 512)[:])
    return time.perf_counter() - began
for program in programs.values():
    seconds(program)
print(json.dumps([[seconds(programs[1]), seconds(programs[2])] for _ in range(7)]))
"""


def child(code, **environment):
    """What a fresh process prints as JSON on its last line."""
    path = os.pathsep.join([str(HERE), str(HERE.parents[1])])
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": path, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def devices():
    """A host that shows two devices, one or both of which share each call."""
    pairs = child(DEVICES, XLA_FLAGS="--xla_force_host_platform_device_count=2")
    mid, spread = middle([one / two for one, two in pairs])
    yield "1 → 2 devices, 512 runs a call", "1.7×", f"{mid:.2f}×", spread, "forced host devices, runs sharded"


def _one_cell(steps):
    load_ = Workload(load("problem", "mgh21_ext_rosenbrock10"), 10)
    return Cell(Entry("adam", load("variant", "adam")), load_, Protocol("float32", steps, (1e-9,), 16))


SEEDS = count(1)  # a start that has been drawn before is not drawn again: every call has new ones


def _streamed(cell, runs):
    """Seconds per run and step of a cell, its results thrown away tile by tile; and the peak memory so far, MiB."""
    (bundle,) = bundles([cell], runs)
    program = compile_bundle(bundle)
    fresh = lambda number: Lanes(((-1, {"learning_rate": 1e-5}),), range(at := 10**7 * next(SEEDS), at + number))  # noqa: E731
    for _ in program.stream(cell, fresh(program.bundle.tile)):
        pass
    lanes = fresh(runs)
    began = time.perf_counter()
    done = sum(len(trace.gap) for trace in program.stream(cell, lanes))
    seconds = time.perf_counter() - began
    assert done == runs
    return seconds / runs / cell.protocol.budget, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def runs():
    """The price of a run's step, and the memory, from a thousand runs of a cell to a million."""
    cell, found = _one_cell(500), []
    for number in (2048, 10**4, 10**5, 10**6):
        price, memory = min(_streamed(cell, number) for _ in range(3 if number < 10**5 else 1))
        found.append((number, price, memory))
    base = found[0][1]
    prices = ", ".join(f"{number:.0e}: {price * 1e9:.1f} ns" for number, price, _ in found)
    worst = max(abs(price / base - 1) for _, price, _ in found)
    yield "cost a run, 2·10³ → 10⁶ runs of a cell", "within 10 %", f"{worst:.0%}", "", prices
    memories = ", ".join(f"{number:.0e}: {memory:.0f} MiB" for number, _, memory in found)
    yield "peak memory of the process, 10³ → 10⁶ runs", "flat", f"{found[-1][2] / found[0][2]:.2f}×", "", memories


def steps():
    """The price of a run's step in short runs and in long."""
    found = []
    for number in (10**2, 10**3, 10**4, 10**5):
        price = min(_streamed(_one_cell(number), 1024)[0] for _ in range(3 if number < 10**5 else 1))
        found.append((number, price))
    base = found[1][1]
    worst = max(abs(price / base - 1) for _, price in found[1:])
    prices = ", ".join(f"{number:.0e}: {price * 1e9:.1f} ns" for number, price in found)
    yield "cost a step, 10³ → 10⁵ steps", "within 10 %", f"{worst:.0%}", "", prices


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


def copy_rate(mebibytes=256, rounds=7):
    """Bytes a second of reading and writing an array much larger than the caches."""
    a = jnp.ones((mebibytes * 2**18,), jnp.float32)
    copy = jax.jit(lambda a: a + 1.0)
    copy(a).block_until_ready()
    return max(2 * a.nbytes / _seconds(lambda: copy(a).block_until_ready()) for _ in range(rounds))


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
