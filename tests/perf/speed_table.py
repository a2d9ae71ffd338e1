"""Prints the speed table, which compares the engine with what people use, in one process; run by `nox -s perf`.

    python -m tests.perf.speed_table                    # every row
    python -m tests.perf.speed_table suites step        # some: see ROWS

Cold means that nothing is compiled yet and no compilation cache is used. The two sides of a ratio alternate if they can
be repeated; a spread is that of the middle half of the samples. Seconds hold for one machine only; ratios carry over.
"""

import os
import sys
import time

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ["JAX_ENABLE_COMPILATION_CACHE"] = "0"

from gdbench.running.machine import machine_facts
from tests.perf import speed_baselines as baselines
from tests.perf import speed_limits as limits
from tests.perf import speed_rows as rows
from tests.perf import speed_scaling as scaling

ROWS = {
    "roofline": limits.roofline,
    "suites": rows.suites,
    "step": rows.own_and_optax,
    "cores": scaling.cores,
    "devices": scaling.devices,
    "runs": scaling.runs,
    "steps": scaling.steps,
    "overhead": limits.overhead,
    "cache": limits.cache,
    "matrices": limits.matrices,
}


def main(names):
    """Print the table, a row as soon as it is measured."""
    facts = machine_facts()
    print(
        f"{facts['processor']}, {facts['cores']} cores, {facts['platform']}, JAX {facts['jax']}, Optax {facts['optax']}"
    )
    print("| figure | asked | measured | spread | from |\n| --- | --- | --- | --- | --- |")
    began = time.perf_counter()
    for name in names or ROWS:
        for row in ROWS[name]():
            print("| " + " | ".join(row) + " |", flush=True)
    print(f"({time.perf_counter() - began:.0f} s; {baselines.NOTE})")


if __name__ == "__main__":
    main(sys.argv[1:])
