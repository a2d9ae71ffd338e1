"""`doctor`: the facts of this machine, and the state of the results folder."""

from __future__ import annotations

from typing import Any

from gdbench import __version__
from gdbench.api.results import DEFAULT_OUT


def doctor() -> dict[str, Any]:
    """Return versions, devices and the state of the results folder, by name."""
    from gdbench.running.machine import machine_facts
    from gdbench.store import Store

    store = Store(DEFAULT_OUT)
    cells = sum(1 for _ in store.committed())
    results = f"{store.root.resolve()} ({len(store.runs())} runs, {cells} cells)"
    return {"gdbench": __version__, **machine_facts(), "results": results}
