"""Measures how often the comparison of timings raises a false alarm, and how often it finds a planted slowdown.

    python -m tests.perf.noise_study --comparisons 100                                    # A/A
    python -m tests.perf.noise_study --comparisons 100 --plant lion=0.10 --plant lamb=0.05

Every comparison is a whole one, as `gdbench regress` makes it: fresh processes, all cells of the suite, all launches. A
planted slowdown is extra work in the compiled program of one variant in head, which is calibrated first. Each
comparison adds a line of JSON to --to, so that an interrupted study can continue, and other rules can be tried on the
same samples.
"""

import argparse
import json
import sys
import time
from pathlib import Path

import numpy as np

from gdbench.gate.clock.driver import compare_timings, timed_cell
from gdbench.gate.clock.paired_samples import TimingRule
from gdbench.gate.clock.process import Process
from gdbench.gate.findings import Verdict
from gdbench.gate.installation import Installation
from gdbench.suite import load_suite, read_suite

ROOT = Path(__file__).resolve().parents[2]
WORKER = ("-m", "tests.perf.planted_worker")  # found in the tree of a side, which is this repository
PROBES = (1, 16, 64, 256, 1024)
CLOSE = 0.05  # of the share asked for: the work is adjusted until it is as close
ROUNDS = 60


def cells_of(suite):
    """The cells of a suite that can be timed."""
    found = load_suite(*read_suite(suite))
    return [timed_cell(cell, found.evaluation.seeds) for cell in found.cells() if not cell.declined()]


def slowdowns(each, amounts, rule):
    """Measure by which share each amount of work slows a cell down, all in one process, in turns."""
    side = Installation("calibration", "calibration", tree=ROOT, worker=WORKER)
    name = each.request["variant"]
    with Process(side) as process:
        process.ask({"do": "pin", "core": 0})
        ready = []
        for i, variant in enumerate([name, *(f"{name}~{amount}" for amount in amounts)]):
            request = {**each.request, "variant": variant, "seconds": rule.call_seconds}
            ready.append(process.ask({"do": "prepare", "id": i, **request}))
        steps = ready[0]["steps"]
        rows = []
        for turn in range(ROUNDS):
            order = range(len(ready)) if turn % 2 == 0 else reversed(range(len(ready)))
            ask = lambda i: process.ask({"do": "sample", "id": i, "steps": steps, "calls": rule.most})  # noqa: E731
            seconds = {i: min(ask(i)["seconds"]) for i in order}
            rows.append([seconds[i] / seconds[0] for i in range(1, len(ready))])
    return np.median(rows, axis=0) - 1


def calibrated(each, share, rule):
    """Return how much work slows a cell down by ``share``, and the share that was measured for it."""
    found = np.maximum.accumulate(slowdowns(each, PROBES, rule))
    amount = max(1, round(np.interp(share, found, PROBES)))
    tried = {}
    while len(tried) < 6 and amount not in tried:
        tried[amount] = float(slowdowns(each, (amount,), rule)[0])
        if abs(tried[amount] / share - 1) < CLOSE:
            break
        amount = max(1, round(amount * np.clip(share / max(tried[amount], 1e-3), 0.5, 2.0)))
    best = min(tried, key=lambda amount: abs(tried[amount] - share))
    return best, tried[best]


def compared(cells, plants, rule):
    """One whole comparison of this tree with itself, or with itself and the work planted in head."""
    base = Installation("base", "base", tree=ROOT)
    worker = (*WORKER, *(f"{name}={amount}" for name, amount in plants.items())) if plants else base.worker
    began = time.time()
    found = compare_timings(base, Installation("head", "head", tree=ROOT, worker=worker), cells, rule)
    rows = [
        {
            "variant": one.variant,
            "workload": one.workload,
            "verdict": one.verdict.value,
            "ratio": one.ratio,
            "low": one.low,
            "high": one.high,
            "logs": [each.tolist() for each in measured.logs],
        }
        for one, measured in zip(found.findings, found.measured, strict=True)
    ]
    return {"seconds": time.time() - began, "launches": found.looks, "plants": plants, "rows": rows}


def table(comparisons, plants):
    """Return the outcome as lines of Markdown."""
    worse = [{row["variant"] for row in each["rows"] if row["verdict"] == Verdict.WORSE} for each in comparisons]
    better = [{row["variant"] for row in each["rows"] if row["verdict"] == Verdict.BETTER} for each in comparisons]
    total = len(comparisons)
    lines = [
        f"{total} comparisons of {len(comparisons[0]['rows'])} timings",
        "",
        "| what | how often |",
        "| --- | ---: |",
    ]
    lines.append(
        f"| false alarm: slower where nothing was planted | {sum(bool(w - set(plants)) for w in worse)} of {total} |"
    )
    lines.append(f"| called faster | {sum(bool(each) for each in better)} of {total} |")
    for name, (amount, share) in plants.items():
        found = sum(name in each for each in worse)
        lines.append(f"| found: {name} slowed down by {share:.1%} (work {amount}) | {found} of {total} |")
    seconds = [each["seconds"] for each in comparisons]
    lines += ["", f"seconds of a comparison: median {np.median(seconds):.0f}, most {max(seconds):.0f}"]
    first = [np.median(row["logs"][0]) for each in comparisons for row in each["rows"] if row["variant"] not in plants]
    lines.append(f"median ratios of a first launch, nothing planted: standard deviation {np.std(first):.2%}")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--comparisons", type=int, default=100)
    parser.add_argument("--plant", action="append", default=[], help="NAME=SHARE, such as adamw=0.10; repeatable")
    parser.add_argument("--suite", default="regress")
    parser.add_argument("--to", type=Path, default=Path("noise_study.jsonl"))
    chosen = parser.parse_args()
    rule, cells = TimingRule(), cells_of(chosen.suite)
    plants = {}
    for name, share in (each.split("=") for each in chosen.plant):
        each = next(each for each in cells if each.label == name)
        plants[name] = calibrated(each, float(share), rule)
        print(
            f"{name}: asked for {float(share):.1%}, work {plants[name][0]} slows by {plants[name][1]:.2%}", flush=True
        )
    done = [json.loads(line) for line in chosen.to.read_text().splitlines()] if chosen.to.exists() else []
    while len(done) < chosen.comparisons:
        done.append(compared(cells, {name: amount for name, (amount, _) in plants.items()}, rule))
        with chosen.to.open("a") as stream:
            print(json.dumps(done[-1]), file=stream)
        found = {row["variant"]: row["verdict"] for row in done[-1]["rows"] if row["verdict"] != Verdict.SAME}
        print(f"{len(done)}: {done[-1]['seconds']:.0f} s, {done[-1]['launches']} launches, {found}", flush=True)
    print(table(done, plants))


if __name__ == "__main__":
    sys.exit(main())
