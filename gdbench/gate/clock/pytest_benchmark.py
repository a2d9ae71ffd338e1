"""Compares two files of pytest-benchmark; two runs that were stored one after the other are weak evidence.

Base and head do not alternate here, and a machine drifts between two runs: on two shared cores, medians of the same
program differed by 9 to 19 % one time in ten. The thresholds are therefore wide. They are narrower if another program
was timed in every round, because the drift slows both: ``extra_info["beside"]`` is the name of that program, and
``extra_info["beside_seconds"]`` holds its seconds round by round.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from gdbench.errors import ConfigError, NotComparable
from gdbench.gate.clock.benchmark_files import read_benchmarks, require_same_conditions
from gdbench.gate.clock.paired_samples import bounds
from gdbench.gate.findings import Finding, Verdict

ALONE = 1.3  # a stored run is worse beyond this ratio
BESIDE = 1.15  # the same, for times relative to the program that was timed beside
LEVEL = 0.995  # the joint confidence for all benchmarks
WEAK = (
    f"The two runs were stored one after the other, which is weaker evidence than base and head in turns, so worse "
    f"means beyond ×{ALONE:g} (×{BESIDE:g} where another program was timed beside). `gdbench regress BASE` finds "
    f"smaller differences."
)


def compare_files(base: Path, head: Path) -> tuple[list[Finding], list[str]]:
    """Return the findings on the benchmarks that two files share, and notes.

    Raises `NotComparable` for files of different machines, Pythons or versions of JAX, or without common benchmarks,
    and `ConfigError` for a file that pytest-benchmark has not written.
    """
    before, after = read_benchmarks(base), read_benchmarks(head)
    if not before["benchmarks"]:
        raise NotComparable(f"{base} holds no benchmark, so there is nothing to compare with")
    if not after["benchmarks"]:
        raise ConfigError(str(head), [("file", "holds no benchmark: none was selected, or all of them failed")])
    conditions = require_same_conditions(before, after)
    old, new = ({row["fullname"]: row for row in each["benchmarks"]} for each in (before, after))
    shared = [name for name in new if name in old]
    if not shared:
        raise NotComparable(f"{base} and {head} have no benchmark in common")
    notes = [WEAK, *conditions, *_missing("base", old, new), *_missing("head", new, old)]
    bare = [name for name in shared if not (_samples(old[name]) and _samples(new[name]))]
    if bare:
        notes.append(f"{len(bare)} benchmarks have no samples, so no interval: save them with --benchmark-save-data.")
    return [_finding(old[name], new[name], len(shared)) for name in shared], notes


def _missing(side: str, there: Mapping[str, Any], elsewhere: Mapping[str, Any]) -> Iterator[str]:
    alone = [row["name"] for name, row in there.items() if name not in elsewhere]
    if alone:
        more = f" and {len(alone) - 3} more" if len(alone) > 3 else ""
        yield f"{len(alone)} benchmarks are in {side} alone: {', '.join(alone[:3])}{more}."


def _samples(row: Mapping[str, Any]) -> list[float]:
    return row["stats"].get("data") or []


def _finding(base: Mapping[str, Any], head: Mapping[str, Any], benchmarks: int) -> Finding:
    threshold, low, high = ALONE, None, None
    values: list[np.ndarray] = [np.log(_samples(row)) for row in (base, head)]
    ratio = head["stats"]["median"] / base["stats"]["median"]
    if all(len(each) for each in values):
        beside = [row.get("extra_info", {}).get("beside_seconds", []) for row in (base, head)]
        names = {row.get("extra_info", {}).get("beside") for row in (base, head)}
        if len(names) == 1 and all(len(a) == len(b) for a, b in zip(beside, values, strict=True)):
            threshold = BESIDE
            values = [own - np.log(other) for own, other in zip(values, beside, strict=True)]
        ratio = float(np.exp(np.median(values[1]) - np.median(values[0])))
        low, high = _interval(values[0], values[1], (1 - LEVEL) / benchmarks)
    extra = head.get("extra_info", {})
    return Finding(
        kind="timing",
        metric="median of a call",
        variant=extra.get("variant", head["name"]),
        workload=extra.get("workload", head.get("group") or ""),
        base=1e6 * base["stats"]["median"],
        head=1e6 * head["stats"]["median"],
        ratio=float(ratio),
        low=low,
        high=high,
        verdict=_verdict(ratio, low, high, threshold),
        unit="µs",
    )


def _interval(base: np.ndarray, head: np.ndarray, miss: float) -> tuple[float, float]:
    """Return worst-case bounds of the ratio of two medians from the bounds of each median (all in logarithms)."""
    (base_low, base_high), (head_low, head_high) = (bounds(each, miss / 2) for each in (base, head))
    return float(np.exp(head_low - base_high)), float(np.exp(head_high - base_low))


def _verdict(ratio: float, low: float | None, high: float | None, threshold: float) -> Verdict:
    """Return the verdict on a ratio; without an interval it is at most a change."""
    if low is not None and low > threshold:
        return Verdict.WORSE
    if high is not None and high < 1 / threshold:
        return Verdict.BETTER
    return Verdict.CHANGED if low is None and not 1 / threshold <= ratio <= threshold else Verdict.SAME
