"""`doctor`: the facts of this machine, and the states of the results folder and of the cache of programs."""

from __future__ import annotations

from typing import Any

from gdbench import __version__
from gdbench.api.results import DEFAULT_OUT


def doctor() -> dict[str, Any]:
    """Return versions, devices and the states of the results folder and of the programs kept, by name."""
    from gdbench.running.machine import machine_facts
    from gdbench.running.program_cache import MOST_BYTES, cache_folder, cache_size
    from gdbench.store import Store

    store = Store(DEFAULT_OUT)
    cells = sum(1 for _ in store.committed())
    results = f"{store.root.resolve()} ({len(store.runs())} runs, {cells} cells)"
    programs = f"{cache_folder()} ({cache_size() / 2**20:.0f} of at most {MOST_BYTES / 2**20:.0f} MiB)"
    return {"gdbench": __version__, **machine_facts(), "results": results, "compiled programs": programs}
