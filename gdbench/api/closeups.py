"""The runs that a report shows under the lens: the best variants on the problems that the suite names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from gdbench.types import Lane

if TYPE_CHECKING:
    from gdbench.executors.local import Outcome
    from gdbench.suite import Suite

POINTS = 72  # of a landscape, along each side
SAMPLES = 80  # of a run, log-spaced in its steps


def closeups_document(suite: Suite, outcomes: Sequence[Outcome], best: Sequence[str]) -> dict[str, Any]:
    """Return the cards and landscapes of a run as plain JSON.

    ``best`` are labels, best first; a user's own variants are taken whatever their rank. A card has, at the steps
    ``step`` ``[K]``: value, gradient_norm, step_norm, cosine and the norm of each of the ``parts``. A landscape has
    log10 of the gap ``[b][a]`` over first ``[a]`` and second ``[b]``, and paths ``[K][2]`` by variant.
    """
    section = suite.closeups
    if section is None:
        return {"cards": [], "landscapes": []}
    from gdbench.engine.closeups import closeups

    shown: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        rule, unit = outcome.cell.entry, outcome.cell.workload.unit
        if outcome.status == "done" and unit.name in section.problems and rule.variant.kind != "full":
            shown.setdefault(rule.label, []).append(outcome)
    cards: list[dict[str, Any]] = []
    paths: dict[str, dict[str, np.ndarray]] = {}
    for label in _chosen(shown, best, section.variants):
        for group in _same_shape(shown[label]):
            lanes = [Lane(each.trial, suite.evaluation_seeds[0], each.setting) for each in group]
            for outcome, lane, seen in zip(group, lanes, closeups([each.cell for each in group], lanes), strict=True):
                cards.append(_card(outcome, lane, seen))
                if seen.path is not None:
                    paths.setdefault(outcome.cell.workload.label, {})[label] = seen.path
    units = {outcome.cell.workload.label: outcome.cell.workload.unit for group in shown.values() for outcome in group}
    return {"cards": cards, "landscapes": [_landscape(label, units[label], paths[label]) for label in paths]}


def _chosen(shown: dict[str, list[Outcome]], best: Sequence[str], count: int) -> list[str]:
    ranked = [label for label in best if label in shown][:count]
    yours = [label for label, cells in shown.items() if cells[0].cell.entry.variant.origin == "yours"]
    return list(dict.fromkeys([*ranked, *yours]))


def _same_shape(outcomes: Sequence[Outcome]) -> list[list[Outcome]]:
    """Cells of one program: those with the same number of coordinates and the same protocol."""
    groups: dict[Any, list[Outcome]] = {}
    for outcome in outcomes:
        groups.setdefault((outcome.cell.workload.dim, outcome.cell.protocol), []).append(outcome)
    return list(groups.values())


def _card(outcome: Outcome, lane: Lane, seen: Any) -> dict[str, Any]:
    at = np.unique(np.geomspace(1, len(seen.value), SAMPLES).round().astype(int)) - 1
    rows = {name: _numbers(getattr(seen, name)[at]) for name in ("value", "gradient_norm", "step_norm", "cosine")}
    return {
        "variant": outcome.cell.entry.label,
        "workload": outcome.cell.workload.label,
        "seed": lane.seed,
        "setting": dict(outcome.setting),
        "step": (at + 1).tolist(),
        **rows,
        "parts": {name: _numbers(values[at]) for name, values in seen.parts.items()},
    }


def _landscape(label: str, problem: Any, paths: dict[str, np.ndarray]) -> dict[str, Any]:
    from gdbench.engine.landscapes import landscape

    found = landscape(problem, 2, points=POINTS, paths=paths)
    with np.errstate(divide="ignore", invalid="ignore"):
        depth = np.log10(found.gap)
    at = {name: np.unique(np.geomspace(1, len(path), SAMPLES).round().astype(int)) - 1 for name, path in paths.items()}
    return {
        "workload": label,
        "first": _numbers(found.first),
        "second": _numbers(found.second),
        "log10_gap": [_numbers(row, 3) for row in depth],
        "start": _numbers(found.start),
        "minimisers": [_numbers(point) for point in found.minimisers],
        "paths": {name: [_numbers(point) for point in path[at[name]]] for name, path in found.paths.items()},
    }


def _numbers(values: Any, digits: int = 5) -> list[float | None]:
    """Plain numbers of a few digits; None for what is not finite, which JSON cannot say."""
    return [float(f"{value:.{digits}g}") if np.isfinite(value) else None for value in np.asarray(values, float)]
