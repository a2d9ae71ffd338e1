"""The groups of the filter: kind, dimension, family and tag of workloads, family and origin of variants."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gdbench.report.data.page_data import PageData
from gdbench.report.text import words

_KINDS = {"problem": "test problems", "task": "learning tasks"}
_ORIGINS = {"own": "gdbench’s own", "optax": "Optax", "yours": "yours"}


@dataclass(frozen=True)
class FilterOption:
    """One value of a filter: its spelling in the page's address, its text, and the number of units that have it."""

    value: Any
    text: str
    count: int


@dataclass(frozen=True)
class FilterGroup:
    """One group of values, which takes one line of the filter."""

    name: str
    label: str
    options: Sequence[FilterOption]


def filters(page: PageData) -> list[FilterGroup]:
    """Return every group that has at least two values."""
    loads = page.run.workloads.values()
    variants = {each.variant: each for each in page.manifest.cells}.values()
    groups = [
        _group("kind", "Kind", (load.kind for load in loads), _KINDS.__getitem__),
        _group("dim", "Dimension", (load.dim for load in loads), lambda value: f"n = {words.count(value)}"),
        _group("family", "Family", (load.unit_family for load in loads), _spaced),
        _group("tag", "Tag", (tag for load in loads for tag in load.tags), _spaced),
        _group("vfamily", "Variants", (each.family for each in variants), _spaced),
        _group("origin", "Origin", (look.origin for look in page.looks.values()), _ORIGINS.__getitem__),
    ]
    return [group for group in groups if len(group.options) > 1]


def _group(name: str, label: str, values: Iterable[Any], text: Callable[[Any], str]) -> FilterGroup:
    counts = Counter(values)
    options = [FilterOption(value, text(value), counts[value]) for value in _ordered(counts)]
    return FilterGroup(name, label, options)


def _ordered(counts: Mapping[Any, int]) -> list[Any]:
    """Return numbers by size, and names by how often they occur."""
    if all(isinstance(value, int) for value in counts):
        return sorted(counts)
    return sorted(counts, key=lambda value: (-counts[value], value))


def _spaced(name: str) -> str:
    return name.replace("_", " ")
