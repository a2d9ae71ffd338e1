"""The variants, workloads and cells that only one of two runs has, and the circumstances of both side by side."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd

from gdbench.types import Manifest

_CELL = ["variant", "workload"]
_SECTIONS = ("environment", "protocol", "tuning", "evaluation", "timing")


def exclusive(base_cells: pd.DataFrame, head_cells: pd.DataFrame) -> pd.DataFrame:
    """Return the variants, workloads and cells that only one run has, and the cells whose status differs.

    Columns: kind (variant, workload, cell, or ended), name, workload, base, head (the status in that run, or absent).
    A variant or workload that only one run has takes one row; its cells are not listed again.
    """
    rows: list[dict[str, Any]] = []
    known = {}
    for kind in _CELL:
        sets = [list(dict.fromkeys(cells[kind])) for cells in (base_cells, head_cells)]
        rows += [_alone(kind, name, "base") for name in sets[0] if name not in sets[1]]
        rows += [_alone(kind, name, "head") for name in sets[1] if name not in sets[0]]
        known[kind] = set(sets[0]) & set(sets[1])
    columns = [*_CELL, "status"]
    both = base_cells[columns].merge(head_cells[columns], on=_CELL, how="outer", suffixes=("_base", "_head"))
    both = both.astype(object).where(both.notna(), "absent")
    for row in both[both["status_base"] != both["status_head"]].itertuples():
        if row.variant in known["variant"] and row.workload in known["workload"]:
            kind = "cell" if "absent" in (row.status_base, row.status_head) else "ended"
            told = {"base": row.status_base, "head": row.status_head}
            rows.append({"kind": kind, "name": row.variant, "workload": row.workload, **told})
    return pd.DataFrame(rows, columns=["kind", "name", "workload", "base", "head"])


def circumstances(base: Manifest, head: Manifest) -> pd.DataFrame:
    """Return machine, packages and protocol of two manifests side by side.

    Columns: section, name, base, head (as in the manifest; None if a run does not state it), same.
    """
    rows = []
    for section in _SECTIONS:
        sides = [dict(getattr(manifest, section) or {}) for manifest in (base, head)]
        for name in dict.fromkeys([*sides[0], *sides[1]]):
            values = [side.get(name) for side in sides]
            rows.append({"section": section, "name": name, "base": values[0], "head": values[1]})
    rows.insert(0, {"section": "environment", "name": "gdbench", "base": base.gdbench, "head": head.gdbench})
    table = pd.DataFrame(rows, columns=["section", "name", "base", "head"], dtype=object)
    table["same"] = [_exact(one) == _exact(other) for one, other in zip(table["base"], table["head"], strict=True)]
    return table


def _alone(kind: str, name: str, side: str) -> dict[str, Any]:
    ends = {"base": "absent", "head": "absent"} | {side: "present"}
    return {
        "kind": kind,
        "name": name if kind == "variant" else "",
        "workload": name if kind != "variant" else "",
    } | ends


def _exact(value: Any) -> str:
    return json.dumps(value, sort_keys=True, default=str)
