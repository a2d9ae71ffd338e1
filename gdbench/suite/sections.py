"""The sections of a suite file that say how everything is run, measured and compared."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from gdbench.suite.checks import check_dim, known_unit


class Section(BaseModel):
    """Base of every part of a suite file."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


Count = Annotated[int, Field(ge=1)]
Budget = Annotated[int, Field(ge=2)]


class ProtocolSection(Section):
    """[protocol]: precision, budget in gradient evaluations, targets as shares of the initial gap."""

    dtype: Literal["float32", "float64"] = "float32"
    budget: Budget = 1000
    targets: Annotated[list[Annotated[float, Field(gt=0, lt=1)]], Field(min_length=1)] = [
        1e-1,
        1e-2,
        1e-4,
        1e-6,
    ]
    samples: Annotated[int, Field(ge=2, le=200)] = 60

    @field_validator("targets")
    @classmethod
    def _descending(cls, targets: list[float]) -> list[float]:
        if sorted(targets, reverse=True) != targets or len(set(targets)) != len(targets):
            raise ValueError("must fall strictly, easiest first, such as [1e-1, 1e-3]")
        return targets


class TuningSection(Section):
    """[tuning]: how many settings every variant may try, on how many seeds."""

    method: Literal["default", "grid", "quasirandom"] = "quasirandom"
    trials: Count = 16
    seeds: Count = 4


class EvaluationSection(Section):
    """[evaluation]: how many seeds, never seen by tuning, the chosen and the default setting are run on."""

    seeds: Count = 32


class TimingSection(Section):
    """[timing]: the problem on which one step of every variant is timed, and its counterpart in Optax."""

    problem: str
    dim: Count
    runs: Count = 256
    steps: Count = 200
    rounds: Annotated[int, Field(ge=3)] = 7

    @model_validator(mode="after")
    def _known(self) -> TimingSection:
        check_dim(known_unit("problem", self.problem), self.dim)
        return self


Ratio = Annotated[float, Field(ge=1, allow_inf_nan=False)]


class CompareSection(Section):
    """[compare]: the ratio head / base above which a quantity of a run is worse, and what is put down to rounding.

    ``convergence`` concerns gradient evaluations to a target and final gaps, which are the same when they differ by
    a share of ``rounding`` at most; ``program`` concerns primitives, operations and memory of a step; ``state`` its
    bytes of state; ``programs`` how many are compiled; ``timing`` seconds.
    """

    rounding: Annotated[float, Field(ge=0, lt=1)] = 1e-3
    convergence: Ratio = 1.05
    program: Ratio = 1.1
    state: Ratio = 1.0
    programs: Ratio = 1.0
    timing: Ratio = 1.02


class CloseupsSection(Section):
    """[closeups]: the problems on which single runs of the best ``variants`` gradient rules are taken apart."""

    problems: Annotated[list[str], Field(min_length=1)]
    variants: Count = 6

    @field_validator("problems")
    @classmethod
    def _known(cls, problems: list[str]) -> list[str]:
        for name in problems:
            known_unit("problem", name)
        return problems
