"""Exact metrics as a text file that is committed and reviewed like code, with one line per cell.

A folder of baselines holds one file per kind of device and minor version of JAX, between which numbers cannot be
compared.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from gdbench.errors import ConfigError, NotComparable, StoreError
from gdbench.gate.exact.convergence import Convergence, Place, SettingOutcome
from gdbench.gate.exact.metrics import ExactMetrics
from gdbench.store import replace_file
from gdbench.suite import CompareSection

SCHEMA = 1
MAGIC = "exact metrics of a run of gdbench"
ENVIRONMENT = ("platform", "device", "processor", "system", "jax", "jaxlib", "optax")


def file_name(exact: ExactMetrics) -> str:
    """Return the name of the file in a folder of baselines, such as ``cpu-jax-0.10.json``."""
    platform, device = exact.environment["platform"], exact.environment["device"]
    kind = platform if device == platform else f"{platform}-{device}"
    return re.sub(r"[^a-z0-9.]+", "-", f"{kind}-jax-{exact.jax_minor}".lower()) + ".json"


def locate(path: Path, head: ExactMetrics) -> Path:
    """Return the baseline file for ``head``: the path itself, or in a folder the file named after its environment."""
    return path if path.suffix == ".json" else path / file_name(head)


def write(exact: ExactMetrics, path: Path) -> None:
    """Write a baseline file; raises `StoreError` where the file cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, text_of(exact).encode())
    except OSError as error:
        raise StoreError(f"cannot write the baseline {path} ({error.strerror or error})") from error


def read(path: Path) -> ExactMetrics:
    """Return the exact metrics of a baseline file; raises `NotComparable` where there is no such file."""
    try:
        document = json.loads(path.read_bytes())
    except FileNotFoundError:
        others = ", ".join(sorted(each.name for each in path.parent.glob("*.json"))) or "none"
        raise NotComparable(f"there is no baseline {path} (beside it: {others})") from None
    except (OSError, ValueError) as error:
        raise ConfigError(str(path), [("file", f"cannot be read as a baseline: {error}")]) from error
    if not isinstance(document, dict) or document.get("what") != MAGIC:
        raise ConfigError(str(path), [("file", "is not a baseline: `gdbench compare BASE HEAD --rewrite` writes one")])
    if document["schema"] > SCHEMA:
        raise NotComparable(f"{path} was written by a newer gdbench; upgrade to read it")
    return _exact(document)


def as_kept(exact: ExactMetrics) -> ExactMetrics:
    """Return exact metrics as a file stores them: five digits of each number, and no declined cells."""
    return _exact(json.loads(text_of(exact)))


def _exact(document: Mapping[str, Any]) -> ExactMetrics:
    unsteady = document["unsteady"]
    return ExactMetrics(
        suite=document["suite"],
        environment=document["environment"],
        protocol=document["protocol"],
        cells={(variant, load): _convergence(row, document) for variant, load, row in document["cells"]},
        programs={(variant, load): facts for variant, load, facts in document["programs"]},
        compiled=document["compiled"],
        unsteady=None if unsteady is None else frozenset((variant, load) for variant, load in unsteady),
        limits=CompareSection.model_validate(document["compare"]),
    )


def text_of(exact: ExactMetrics) -> str:
    """Return the text of a baseline file."""
    cells = [[*place, _row(cell, exact)] for place, cell in sorted(exact.cells.items()) if cell.status != "declined"]
    head = {
        "what": MAGIC,
        "schema": SCHEMA,
        "suite": exact.suite,
        "environment": {name: exact.environment[name] for name in ENVIRONMENT if name in exact.environment},
        "protocol": dict(exact.protocol),
        "compare": exact.limits.model_dump(exclude_defaults=True),
        "compiled": exact.compiled,
    }
    lines = [f" {json.dumps(name)}: {json.dumps(value)}," for name, value in head.items()]
    lines.append(_block("unsteady", None if exact.unsteady is None else sorted(exact.unsteady)) + ",")
    lines.append(_block("cells", cells) + ",")
    lines.append(_block("programs", [[*place, dict(facts)] for place, facts in sorted(exact.programs.items())]))
    return "\n".join(["{", *lines, "}"]) + "\n"


def _block(name: str, rows: Iterable[Any] | None) -> str:
    if rows is None:
        return f' "{name}": null'
    return f' "{name}": [\n' + ",\n".join(f"  {json.dumps(row, ensure_ascii=False)}" for row in rows) + "\n ]"


def _row(cell: Convergence, exact: ExactMetrics) -> dict[str, Any]:
    if cell.status != "done":
        return {"status": cell.status}
    row: dict[str, Any] = {"default": _outcome_row(cell.default), "tuned": _outcome_row(cell.tuned)}
    row |= {"chosen": cell.chosen, "trials": [_number(gap) for gap in cell.trials]}
    if list(cell.targets) != list(exact.protocol["targets"]):
        row["targets"] = list(cell.targets)
    return row if cell.budget == exact.protocol["budget"] else {**row, "budget": cell.budget}


def _outcome_row(outcome: SettingOutcome | None) -> list[Any] | None:
    if outcome is None:
        return None
    return [outcome.ended, [_number(each) for each in outcome.calls], _number(outcome.gap)]


def _convergence(row: Mapping[str, Any], document: Mapping[str, Any]) -> Convergence:
    if "status" in row:
        return Convergence(row["status"])
    return Convergence(
        status="done",
        targets=tuple(row.get("targets", document["protocol"]["targets"])),
        budget=row.get("budget", document["protocol"]["budget"]),
        default=_outcome(row["default"]),
        tuned=_outcome(row["tuned"]),
        chosen=row["chosen"],
        trials=tuple(row["trials"]),
    )


def _outcome(row: list[Any] | None) -> SettingOutcome | None:
    if row is None:
        return None
    ended, calls, gap = row
    return SettingOutcome(ended, tuple(math.inf if each is None else each for each in calls), gap)


def _number(value: float | None) -> float | None:
    """Return a number with five digits, or null for a number that does not exist."""
    if value is None or math.isinf(value):
        return None
    short = float(f"{value:.5g}")
    return int(short) if short.is_integer() and abs(short) < 1e6 else short


def places(rows: Iterable[Place]) -> str:
    """Return a few cells in words."""
    rows = sorted(rows)
    named = ", ".join(f"{variant} on {workload}" for variant, workload in rows[:3])
    return named + (f" and {len(rows) - 3} more" if len(rows) > 3 else "")
