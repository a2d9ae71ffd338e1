"""What the step of each variant is made of, exactly: primitives, operations, state, and what the compiler makes of it.

One step is measured by itself, on the first problem and the first task of the variant: in a program that many
variants share, a change of one would show in the numbers of all.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from typing import Any

from gdbench.engine.costs import compiled_facts, step_facts
from gdbench.errors import GdbenchError
from gdbench.registry import load
from gdbench.store import Store
from gdbench.types import Cell, Entry, Workload

Facts = dict[str, Any]


def program_rows(cells: Iterable[Cell]) -> list[Facts]:
    """Return one row per variant and kind of workload: variant, workload, and the facts of one step.

    primitives (of the jaxpr, by name), flops, state_bytes, bytes_per_parameter, instructions, fusions and memory (of
    the compiled step; see `gdbench.engine.costs`). Variants that cannot be traced have no row: their cells say why.
    """
    chosen: dict[tuple[str, bool], Cell] = {}
    for cell in cells:
        if not cell.declined():
            chosen.setdefault((cell.entry.label, cell.workload.is_task), cell)
    return [row for cell in chosen.values() if (row := _row(cell.entry, cell.workload, cell.protocol.dtype))]


def rows_of_run(store: Store, manifest: Mapping[str, Any]) -> list[Facts]:
    """Return the rows of an earlier run, for its variants whose code is still the one that it ran."""
    chosen: dict[tuple[str, str], Mapping[str, Any]] = {}
    for cell in manifest["cells"]:
        if cell["status"] == "done":
            chosen.setdefault((cell["variant"], cell["kind"]), cell)
    found = []
    for cell in chosen.values():
        spec = store.spec(cell["evaluation"])
        same = _same_code(cell, spec)
        if same is not None and (row := _row(*same, manifest["protocol"]["dtype"])):
            found.append(row)
    return found


def _row(entry: Entry, workload: Workload, dtype: str) -> Facts | None:
    try:
        step, compiled = step_facts(entry, workload, dtype), compiled_facts(entry, workload, dtype)
    except Exception:  # whatever a rule raises, its cells have failed with it already
        return None
    return {"variant": entry.label, "workload": workload.label, **vars(step), **vars(compiled)}


def _same_code(cell: Mapping[str, Any], spec: Mapping[str, Any]) -> tuple[Entry, Workload] | None:
    """The variant and the workload of a stored cell, if they are those that are installed here."""
    try:
        variant, unit = load("variant", cell["name"]), load(cell["kind"], cell["unit"])
        fixed = {name: ast.literal_eval(value) for name, value in cell["fixed"].items()}
    except (GdbenchError, ValueError, SyntaxError):
        return None
    if variant.version != spec["variant"]["version"] or unit.version != spec["workload"]["version"]:
        return None
    return Entry(cell["variant"], variant, fixed), Workload(unit, cell["dim"], cell["batch"])
