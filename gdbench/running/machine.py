"""The device to run on, and the facts about the machine; timings can be compared if these facts are equal."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version
from pathlib import Path
from typing import Any

import jax

from gdbench.errors import ConfigError, nearest

PLATFORMS = {"cpu": "cpu", "gpu": "cuda,rocm", "tpu": "tpu"}  # JAX's names of the kinds of device
PACKAGES = ("jax", "jaxlib", "optax", "numpy", "scipy", "pandas")


def machine_facts(device: str | None = None) -> dict[str, Any]:
    """Return platform, device, processor, system and versions, after making JAX run on ``cpu``, ``gpu`` or ``tpu``.

    None leaves the choice of the device to JAX. Raises `ConfigError` if the device is missing, or if JAX already runs
    on another device in this process.
    """
    devices = usable_devices(device)
    return {
        "platform": jax.default_backend(),
        "device": devices[0].device_kind,
        "devices": jax.device_count(),
        "cores": os.cpu_count(),
        "processor": _processor(),
        "instructions": _instructions(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        **{name: version(name) for name in PACKAGES},
    }


def usable_devices(wanted: str | None = None) -> list[jax.Device]:
    """Return the devices on which JAX runs; raises `ConfigError` if it finds none, or runs elsewhere already."""
    if wanted is not None and wanted not in PLATFORMS:
        sentence = f"there is no kind of device {wanted!r}{nearest(wanted, PLATFORMS)} (known: {', '.join(PLATFORMS)})"
        raise ConfigError("command line", [("--device", sentence)])
    if wanted is not None:
        jax.config.update("jax_platforms", PLATFORMS[wanted])
    try:
        devices = jax.devices()
    except Exception as error:  # JAX raises RuntimeError, or for some platforms a bare AssertionError
        option, asked = (
            ("--device", wanted)
            if wanted
            else ("JAX_PLATFORMS", getattr(jax.config, "jax_platforms", None) or "device")
        )
        sentence = f"JAX finds no {asked} here; leave --device (or JAX_PLATFORMS) out to run on what there is"
        raise ConfigError("command line" if wanted else "environment", [(option, sentence)]) from error
    if wanted is not None and jax.default_backend() != wanted:
        sentence = f"JAX runs on {jax.default_backend()} in this process already; run on {wanted} in a new process"
        raise ConfigError("command line", [("--device", sentence)])
    return devices


def _instructions() -> str:
    """Return the architecture, and the processor's widest vectors and fused products, which decide how XLA rounds."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    flags = next((line.partition(":")[2].split() for line in lines if line.startswith(("flags", "Features"))), [])
    known = [name for name in ("avx512f", "avx2", "avx", "fma", "sve", "asimd") if name in flags]
    return " ".join([platform.machine(), *known])


def _processor() -> str:
    """Return the name of the processor with family and model, because one name may stand for several generations."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text().partition("\n\n")[0].splitlines() if info.exists() else []
    facts = {name.strip(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    if "model name" not in facts:
        return platform.processor() or "unknown"
    kind = [f"{name} {facts[key]}" for name, key in (("family", "cpu family"), ("model", "model")) if facts.get(key)]
    return f"{facts['model name']} ({', '.join(kind)})" if kind else facts["model name"]
