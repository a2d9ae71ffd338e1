"""Rows of the table on scaling with cores, devices, runs and steps."""

import json
import os
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

from gdbench.engine.bundles import bundles
from gdbench.engine.compiled import compile_bundle
from gdbench.registry import load
from gdbench.types import Cell, Entry, Lanes, Protocol, Workload
from tests.perf.speed_rows import RUNS, lanes_of, middle, speed_cells

ROOT = Path(__file__).resolve().parents[2]


def child(code, **environment):
    """What a fresh process prints as JSON on its last line."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def _throughput(program, cells, workers):
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
from tests.perf import speed_rows as rows
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
    return seconds / runs / cell.protocol.budget, _peak_memory()


def _peak_memory():
    """The MiB that this program has held at most; `getrusage` counts what its parent held when it was started, too."""
    return int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) / 1024


def prices_of_runs():
    """Runs of a cell, seconds per run and step, and the peak memory so far, from a thousand runs to a million."""
    cell, found = _one_cell(500), []
    for number in (2048, 10**4, 10**5, 10**6):
        found.append((number, *min(_streamed(cell, number) for _ in range(3 if number < 10**5 else 1))))
    return found


PRICES = """
import json
from tests.perf.speed_scaling import prices_of_runs
print(json.dumps(prices_of_runs()))
"""


def runs():
    """The price of a run's step, and the memory, of a process that does nothing else."""
    found = child(PRICES)
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
