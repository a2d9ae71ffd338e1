"""The facts of one step of each variant: primitives, operations, state, and the size of its compiled program.

A step is measured on its own, on the first problem and on the first task of its variant, because in a program that many
variants share a change of one variant would change the numbers of all.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Any

from gdbench.engine.costs import compiled_facts, step_facts
from gdbench.errors import GdbenchError
from gdbench.gate.exact.convergence import Place
from gdbench.registry import load
from gdbench.store import Store
from gdbench.tables.run import StoredRun
from gdbench.types import Cell, CellRow, Entry, Protocol, Workload


def facts_of_run(run: StoredRun) -> dict[Place, Mapping[str, Any]]:
    """Return the facts of one step by variant and workload, for one workload of each variant and kind.

    The facts are primitives (of the jaxpr, by name), flops, state_bytes, bytes_per_parameter, and instructions,
    fusions and memory of the compiled step (see `gdbench.engine.costs`). There are no facts if the installed code is
    not the code that ran, or if the step cannot be traced, which its cells report.
    """
    chosen: dict[tuple[str, str], CellRow] = {}
    for row in run.manifest.cells:
        if row.status == "done":
            chosen.setdefault((row.variant, row.kind), row)
    dtype = run.manifest.protocol["dtype"]
    found = {(row.variant, row.workload): _facts(_installed(row, run.store, dtype)) for row in chosen.values()}
    return {place: facts for place, facts in found.items() if facts is not None}


def _facts(cell: Cell | None) -> Mapping[str, Any] | None:
    if cell is None:
        return None
    entry, workload, dtype = cell.entry, cell.workload, cell.protocol.dtype
    try:
        return {**vars(step_facts(entry, workload, dtype)), **vars(compiled_facts(entry, workload, dtype))}
    except Exception:  # a rule may raise anything; its cells have already failed with the same error
        return None


def _installed(row: CellRow, store: Store, dtype: str) -> Cell | None:
    """Return the cell of a row, made of the installed code, or None if that is not the code that ran."""
    assert row.evaluation is not None, "a cell that is done has results of both stages"
    spec = store.spec(row.evaluation)
    try:
        variant, unit = load("variant", row.name), load(row.kind, row.unit)
        fixed = {name: ast.literal_eval(value) for name, value in row.fixed.items()}
    except (GdbenchError, ValueError, SyntaxError):
        return None
    if variant.version != spec["variant"]["version"] or unit.version != spec["workload"]["version"]:
        return None
    return Cell(Entry(row.variant, variant, fixed), Workload(unit, row.dim, row.batch), Protocol(dtype, row.budget, ()))
