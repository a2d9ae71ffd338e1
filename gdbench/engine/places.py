"""The devices and cores on which tiles run, and the number of tiles that run at a time.

A host with one device runs several calls side by side, one on each core. The calls share one compiled program, and
each carries a whole tile: half a small tile costs nearly as much per step as a whole one. Several devices (of an
accelerator, or of a host that was told to show some) share each call: the program runs on every device with its part
of the runs. The devices exchange nothing, so each stops when its own runs have ended.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

import jax
import numpy as np
from jax.sharding import Mesh, NamedSharding

from gdbench.engine.inputs import Inputs
from gdbench.engine.programs import Recorded
from gdbench.engine.splits import MESH_AXIS, Split, partition_of

# A device takes part in a call if it gets this many runs: a step of fewer runs costs nearly as much.
LEAST_RUNS = 64
ACCELERATOR_CALLS = 2  # calls in flight: the host prepares one while the device runs the other


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def devices_for(tile: int) -> tuple[jax.Device, ...]:
    """Return the devices that share calls of so many runs."""
    found = jax.local_devices()
    return tuple(found[: max(1, min(len(found), tile // LEAST_RUNS))])


def calls_in_flight() -> int:
    """Return how many calls this process keeps in flight; on CPUs, as many as keep all cores busy."""
    if jax.default_backend() != "cpu":
        return ACCELERATOR_CALLS
    return max(1, cores() // jax.local_device_count())


def memory_for_a_call() -> float:
    """Return the bytes that one call may take on a device: half of its memory, or of the host's, shared by all."""
    device = jax.local_devices()[0]
    if device.platform == "cpu":
        pages = os.sysconf("SC_PHYS_PAGES") if hasattr(os, "sysconf") else 2**20
        return pages * 4096 / 2 / (calls_in_flight() + 1) / jax.local_device_count()
    stats = device.memory_stats() or {}
    return stats.get("bytes_limit", 8 * 2**30) / 2 / ACCELERATOR_CALLS


@cache
def pool() -> ThreadPoolExecutor:
    """Return the threads in which calls are made; they wait for the device most of the time."""
    return ThreadPoolExecutor(calls_in_flight(), "tile")


def spread(program: Callable[[Inputs], Recorded], devices: Sequence[jax.Device]) -> Callable[[Inputs], Recorded]:
    """Return the program with its runs spread over the devices, without collectives."""
    if len(devices) == 1:
        return program
    inputs, outputs = partition_of(Inputs), partition_of(Recorded)
    return jax.shard_map(program, mesh=_mesh(devices), in_specs=(inputs,), out_specs=outputs, check_vma=False)


def on_all(arrays: Any, devices: Sequence[jax.Device]) -> Any:
    """Put arrays that all tiles share onto the devices of the program, once."""
    if len(devices) == 1:
        return jax.device_put(arrays)
    return jax.device_put(arrays, NamedSharding(_mesh(devices), Split.REPLICATED.value))


def _mesh(devices: Sequence[jax.Device]) -> Mesh:
    return Mesh(np.array(devices), (MESH_AXIS,))
