"""Says which units read files while they run, because no key contains what these files hold."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from gdbench.registry.versions import files_read
from gdbench.types import Cell, Problem, Task, Unit, Variant


def warnings_of(cells: Iterable[Cell]) -> Iterator[str]:
    """Return one sentence for each of the user's units whose results may be stale because it reads files."""
    units = {unit.name: unit for cell in cells for unit in (cell.entry.variant, cell.workload.unit) if ":" in unit.name}
    for name, unit in units.items():
        calls = _files_read(unit)
        if calls:
            yield (
                f"{name} reads something while it runs ({', '.join(calls)}), which the keys of its results do not "
                f"cover; after a change of what it reads, run again with --fresh, or read it where the module is "
                f"imported and keep it in a variable of the module"
            )


def _files_read(unit: Variant | Unit) -> list[str]:
    code = unit.rule if isinstance(unit, Variant) else unit.code
    home = sys.modules.get(getattr(code, "__module__", None) or "")
    if (
        not isinstance(unit, Variant | Problem | Task)
        or home is None
        or home.__name__.partition(".")[0] in ("gdbench", "optax")
    ):
        return []
    try:
        return files_read(unit, home)
    except OSError:
        return []
