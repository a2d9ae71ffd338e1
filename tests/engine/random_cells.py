"""Random cells of the registry, and their results under conditions that no key contains; a script that a test runs."""

import hashlib
import json
import os
import random
import sys

SEEDS = range(100, 124)  # of the runs that are compared


def random_cells(number, seed):
    """Cells of every kind of rule on problems and on tasks with and without mini-batches, in turn."""
    from gdbench.registry import load, names
    from gdbench.types import Cell, Entry, Protocol, Workload

    rng, protocol = random.Random(seed), Protocol("float32", 25, (0.5, 1e-2, 1e-6), 8)
    rules = {"gradient": [], "full": [], "factory": []}
    for name in names("variant"):
        unit = load("variant", name)
        rules[unit.kind].append(name)
        if unit.reference is not None:
            rules["factory"].append(unit.reference.factory)
    tasks = [unit for unit in (load("task", name) for name in names("task")) if unit.quick and unit.parameters < 3000]
    found = {}
    for kind in [*rules] * 100 * number:
        rule = rng.choice(rules[kind])
        if len(found) % 5 < 3:
            unit = load("problem", rng.choice(names("problem")))
            workload = Workload(unit, 2 if unit.dims.allows(2) and rng.random() < 0.3 else unit.dims.default)
        else:
            unit = rng.choice(tasks)
            batch = 16 if unit.is_finite_sum and rng.random() < 0.5 else None
            workload = Workload(unit, unit.parameters, batch)
        cell = Cell(Entry(rule, load("variant", rule)), workload, protocol)
        if not cell.declined() and workload.dim <= 3000:
            found[cell.label] = cell
        if len(found) == number:
            break
    return list(found.values())


def companions(cell):
    """Other cells that share the program of a cell: other rules on its workload, its rule on other problems."""
    from dataclasses import replace

    from gdbench.engine.bundles import bundle_key
    from gdbench.registry import load
    from gdbench.types import Entry, Workload

    others = [replace(cell, entry=Entry(name, load("variant", name))) for name in ("adam", "schedule_free_sgd")]
    for name in ("sphere", "rastrigin10", "mgh21_ext_rosenbrock10"):
        unit = load("problem", name)
        if cell.workload.unit.kind == "problem" and unit.dims.allows(cell.workload.dim):
            others.append(replace(cell, workload=Workload(unit, cell.workload.dim)))
    shared = [each for each in others if not each.declined() and bundle_key(each) == bundle_key(cell)]
    return list({each.label: each for each in [cell, *shared]}.values())


def results(cell, cells, runs, tile, devices, optimised):
    """The digests of the first runs of a cell in a program of these cells with so many runs."""
    import jax
    import numpy as np

    from gdbench.engine import compiled
    from gdbench.engine.bundles import Bundle, bundle_key
    from gdbench.types import Lane

    compiled.devices_for = lambda tile: tuple(jax.local_devices()[:devices])
    compiled.FEW_NUMBERS = compiled.FEW_NUMBERS_SHARED = 0 if optimised else 10**9
    program = compiled.compile_bundle(Bundle(bundle_key(cell), tuple(cells), tile, runs, runs))
    rate = cell.entry.variant.hyperparameters.get("learning_rate")
    settings = [{"learning_rate": rate.default * factor} if rate and rate.default else {} for factor in (1, 0.1, 3)]
    lanes = [Lane(i % 3, SEEDS[0] + i, settings[i % 3]) for i in range(runs)]
    trace = program.run(cell, lanes)
    arrays = {name: values for name, values in vars(trace).items() if name != "measures"} | trace.measures
    first = {name: np.ascontiguousarray(values[: len(SEEDS)]) for name, values in arrays.items()}
    return {name: hashlib.md5(values.tobytes()).hexdigest() for name, values in first.items()}


def main(number, seed, where):
    """Print a line for each cell: its label, the condition and the digests of its results."""
    for place, cell in enumerate(random_cells(number, seed)):
        runs = len(SEEDS)
        conditions = {
            "here": [("alone", [cell], runs, runs, 1), ("in a suite, 90 seeds", companions(cell), 90, 90, 1)],
            "devices": [("alone, 4 devices", [cell], 256, 256, 4), ("alone, small tiles", [cell], runs, 7, 1)],
            "core": [("alone, one core", [cell], 600, 600, 1)],
        }
        for condition, cells, *how in conditions[where]:
            print(json.dumps([cell.label, condition, results(cell, cells, *how, place % 2)]), flush=True)


if __name__ == "__main__":
    if sys.argv[3] == "core" and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, [min(os.sched_getaffinity(0))])
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
