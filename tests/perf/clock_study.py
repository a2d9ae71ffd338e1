"""Measures whether the intervals of the clock are true: the same program under two names, and sgd against Optax's.

    python -m tests.perf.clock_study --pairs 100       # intervals of the ratio of a program to itself
    python -m tests.perf.clock_study --repetitions 10  # sgd against optax:sgd, whose compiled steps are the same
    python -m tests.perf.clock_study --recompiled 8    # processes that compile beside processes that load
    python -m tests.perf.clock_study --earlier 10 100  # dimensions; what the clock of earlier versions says

Everything goes through what `gdbench run` uses: fresh processes, the suite's rounds, and the table of a run. The same
program under two names is compiled twice. In the third study, each process times the programs that it has compiled
itself beside those that were compiled elsewhere; if their ratio scatters no more than that of a program to itself, then
loaded programs sample all that differs between processes. The fourth study times the pairs of the speed table in this
process, by slopes and as earlier versions did: as shares of a call, whose length follows from a first call of 5 steps.
"""

import argparse
import json
import os
import pickle
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

from gdbench.engine.clock import compiled_afresh, keep_calls_in_their_thread, lengths, measure, prepare
from gdbench.engine.travelling import packed, ready_to_unpack, unpacked
from gdbench.executors import timing
from gdbench.running.machine import machine_facts
from gdbench.suite import load_suite, read_suite
from gdbench.tables.clocks import conformance_table
from gdbench.types import Cell, Entry, Protocol, Workload
from tests.perf.speed_rows import speed_cells

ROOT = Path(__file__).resolve().parents[2]
TIMED = ("sgd", "heavy_ball", "adagrad", "rmsprop", "adam", "adamw", "lion", "lars", "schedule_free_sgd", "newton")


def entries_of(suite, names):
    """The entries of a suite with these labels."""
    found = {cell.entry.label: cell.entry for cell in suite.cells()}
    return [found[name] for name in names]


def twins(entry):
    """An entry and another one of the same rule, under another name, so that it is compiled and loaded apart."""
    if entry.variant.reference is None:
        return None
    fixed = dict(entry.variant.reference.own)
    twin = replace(entry.variant, name=f"twin of {entry.variant.name}")
    return Entry(entry.label, entry.variant, fixed), Entry(twin.name, twin, fixed)


def ratios(suite, names):
    """The rows of the table of a run: own against its counterpart, measured now."""
    machine = {name: str(fact) for name, fact in machine_facts().items()}
    rows = timing.measure_steps(suite, entries_of(suite, names), [], machine, lambda event: None)
    return conformance_table(rows)


def same_program(suite, pairs):
    """Print how many intervals of the ratio of a program to itself leave out 1."""
    timing.counterpart, real = twins, timing.counterpart
    found = []
    try:
        while len(found) < pairs:
            began = time.perf_counter()
            found += list(ratios(suite, TIMED).itertuples())
            said = "; ".join(f"{row.variant} {row.ratio:.3f} ({row.low:.3f} to {row.high:.3f})" for row in found[-9:])
            print(f"{len(found)} pairs, {time.perf_counter() - began:.0f} s: {said}", flush=True)
    finally:
        timing.counterpart = real
    found = found[:pairs]
    outside = sum(not row.low <= 1 <= row.high for row in found)
    width = np.median([row.high / row.low for row in found])
    scatter = np.exp(np.std([np.log(row.ratio) for row in found])) - 1
    print(f"| the same program under two names | {outside} of {len(found)} intervals leave out 1 |")
    print(
        f"| standard deviation of the ratio; median high/low of an interval | {scatter:.1%}; {width:.3f} |", flush=True
    )


def sgd_against_optax(suite, repetitions):
    """Print the ratios of sgd to optax:sgd."""
    found = [ratios(suite, ["sgd"]).iloc[0] for _ in range(repetitions)]
    for row in found:
        print(f"sgd / optax:sgd {row['ratio']:.3f} ({row['low']:.3f} to {row['high']:.3f})")
    near = sum(abs(row["ratio"] - 1) < 0.05 for row in found)
    print(f"| sgd / optax:sgd within 5 % of 1 | {near} of {repetitions} |", flush=True)


def compiled_programs():
    """The programs of `TIMED` on the problem of `quick`, compiled in this process."""
    suite = load_suite(*read_suite("quick"))
    load_ = Workload(timing.load("problem", suite.timing.problem), suite.timing.dim)
    protocol = Protocol("float32", suite.timing.steps, (0.1,), 2)
    with compiled_afresh():
        return [prepare(Cell(each, load_, protocol), suite.timing.runs).program for each in entries_of(suite, TIMED)]


def compare_here(file):
    """Print, as JSON, the seconds per step of each program: compiled here, compiled here again, loaded twice."""
    keep_calls_in_their_thread()
    ready_to_unpack()
    kept = pickle.loads(Path(file).read_bytes())
    sides = [compiled_programs(), compiled_programs(), *([unpacked(each) for each in kept] for _ in range(2))]
    found = measure(list(zip(*sides, strict=True)), 3)
    print(json.dumps([[float(np.median([sample.step for sample in side])) for side in group] for group in found]))


def recompiled(processes):
    """Print how far programs scatter between processes that compile them and processes that load them."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "programs"
        file.write_bytes(pickle.dumps([packed(each) for each in compiled_programs()]))
        for _ in range(processes):
            command = [sys.executable, "-m", "tests.perf.clock_study", "--here", str(file)]
            environment = {**os.environ, "PYTHONPATH": str(ROOT)}
            done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
            rows.append(json.loads(done.stdout.splitlines()[-1]))
    logs = np.log(np.array(rows))  # [process, program, side]
    print(
        "| variant | sd of compiled / compiled | of loaded / loaded | of compiled / loaded | mean compiled / loaded |"
    )
    print("| --- | ---: | ---: | ---: | ---: |")
    for name, own in zip(TIMED, np.moveaxis(logs, 1, 0), strict=True):
        mixed = own[:, :2].mean(axis=1) - own[:, 2:].mean(axis=1)
        scatter = [np.std(each, ddof=1) for each in (own[:, 0] - own[:, 1], own[:, 2] - own[:, 3], mixed)]
        print(f"| {name} | " + " | ".join(f"{each:.1%}" for each in scatter) + f" | {np.exp(mixed.mean()):.3f} |")


def earlier_steps(program, most):
    """The steps of a call by the rule of earlier versions."""
    return int(np.clip(0.01 / (program.seconds(5) / 5), 5, most))


def earlier(dim, most=400, rounds=15):
    """Print the ratios own / Optax in the engine in one dimension: slopes, shares of equal calls, and as before."""
    load_ = Workload(timing.load("problem", "mgh21_ext_rosenbrock10"), dim)
    protocol, table = Protocol("float32", most, (0.1,), 2), []
    for label in dict.fromkeys(cell.entry.label for cell in speed_cells(12, 1)):
        sides = timing.counterpart(Entry(label, timing.load("variant", label)))
        pair = [prepare(Cell(each, load_, protocol), 256).program for each in sides]
        calls = [[most, most], [earlier_steps(each, most) for each in pair]]
        taken = [[[each.seconds(n) / n for each, n in zip(pair, steps, strict=True)] for steps in calls]
                 for _ in range(rounds)]  # fmt: skip
        slopes = [[sample.step for sample in side] for side in measure([pair], 5)[0]]
        logs = [np.diff(np.median(np.log(slopes), axis=1))[0], *np.diff(np.median(np.log(taken), axis=0))[:, 0]]
        ratios = np.exp(-np.array(logs))
        table.append(ratios)
        said = f"{ratios[0]:.2f}, {ratios[1]:.2f}, {ratios[2]:.2f}"
        step = " and ".join(f"{1e6 * np.median(side):.2f}" for side in slopes)
        print(f"{label}, {dim} dimensions: {said}; {step} µs a step; calls of {calls[1]} steps, {lengths(pair)}")
    for name, own in zip(
        ("slopes", "shares of calls of 400 steps", "the earlier clock"), np.transpose(table), strict=True
    ):
        print(f"| own / Optax in the engine, {dim} dimensions, {name} | {np.exp(np.mean(np.log(own))):.2f} | "
              f"{own.min():.2f} to {own.max():.2f} |", flush=True)  # fmt: skip


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=0)
    parser.add_argument("--repetitions", type=int, default=0)
    parser.add_argument("--recompiled", type=int, default=0, metavar="PROCESSES")
    parser.add_argument("--earlier", type=int, nargs="*", default=[], metavar="DIM")
    parser.add_argument("--here", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.here:
        compare_here(chosen.here)
        return
    suite = load_suite(*read_suite("quick"))
    if chosen.pairs:
        same_program(suite, chosen.pairs)
    if chosen.repetitions:
        sgd_against_optax(suite, chosen.repetitions)
    if chosen.recompiled:
        recompiled(chosen.recompiled)
    for dim in chosen.earlier:
        earlier(dim)


if __name__ == "__main__":
    main()
