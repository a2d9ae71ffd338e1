"""Results are bit for bit the same on 1, 2, 4 and 8 simulated devices and for every tile size."""

import json
import os
import subprocess
import sys

CHILD = """
import hashlib, json
import numpy as np
import jax
from gdbench.engine import compiled, places
from gdbench.engine.bundles import Bundle, bundles
from gdbench.registry import load
from gdbench.types import Cell, Entry, Lane, Protocol, Workload

RUNS = 70
protocol = Protocol("float32", 25, (0.5, 1e-2, 1e-6), 8)
breast = load("task", "logreg_breast_cancer")
loads = [Workload(load("problem", name), 10) for name in ("rastrigin10", "rotated(rastrigin10, seed=2)")]
cells = [Cell(Entry("adam", load("variant", "adam")), each, protocol) for each in loads]
for name, batch in (("gd_armijo", None), ("adam", 8)):
    cells.append(Cell(Entry(name, load("variant", name)), Workload(breast, breast.parameters, batch), protocol))
lanes = [Lane(0, 100 + i, {"learning_rate": 1e-3 * (1 + i % 7)} if i else {}) for i in range(RUNS)]

def digest(trace):
    arrays = {**{k: v for k, v in vars(trace).items() if k != "measures"}, **trace.measures}
    return {k: hashlib.md5(np.ascontiguousarray(v).tobytes()).hexdigest() for k, v in arrays.items()}

found = []
for tile, devices in ((70, 1), (13, 1), (48, 2), (70, 4), (70, 8)):
    compiled.devices_for = lambda tile: tuple(jax.local_devices()[:devices])
    for whole in bundles(cells, RUNS):
        compiled.FEW_NUMBERS = 0 if whole.kind.shared else 400_000  # 0: optimised in full, as long suites are
        program = compiled.compile_bundle(Bundle(whole.key, whole.cells, tile, None, RUNS))
        for cell in whole.cells:
            knobs = cell.entry.variant.hyperparameters
            mine = [Lane(x.trial, x.seed, x.settings if "learning_rate" in knobs else {}) for x in lanes]
            found.append([cell.label, tile, devices, digest(program.run(cell, mine))])
print(json.dumps([jax.local_device_count(), found]))
"""


def test_devices_and_tiles_leave_no_trace_in_the_numbers():
    flags = {"XLA_FLAGS": "--xla_force_host_platform_device_count=8", "JAX_PLATFORMS": "cpu"}
    done = subprocess.run(
        [sys.executable, "-c", CHILD], env={**os.environ, **flags}, capture_output=True, text=True, check=True
    )
    devices, found = json.loads(done.stdout)
    assert devices == 8
    assert len(found) == 20
    first = {label: digests for label, tile, on, digests in reversed(found)}
    differing = [
        (label, f"tile {tile}", f"{on} devices", name)
        for label, tile, on, digests in found
        for name, value in digests.items()
        if value != first[label][name]
    ]
    assert not differing
