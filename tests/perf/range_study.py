"""Measures on how many workloads the best learning rate is at an end of its range, and writes the record of it.

    python -m tests.perf.range_study                          # all of quick, classic and learning: an hour or so
    python -m tests.perf.range_study --every 4 --suites quick classic
    python -m tests.perf.range_study --suites quick --variants adam lion --to /tmp/two.json

Every variant is tuned as the suite says, and nothing is evaluated, timed or stored. Where the best rate is at an end,
the cell is tuned again over a range that ends a thousand times further, to see whether the end costs anything. The
record is a file beside the suites, which `tests/suite/test_range_record.py` reads. It says how many workloads of each
suite were covered, and whether that is the whole suite; it is written after every program, so that a part of it is
kept.
"""

import argparse
import json
import time
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np

from gdbench.engine.bundles import bundles
from gdbench.engine.compiled import compile_bundle, join
from gdbench.executors.plan import Environment, Plan
from gdbench.executors.rounds import TuningScores, cell_jobs
from gdbench.measures import trial_merits
from gdbench.running.runner import Additions
from gdbench.running.runner import cells_of as suite_cells
from gdbench.running.suite_source import suite_source
from gdbench.tables.range_ends import ends_of
from gdbench.tables.trials import improves
from gdbench.types import Stage

ENDS = ("at_low_end", "at_high_end")
BEYOND = 1000.0  # times further a range ends when rates beyond it are tried
SAVED = 0.1  # rates beyond an end gain if they save this share of the evaluations (geometric mean of runs and targets)
RECORD = Path(__file__).resolve().parents[2] / "suites" / "range_ends.json"


def searched_rate(cell):
    """Return the range of the learning rate of a cell if tuning searches it on a logarithmic scale."""
    knob = cell.entry.searched().get("learning_rate")
    return (knob.low, knob.high) if knob is not None and knob.scale == "log" else None


def cells_of(source, every, variants):
    """Return the cells that tuning gives a learning rate, on every n-th workload, and the number of all workloads."""
    cells = [cell for cell in suite_cells(source, Additions()) if not cell.declined()]
    labels = list(dict.fromkeys(cell.workload.label for cell in cells))
    kept = set(labels[::every])
    wanted = [cell for cell in cells if cell.workload.label in kept and searched_rate(cell)]
    wanted = [cell for cell in wanted if not variants or cell.entry.label in variants]
    return wanted, len(labels)


class Tuned(NamedTuple):
    """What tuning a cell gave: the rates of the best trials, their effort, and whether a run with them improved."""

    rates: np.ndarray
    effort: float
    improved: bool


def tuned(plan, cell, program, asked=None):
    """Tune a cell of a program; ``asked`` is the same cell with another range."""
    jobs, traces, points = cell_jobs(plan, asked or cell, None), [], {}
    job = next(jobs)
    while job.stage is Stage.TUNING:
        traces.append(program.run(cell, job.lanes))
        points |= {trial: settings["learning_rate"] for trial, settings in job.lanes.points}
        job = jobs.send(TuningScores(traces[-1].hit_cost, traces[-1].gap))
    trace, seeds = join(traces), len(plan.suite.tuning_seeds)
    trial = np.repeat(list(points), seeds)
    _, effort, depth = trial_merits(trial, trace.hit_cost, trace.gap, cell.protocol.budget)
    place, own = list(points).index(job.lanes[0].trial), trial == job.lanes[0].trial
    equal = (effort == effort[place]) & (depth == depth[place])
    improved = bool(improves(trace.curve_gap[own, 0], trace.gap[own]).any())
    return Tuned(np.array(list(points.values()))[equal], float(effort[place]), improved)


def further(cell, end):
    """Return a cell whose range ends a thousand times further."""
    variant = cell.entry.variant
    knob = variant.hyperparameters["learning_rate"]
    moved = replace(knob, low=knob.low / BEYOND) if end == "at_low_end" else replace(knob, high=knob.high * BEYOND)
    knobs = {**variant.hyperparameters, "learning_rate": moved}
    return replace(cell, entry=replace(cell.entry, variant=replace(variant, hyperparameters=knobs)))


def gains(plan, cell, program, end, found):
    """Return whether rates beyond this end save a tenth of the evaluations or more."""
    low, high = searched_rate(cell)
    there = tuned(plan, cell, program, further(cell, end))
    outside = there.rates < low if end == "at_low_end" else there.rates > high
    return bool(outside.all() and there.effort <= found.effort + np.log(1.0 - SAVED))


def add(rows, plan, cell, program):
    """Tune a cell, and add what is found to the row of its variant, unless no run improved."""
    found, knob = tuned(plan, cell, program), cell.entry.searched()["learning_rate"]
    if not found.improved:
        return
    fresh = {"range": searched_rate(cell), "workloads": 0} | {
        each: [] for end in ENDS for each in (end, f"gains_{end}")
    }
    row = rows.setdefault(cell.entry.label, fresh)
    row["workloads"] += 1
    for end, at_end in zip(ENDS, ends_of(found.rates, knob.low, knob.high, cap=knob.cap), strict=True):
        if at_end:
            row[end].append(cell.workload.label)
            row[f"gains_{end}"] += [cell.workload.label] * gains(plan, cell, program, end, found)


def measured(source, every, variants, rows):
    """Tune the variants of a suite, add what is found to the rows by variant, and yield what was covered so far."""
    cells, total = cells_of(source, every, variants)
    plan, seen = Plan(source.suite, Environment("cpu", "0.0")), set()
    for bundle in bundles(cells, plan.runs_per_tile, plan.seeds_per_tile):
        program = compile_bundle(bundle)
        for cell in bundle.cells:
            seen.add(cell.workload.label)
            add(rows, plan, cell, program)
        covered = {"workloads": len(seen), "of": total, "whole": False}
        yield bundle.label, covered
    yield "all bundles", {**covered, "whole": every == 1 and not variants}


def main():
    """Read the arguments, measure, and write the record after every bundle."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--suites", nargs="+", default=["quick", "classic", "learning"])
    parser.add_argument("--every", type=int, default=1, help="take every n-th workload of each suite")
    parser.add_argument("--variants", nargs="+", default=[], help="labels of variants; all if left out")
    parser.add_argument("--to", type=Path, default=RECORD)
    options = parser.parse_args()
    rows, suites, began = {}, {}, time.time()
    for name in options.suites:
        source = suite_source(name)
        method = {"trials": source.suite.tuning.trials, "method": source.suite.tuning.method}
        for label, covered in measured(source, options.every, options.variants, rows):
            suites[name] = {**covered, **method}
            lines = ",\n".join(f"  {json.dumps(each)}: {json.dumps(rows[each])}" for each in sorted(rows))
            options.to.write_text(f'{{\n"suites": {json.dumps(suites)},\n"variants": {{\n{lines}\n}}\n}}\n')
            print(f"{name}: {label} after {time.time() - began:.0f} s", flush=True)


if __name__ == "__main__":
    main()
