"""Measures how far a ranking depends on the luck of trials and seeds, by repeating a suite with other seeds.

    python -m tests.perf.tuning_study --repeats 20                                     # quick, 20 times
    python -m tests.perf.tuning_study --repeats 4 --methods refine quasirandom         # two methods, side by side

A repetition differs in the `seed` of its protocol: in the trials of tuning, and in the seeds of tuning and evaluation.
It runs in this process and shares its programs with the others; nothing is timed and no page is made. Each repetition
adds a line of JSON to --to, so that an interrupted study can continue.
"""

import argparse
import json
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pandas as pd

from gdbench.engine.bundles import bundles
from gdbench.engine.compiled import compile_bundle
from gdbench.engine.places import calls_in_flight
from gdbench.executors.base import Execution, Order
from gdbench.executors.plan import Environment, Plan
from gdbench.executors.stages import CellStages
from gdbench.running.inventory import manifest_of
from gdbench.running.machine import machine_facts
from gdbench.running.runner import Additions, cells_of
from gdbench.running.suite_source import suite_source
from gdbench.store import Store
from gdbench.tables.blocks import mean_interval
from gdbench.tables.run import StoredRun


def changed(suite, **sections):
    """Return the suite with some fields of its sections replaced."""
    update = {name: getattr(suite, name).model_copy(update=fields) for name, fields in sections.items()}
    return suite.model_copy(update=update)


class Study:
    """A suite whose programs are compiled once, and which is run with one seed after the other."""

    def __init__(self, source, only=None):
        cells = [cell for cell in cells_of(source, Additions()) if not cell.declined()]
        self.suite, self.machine = source.suite, machine_facts(None)
        self.cells = [cell for cell in cells if only is None or cell.workload.unit.kind == only]
        plan = self.plan(0, self.suite.tuning.method)
        self.programs = [compile_bundle(each) for each in bundles(self.cells, plan.runs_per_tile, plan.seeds_per_tile)]

    def plan(self, seed, method):
        """Return the jobs of a repetition."""
        environment = Environment(self.machine["platform"], self.machine["jax"], self.machine["instructions"])
        return Plan(changed(self.suite, protocol={"seed": seed}, tuning={"method": method}), environment)

    def repeated(self, seed, method):
        """Return the ranking of one repetition, with the areas of its cells, as a line of JSON."""
        began, plan = time.time(), self.plan(seed, method)
        with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(calls_in_flight() + 1) as pool:
            store = Store(Path(folder))
            store.open_for_writing()
            stages = CellStages(Order(plan, store, ()))
            tasks = [(cell, program) for program in self.programs for cell in program.bundle.cells]
            ended = list(pool.map(lambda task: stages.run(*task), tasks))
            done = Execution([each.outcome for each in ended])
            run = StoredRun(store, plan.suite.name, manifest_of(plan, self.cells, done, self.machine, began, None))
            ranking = run.verdict[["variant", "rank", "area", "low", "high", "at_end"]]
            areas = run.areas.pivot(index="variant", columns="workload", values="area")
            rows = json.loads(ranking.to_json(orient="records"))
            cells = {str(name): [round(float(area), 6) for area in row] for name, row in areas.iterrows()}
        return {"seed": seed, "method": method, "seconds": time.time() - began, "ranking": rows, "areas": cells}


def coverage(repeats):
    """Return, per variant, its mean area, the spread over repetitions, and how often the intervals cover the mean."""
    every = pd.concat([pd.DataFrame(each["ranking"]).assign(seed=each["seed"]) for each in repeats])
    mean = every.groupby("variant")["area"].transform("mean")
    every = every.assign(mean=mean, covers=(every["low"] <= mean) & (mean <= every["high"]), first=every["rank"] == 1)
    every = every.assign(half=(every["high"] - every["low"]) / 2)
    groups = every.groupby("variant")
    columns = {"area": groups["area"].mean(), "spread": groups["area"].std(), "half width": groups["half"].mean()}
    columns |= {"covered": groups["covers"].mean(), "first rank": groups["first"].mean()}
    columns |= {"at an end": groups["at_end"].mean()}
    return pd.DataFrame(columns).sort_values("area", ascending=False)


def kept(repeats):
    """Return how often the leader of one repetition leads, and shares the first rank of, another one."""
    leads = [max(each["ranking"], key=lambda row: row["area"])["variant"] for each in repeats]
    firsts = [{row["variant"] for row in each["ranking"] if row["rank"] == 1} for each in repeats]
    pairs = [(i, j) for i in range(len(repeats)) for j in range(len(repeats)) if i != j]
    same = np.mean([leads[i] == leads[j] for i, j in pairs]) if pairs else 1.0
    shared = np.mean([leads[i] in firsts[j] for i, j in pairs]) if pairs else 1.0
    return float(same), float(shared)


def table(repeats):
    """Return the outcome as lines of Markdown."""
    found = coverage(repeats)
    same, shared = kept(repeats)
    lines = [
        f"{len(repeats)} repetitions, {np.median([each['seconds'] for each in repeats]):.0f} s each",
        "",
        f"- 95 % intervals of areas that cover the mean of the repetitions: {found['covered'].mean():.1%}",
        f"- the variant with the largest area in one repetition has it in another: {same:.1%}",
        f"- it has the first rank in another: {shared:.1%}",
        "",
        "| variant | " + " | ".join(found) + " |",
        "| --- |" + " ---: |" * len(found.columns),
    ]
    for name, row in found.iterrows():
        lines.append(f"| {name} | " + " | ".join(f"{value:.3f}" for value in row) + " |")
    return "\n".join(lines)


def beside(one, other):
    """Return, per variant, the mean difference of its areas between two methods, with its 95 % interval.

    The areas of a workload are averaged over repetitions, and the workloads are the blocks of the interval.
    """
    means = []
    for repeats in (one, other):
        cells = [pd.DataFrame(each["areas"]) for each in repeats]
        means.append(sum(cells) / len(cells))
    apart = (means[0] - means[1]).fillna(0.0)
    low, high = mean_interval(apart.to_numpy().T)
    rows = zip(apart.columns, means[0].mean(), means[1].mean(), apart.mean(), low, high, strict=True)
    lines = ["| variant | area | beside | difference | low | high |", "| --- | ---: | ---: | ---: | ---: | ---: |"]
    for name, *numbers in sorted(rows, key=lambda row: -row[1]):
        lines.append(f"| {name} | " + " | ".join(f"{value:+.3f}" for value in numbers) + " |")
    return "\n".join(lines)


def main():
    """Read the arguments, run the repetitions that are missing, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--suite", default="quick")
    parser.add_argument("--repeats", type=int, default=20)
    parser.add_argument("--methods", nargs="+", choices=["refine", "quasirandom"], help="the suite's own if left out")
    parser.add_argument("--only", choices=["problem", "task"], help="leave out the workloads of the other kind")
    parser.add_argument("--to", type=Path, default=Path("tuning_study.jsonl"))
    options = parser.parse_args()
    source = suite_source(options.suite)
    methods = options.methods or [source.suite.tuning.method]
    repeats = [json.loads(line) for line in options.to.read_text().splitlines()] if options.to.exists() else []
    known = {(each["seed"], each["method"]) for each in repeats}
    missing = [(seed, method) for seed in range(options.repeats) for method in methods if (seed, method) not in known]
    study = Study(source, options.only) if missing else None
    for seed, method in missing:
        repeats.append(study.repeated(seed, method))
        with options.to.open("a") as file:
            file.write(json.dumps(repeats[-1]) + "\n")
        print(f"seed {seed}, {method}: {repeats[-1]['seconds']:.0f} s", flush=True)
    found = {method: [each for each in repeats if each["method"] == method] for method in methods}
    for method, each in found.items():
        print(f"\n{method}: {table(each)}")
    if len(methods) == 2:
        print(f"\n{methods[0]} beside {methods[1]}:\n\n{beside(*found.values())}")


if __name__ == "__main__":
    main()
