"""The facts that are stored beside a timing: versions, device, and the compiler's facts of one step."""

import platform
from functools import partial
from importlib.metadata import version

import jax

import gdbench


def environment():
    """Versions and device."""
    device = jax.devices()[0]
    packages = {name: version(name) for name in ("jax", "jaxlib", "optax", "numpy")}
    facts = {"gdbench": gdbench.__version__, "python": platform.python_version(), **packages}
    return facts | {"platform": device.platform, "device": device.device_kind, "devices": jax.device_count()}


def call_of(watch, steps):
    """A call of a compiled program, up to its result."""
    call = partial(watch.program.seconds, steps)
    call()
    return call


def facts(watch, steps):
    """Steps of a call, clocks of compiling, and the compiler's count for one step: the body of a loop counts once."""
    cost, memory = watch.program.executable.cost_analysis() or {}, watch.program.executable.memory_analysis()
    return {
        "steps": steps,
        "trace_seconds": watch.trace_seconds,
        "compile_seconds": watch.compile_seconds,
        "flops_per_step": cost.get("flops"),
        "bytes_per_step": cost.get("bytes accessed"),
        "temporary_bytes": getattr(memory, "temp_size_in_bytes", None),
    }
