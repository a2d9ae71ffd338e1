"""The rows of the speed table: the required figure, the measured figure, its spread, and its source."""

import random
import time
from pathlib import Path

import numpy as np

from gdbench.engine.bundles import bundles
from gdbench.engine.clock import prepare
from gdbench.engine.compiled import compile_bundle
from gdbench.executors.timing import counterpart, steps_of
from gdbench.executors.timing_processes import observed
from gdbench.registry import load
from gdbench.suite import load_suite, read_suite
from gdbench.tables.clocks import conformance_table
from gdbench.types import Cell, Entry, Lanes, Protocol, Timing, Workload
from tests.perf import speed_baselines as baselines

HERE = Path(__file__).resolve().parent
RUNS = 256
BATCHES = 1000  # mini-batches of a task, of which longer calls use the last one again


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
    """Whole suites, cold, beside a program per cell and beside a Python loop; ours before the others, and after."""
    cells = speed_cells(12, 24)
    first = together(cells)
    theirs = sum(baselines.cell_seconds(cell, lanes_of(cell)) for cell in cells)
    yield _suite("12 variants × 24 problems × 256 runs × 1000 steps, cold", "15×", theirs, "", first, together(cells))
    cells = speed_cells()
    first = together(cells)
    paired = [cell for cell in cells if counterpart(cell.entry)]
    sample = random.Random(0).sample(paired, 346)
    took = [baselines.cell_seconds(cell, lanes_of(cell)) for cell in sample]
    theirs = float(np.mean(took)) * len(cells)
    error = f" (± {2 * float(np.std(took)) / len(took) ** 0.5 * len(cells):.0f})"
    last = together(cells)
    yield _suite("48 variants × 72 problems, cold, against a tenth of its cells", "40×", theirs, error, first, last)
    ours = (first[0] + last[0]) / 2
    adam = next(cell for cell in cells if cell.entry.label == "adam")
    step = [baselines.loop_seconds_per_step(adam) for _ in range(3)]
    total = float(np.median(step)) * len(cells) * RUNS * adam.protocol.budget
    said = f"{np.median(step) * 1e6:.1f} µs a step: {total / 3600:.1f} h / {ours:.1f} s"
    yield "the same against a Python loop over a jitted step", "1500×", f"{total / ours:.0f}×", middle(step)[1], said


def _suite(what, asked, theirs, error, first, last):
    """The row of a suite: the others' seconds, and twice our seconds and what of them was compiling."""
    ours, compiling = ((a + b) / 2 for a, b in zip(first, last, strict=True))
    said = f"{theirs:.0f} s{error} / {ours:.1f} s ({compiling:.1f} s of it compiling)"
    return (
        what,
        asked,
        f"{theirs / ours:.1f}×",
        f"{theirs / max(first, last)[0]:.1f} to {theirs / min(first, last)[0]:.1f}",
        said,
    )


PEOPLE, ENGINE = "jit(vmap(loop)) of Optax", "Optax in the engine's layout"


def own_and_optax(rounds=3, processes=5):
    """Each own variant beside its counterpart, one step, specialised programs, alternated in fresh processes."""
    digits = load("task", "mlp_digits")
    rosenbrock = load("problem", "mgh21_ext_rosenbrock10")
    places = [(Workload(rosenbrock, dim), runs) for dim in (10, 100) for runs in (256, 2048)]
    places += [(Workload(digits, digits.parameters, digits.batch), runs) for runs in (1, 16)]
    labels = list(dict.fromkeys(cell.entry.label for cell in speed_cells(12, 1)))
    found = []
    for load_, runs in places:
        groups = [_beside(label, load_, runs) for label in labels]
        seen = observed(groups, rounds, processes)
        here = [(label, load_.label, *_ratios(each)) for label, each in zip(labels, seen, strict=True)]
        for side, who in enumerate((PEOPLE, ENGINE)):
            ratios = [each[2 + side][0] for each in here]
            spread, figure = f"{min(ratios):.2f} to {max(ratios):.2f}", f"{_geometric(ratios):.2f}"
            yield f"own / {who}, a step, {load_.label}, {runs} runs", "", figure, spread, f"{len(labels)} pairs"
        found += here
    for side, who in enumerate((PEOPLE, ENGINE)):
        ratios = [each[2 + side][0] for each in found]
        slow = [f"{name} on {where} {pair[side][0]:.2f}" for name, where, *pair in found if pair[side][1] > 1.05]
        said = "above 1.05 beyond the interval: " + (", ".join(slow) or "none")
        spread = f"{min(ratios):.2f} to {max(ratios):.2f}"
        yield f"own / {who}, a step, all pairs", "≤ 0.7", f"{_geometric(ratios):.2f}", spread, said


def _beside(label, load_, runs):
    """The programs of an own variant, of Optax as people batch it, and of Optax in the engine."""
    own, other = counterpart(Entry(label, load("variant", label)))
    protocol = Protocol("float32", BATCHES, (0.1,), 2)
    mine, engine = (prepare(Cell(each, load_, protocol), runs).program for each in (own, other))
    return mine, baselines.bare(own, load_, runs, BATCHES), engine


def _ratios(seen):
    """The ratio of a step, and its lower bound, to Optax as people batch it and to Optax in the engine."""
    rows = [
        Timing("pair", "own", process=steps_of(seen, 0)[1], samples=steps_of(seen, 0)[0], counterpart_samples=samples)
        for samples in (steps_of(seen, side)[0] for side in (1, 2))
    ]
    tables = [conformance_table([row]).iloc[0] for row in rows]
    return [(float(table["ratio"]), float(table["low"])) for table in tables]


def _geometric(ratios):
    return float(np.exp(np.mean(np.log(ratios))))
