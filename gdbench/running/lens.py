"""The close-ups of a run: its best variants, and the user's own, on the problems that the suite names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from gdbench.engine.closeups import Closeup, closeups
from gdbench.engine.landscapes import landscape
from gdbench.executors.base import CellOutcome
from gdbench.suite import Suite
from gdbench.types import Card, Closeups, Landscape, Lane, Problem, Unit

POINTS = 72  # points of a landscape along each side
SAMPLES = 80  # samples of a run, log-spaced in its steps


def closeups_of(suite: Suite, outcomes: Sequence[CellOutcome], best: Sequence[str]) -> Closeups:
    """Return the cards and landscapes of a run.

    ``best`` are labels of variants, best first; the user's own variants are included whatever their rank.
    """
    section = suite.closeups
    if section is None:
        return Closeups()
    shown: dict[str, list[CellOutcome]] = {}
    for outcome in outcomes:
        entry, unit = outcome.cell.entry, outcome.cell.workload.unit
        if outcome.status == "done" and unit.name in section.problems and not entry.variant.asks_oracle:
            shown.setdefault(entry.label, []).append(outcome)
    cards: list[Card] = []
    paths: dict[str, dict[str, np.ndarray]] = {}
    for label in _chosen(shown, best, section.variants):
        for group in _same_program(shown[label]):
            lanes = [Lane(_trial(each), suite.evaluation_seeds[0], each.setting) for each in group]
            for outcome, lane, seen in zip(group, lanes, closeups([each.cell for each in group], lanes), strict=True):
                cards.append(_card(outcome, lane, seen))
                if seen.path is not None:
                    paths.setdefault(outcome.cell.workload.label, {})[label] = seen.path
    problems = {each.cell.workload.label: each.cell.workload.unit for group in shown.values() for each in group}
    landscapes = [_landscape(label, problems[label], each) for label, each in paths.items()]
    return Closeups(tuple(cards), tuple(landscapes))


def _chosen(shown: Mapping[str, list[CellOutcome]], best: Sequence[str], count: int) -> list[str]:
    ranked = [label for label in best if label in shown][:count]
    yours = [label for label, outcomes in shown.items() if outcomes[0].cell.entry.variant.origin == "yours"]
    return list(dict.fromkeys([*ranked, *yours]))


def _same_program(outcomes: Sequence[CellOutcome]) -> list[list[CellOutcome]]:
    """Group cells by program: cells with the same number of coordinates and the same protocol share one."""
    groups: dict[Any, list[CellOutcome]] = {}
    for outcome in outcomes:
        groups.setdefault((outcome.cell.workload.dim, outcome.cell.protocol), []).append(outcome)
    return list(groups.values())


def _trial(outcome: CellOutcome) -> int:
    assert outcome.trial is not None, "a cell that is done has a chosen trial"
    return outcome.trial


def _card(outcome: CellOutcome, lane: Lane, seen: Closeup) -> Card:
    at = _sampled(len(seen.value))
    return Card(
        variant=outcome.cell.entry.label,
        workload=outcome.cell.workload.label,
        seed=lane.seed,
        setting=dict(outcome.setting),
        step=tuple((at + 1).tolist()),
        value=_numbers(seen.value[at]),
        gradient_norm=_numbers(seen.gradient_norm[at]),
        step_norm=_numbers(seen.step_norm[at]),
        cosine=_numbers(seen.cosine[at]),
        parts={name: _numbers(values[at]) for name, values in seen.parts.items()},
    )


def _landscape(label: str, problem: Unit, paths: Mapping[str, np.ndarray]) -> Landscape:
    assert isinstance(problem, Problem), "[closeups] names problems alone"
    found = landscape(problem, 2, points=POINTS, paths=paths)
    with np.errstate(divide="ignore", invalid="ignore"):
        depth = np.log10(found.gap)
    return Landscape(
        workload=label,
        first=_numbers(found.first),
        second=_numbers(found.second),
        log10_gap=tuple(_numbers(row, 3) for row in depth),
        start=_numbers(found.start),
        minimisers=tuple(_numbers(point) for point in found.minimisers),
        paths={
            name: tuple(_numbers(point) for point in path[_sampled(len(paths[name]))])
            for name, path in found.paths.items()
        },
    )


def _sampled(steps: int) -> np.ndarray:
    """Return the indices of the steps that are shown."""
    return np.unique(np.geomspace(1, steps, SAMPLES).round().astype(int)) - 1


def _numbers(values: Any, digits: int = 5) -> tuple[Any, ...]:
    """Return plain numbers with a few digits; values that are not finite become None, because JSON has none."""
    return tuple(float(f"{value:.{digits}g}") if np.isfinite(value) else None for value in np.asarray(values, float))
