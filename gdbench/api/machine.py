"""What a reader needs to know of this machine, and what timings are comparable within."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gdbench
from gdbench.api.results import DEFAULT_OUT
from gdbench.errors import ConfigError
from gdbench.store import Store


def machine_facts() -> dict[str, Any]:
    """Return what a reader needs to know of the machine, and what timings are comparable within."""
    import os
    import platform
    from importlib.metadata import version

    import jax

    try:
        jax.devices()
    except RuntimeError as error:
        wanted = os.environ.get("JAX_PLATFORMS", "device").replace("cuda,rocm", "gpu")
        sentence = f"JAX finds no {wanted} here; leave --device (or JAX_PLATFORMS) out to run on what there is"
        raise ConfigError("command line", [("--device", sentence)]) from error
    packages = {name: version(name) for name in ("jax", "jaxlib", "optax", "numpy", "scipy", "pandas")}
    return {
        "platform": jax.default_backend(),
        "device": jax.devices()[0].device_kind,
        "devices": jax.device_count(),
        "cores": os.cpu_count(),
        "processor": _processor(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        **packages,
    }


def _processor() -> str:
    """The processor's name, with family and model where it has them: one name may stand for several generations."""
    import platform

    info = Path("/proc/cpuinfo")
    lines = info.read_text().partition("\n\n")[0].splitlines() if info.exists() else []
    facts = {name.strip(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    if "model name" not in facts:
        return platform.processor() or "unknown"
    kind = [f"{name} {facts[key]}" for name, key in (("family", "cpu family"), ("model", "model")) if facts.get(key)]
    return f"{facts['model name']} ({', '.join(kind)})" if kind else facts["model name"]


def doctor() -> dict[str, Any]:
    """Return versions, devices and the state of the results folder."""
    facts = {"gdbench": gdbench.__version__, **machine_facts()}
    store = Store(DEFAULT_OUT)
    facts["results"] = f"{store.root.resolve()} ({len(store.runs())} runs, {sum(1 for _ in store.committed())} cells)"
    return facts
