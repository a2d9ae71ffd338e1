"""Reads files of pytest-benchmark, and decides whether two of them were measured under the same conditions."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gdbench.errors import ConfigError, NotComparable

_REMEDY = "measure both sides on one machine with one Python, or let `gdbench regress BASE` run both"


def read_benchmarks(path: Path) -> dict[str, Any]:
    """Return the document of a file: ``machine_info``, and ``benchmarks`` whose fields all have their types.

    A field that is missing or null is empty. Raises `ConfigError` for a file that pytest-benchmark has not written.
    """
    try:
        document = json.loads(Path(path).read_bytes())  # bytes, because a byte-order mark tells the encoding
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ConfigError(str(path), [("file", f"cannot be read as JSON ({reason})")]) from error
    rows = document.get("benchmarks") if isinstance(document, Mapping) else None
    if not isinstance(rows, list):
        raise ConfigError(str(path), [("file", "is not a file of pytest-benchmark: it has no list of benchmarks")])
    mistakes = [(f"benchmarks.{place}", fault) for place, row in enumerate(rows) if (fault := _fault(row))]
    names = Counter(row["fullname"] for row in rows if not mistakes)
    mistakes += [(name, f"is there {count} times; keep one of them") for name, count in names.items() if count > 1]
    if mistakes:
        raise ConfigError(str(path), mistakes)
    return {"machine_info": _table(document.get("machine_info")), "benchmarks": [_benchmark(row) for row in rows]}


def require_same_conditions(base: Mapping[str, Any], head: Mapping[str, Any]) -> list[str]:
    """Return notes on the conditions of two files; raises `NotComparable` if these are not the same.

    The names of the two machines may differ if the processors are known, because hosted runners are named anew for
    each job.
    """
    one, other = (_conditions(each) for each in (base, head))
    differ = [
        f"{name} {one[name] or 'unknown'} and {other[name] or 'unknown'}" for name in one if one[name] != other[name]
    ]
    hosts = [each["machine_info"].get("node") for each in (base, head)]
    if hosts[0] != hosts[1] and one["processor"] is None:
        differ.append(f"node {hosts[0]} and {hosts[1]}, on processors that the files do not name")
    if differ:
        raise NotComparable(f"the two files were measured under different conditions: {'; '.join(differ)}; {_REMEDY}")
    if hosts[0] == hosts[1]:
        return []
    return [
        f"The two files come from machines of different names, {hosts[0]} and {hosts[1]}, with the same processor "
        f"({one['processor']}), and are compared as if from one machine."
    ]


def _conditions(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return the conditions under which a file was measured: machine, processor, Python, JAX and device."""
    machine = document["machine_info"]
    cpu = _table(machine.get("cpu"))
    facts = {name: machine.get(name) for name in ("machine", "python_version", "system")}
    facts |= {"processor": cpu.get("brand_raw") or machine.get("processor") or None, "cores": cpu.get("count")}
    for name in ("jax", "jaxlib", "platform", "device"):
        known = {row["extra_info"].get(name) for row in document["benchmarks"]}
        facts[name] = ", ".join(sorted(str(each) for each in known if each is not None))
    return facts


def _fault(row: Any) -> str | None:
    """Return what a benchmark lacks, in a sentence, or None."""
    if not isinstance(row, Mapping) or not isinstance(row.get("fullname"), str):
        return "has no fullname, which pytest-benchmark gives to every benchmark"
    stats = _table(row.get("stats"))
    if not _is_time(stats.get("median")):
        return f"{row['fullname']} has the median {stats.get('median')!r}, where a positive number of seconds is needed"
    if not all(map(_is_time, _list(stats.get("data")))):
        return f"{row['fullname']} has samples that are not all positive numbers of seconds"
    return None


def _benchmark(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a benchmark with the fields that comparisons use; further information of other types is left out."""
    stats, extra = row["stats"], _table(row.get("extra_info"))
    known: dict[str, Any] = {name: value for name, value in extra.items() if isinstance(value, str)}
    beside = _list(extra.get("beside_seconds"))
    if beside and all(map(_is_time, beside)):
        known["beside_seconds"] = beside
    return {
        "fullname": row["fullname"],
        "name": str(row.get("name") or row["fullname"]),
        "group": None if row.get("group") is None else str(row["group"]),
        "extra_info": known,
        "stats": {**stats, "data": _list(stats.get("data"))},
    }


def _is_time(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value) and value > 0


def _table(value: Any) -> dict[str, Any]:
    return dict(value) if isinstance(value, Mapping) else {}


def _list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list) else []
