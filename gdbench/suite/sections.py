"""The sections of a suite file that set how all cells are run, measured and compared."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator, model_validator

from gdbench.suite.checks import check_dim, known_unit
from gdbench.suite.design import Method


class Section(BaseModel):
    """Base of every part of a suite file."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


MOST_CALLS = 2**24  # runs count their calls in 32-bit floats, which are exact up to here
MOST_TRIALS = 1_000_000
MOST_SEEDS = 1_000_000  # the seeds of evaluation begin here, so tuning never sees them


def _countable(budget: int) -> int:
    if budget > MOST_CALLS:
        raise ValueError(f"a budget of {budget:,} is more than runs can count: {MOST_CALLS:,} at most")
    return budget


Count = Annotated[int, Field(ge=1)]
Seeds = Annotated[int, Field(ge=1, le=MOST_SEEDS)]
Budget = Annotated[int, Field(ge=2), AfterValidator(_countable)]


class ProtocolSection(Section):
    """[protocol]: precision, budget in gradient evaluations, targets as shares of the initial gap.

    Another ``seed`` repeats the suite with other trials, start points, mini-batches and noise.
    """

    dtype: Literal["float32", "float64"] = "float32"
    budget: Budget = 1000
    targets: Annotated[list[Annotated[float, Field(gt=0, lt=1)]], Field(min_length=1)] = [
        1e-1,
        1e-2,
        1e-4,
        1e-6,
    ]
    samples: Annotated[int, Field(ge=2, le=200)] = 60
    seed: Annotated[int, Field(ge=0, lt=1000)] = 0

    @field_validator("targets")
    @classmethod
    def _descending(cls, targets: list[float]) -> list[float]:
        if sorted(targets, reverse=True) != targets or len(set(targets)) != len(targets):
            raise ValueError("must fall strictly, easiest first, such as [1e-1, 1e-3]")
        return targets


class TuningSection(Section):
    """[tuning]: the number of settings that every variant may try, how they are chosen, and the number of seeds."""

    method: Method = "refine"
    trials: Annotated[int, Field(ge=1, le=MOST_TRIALS)] = 16
    seeds: Seeds = 4


class EvaluationSection(Section):
    """[evaluation]: the number of seeds, new to tuning, on which the chosen and the default setting are run."""

    seeds: Seeds = 32


class TimingSection(Section):
    """[timing]: the problem on which one step of every variant is timed, and its counterpart in Optax.

    ``processes`` fresh processes take ``rounds`` samples each; ``steps`` is after how many steps a variant is compared
    with its counterpart.
    """

    problem: str
    dim: Count
    runs: Count = 256
    steps: Count = 200
    rounds: Annotated[int, Field(ge=3)] = 3
    processes: Annotated[int, Field(ge=3)] = 5

    @model_validator(mode="after")
    def _known(self) -> TimingSection:
        check_dim(known_unit("problem", self.problem), self.dim)
        return self


Ratio = Annotated[float, Field(ge=1, allow_inf_nan=False)]


class CompareSection(Section):
    """[compare]: the ratio head / base above which a quantity of a run counts as worse, and the tolerance for rounding.

    ``convergence`` limits gradient evaluations to a target and final gaps, which count as equal if they differ by at
    most a share of ``rounding``; ``program`` limits the primitives, operations and memory of a step; ``state`` its
    bytes of state; ``programs`` the number of compiled programs; ``timing`` seconds.
    """

    rounding: Annotated[float, Field(ge=0, lt=1)] = 1e-3
    convergence: Ratio = 1.05
    program: Ratio = 1.1
    state: Ratio = 1.0
    programs: Ratio = 1.0
    timing: Ratio = 1.02


class CloseupsSection(Section):
    """[closeups]: the problems on which runs of the best ``variants`` gradient rules are analysed step by step."""

    problems: Annotated[list[str], Field(min_length=1)]
    variants: Count = 6

    @field_validator("problems")
    @classmethod
    def _known(cls, problems: list[str]) -> list[str]:
        for name in problems:
            known_unit("problem", name)
        return problems
