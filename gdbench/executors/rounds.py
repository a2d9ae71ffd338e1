"""The jobs of one cell in their order: tuning in one or two rounds, and the evaluation of the best trial."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from typing import NamedTuple

import numpy as np

from gdbench.executors.plan import Job, Plan
from gdbench.suite.design import ranked_trials
from gdbench.types import Cell, Lane


class TuningScores(NamedTuple):
    """The results by which tuning chooses: gradient evaluations to each target ``[R, T]`` and final gaps ``[R]``."""

    hit_cost: np.ndarray
    gap: np.ndarray


Jobs = Generator[Job, TuningScores | None, None]
Stored = Callable[[Job], TuningScores]
Done = list[tuple[Job, TuningScores | None]]


def cell_jobs(plan: Plan, cell: Cell, stored: Stored) -> Jobs:
    """Yield the jobs of a cell, each after the results of those before it are known.

    The scores of a job that was just computed are sent to the generator; if None is sent, ``stored`` reads them.
    """
    tuning = plan.tuning(cell)
    done: Done = [(tuning, (yield tuning))]
    refinement = plan.refinement(cell, _ranked(cell, done, stored)) if plan.refines else None
    if refinement is not None:
        done.append((refinement, (yield refinement)))
    best = _ranked(cell, done, stored)[0]
    points = {trial: settings for job, _ in done for trial, settings in job.lanes.points}
    yield plan.evaluation(cell, Lane(best, tuning.lanes.seeds[0], points[best]))


def _ranked(cell: Cell, done: Done, stored: Stored) -> Sequence[int]:
    """Return the trials of these jobs, best first."""
    trial = np.concatenate([np.repeat([each for each, _ in job.lanes.points], len(job.lanes.seeds)) for job, _ in done])
    found = [scores or stored(job) for job, scores in done]
    hits, gap = (np.concatenate(each) for each in zip(*found, strict=True))
    return ranked_trials(trial, hits, gap, cell.protocol.budget)
