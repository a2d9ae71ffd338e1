"""The entries of a suite file that name a variant, a problem or a task, with their settings."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, field_validator, model_validator

from gdbench.registry import load
from gdbench.suite.checks import (
    check_dim,
    check_knob,
    check_regime,
    check_sweep,
    check_value,
    completed,
    known_unit,
    parameters_of,
)
from gdbench.suite.ranges import parse_sweep
from gdbench.suite.sections import Budget, Count, Section
from gdbench.types import Entry, Sampling, Task, Variant, Workload

MOST_LETTERS = 100  # of a label


class VariantSection(Section):
    """A variant: a name, ``optax:name``, ``package.module:factory`` or ``file.py:factory``, and its settings."""

    name: str
    label: str | None = None
    set: dict[str, Any] = Field(default_factory=dict)
    sweep: dict[str, str] = Field(default_factory=dict)

    @field_validator("label")
    @classmethod
    def _in_one_line(cls, label: str | None) -> str | None:
        if label is None:
            return None
        if not label.isprintable() or label != label.strip() or not 1 <= len(label) <= MOST_LETTERS:
            raise ValueError(
                f"must be one line of 1 to {MOST_LETTERS} visible letters, as it stands in tables and pictures, "
                f"not {label[:MOST_LETTERS]!r}"
            )
        return label

    @model_validator(mode="after")
    def _known(self) -> VariantSection:
        self.entry()
        return self

    def entry(self) -> Entry:
        """Return the variant with its settings fixed and its ranges replaced."""
        variant: Variant = known_unit("variant", self.name)
        for name in (*self.set, *self.sweep):
            check_knob(variant, name)
        for name, value in self.set.items():
            check_value(variant, name, value)
        for name in self.sweep:
            check_sweep(variant, name, self.set)
        sweep = {}
        for name, text in self.sweep.items():
            sweep[name], count = parse_sweep(name, text)
            if count is not None:
                raise ValueError(f"{name}={text}: leave the count out; [tuning] trials says how many")
        variant = variant.used_with(self.set, sweep)
        return Entry(self.label or self.name, variant, completed(variant, self.set, sweep), sweep)


class ProblemSection(Section):
    """A problem and the dimensions in which it is run (its default dimension if none is given)."""

    name: str
    dims: Annotated[list[Count], Field(min_length=1)] | None = None
    budget: Budget | None = None
    samples: ClassVar[None] = None  # problems have the number of samples in [protocol]

    @model_validator(mode="after")
    def _known(self) -> ProblemSection:
        unit = known_unit("problem", self.name)
        for dim in self.dims or []:
            check_dim(unit, dim)
        return self

    def workloads(self) -> list[Workload]:
        """Return one workload per dimension."""
        unit = load("problem", self.name)
        return [Workload(unit, dim) for dim in self.dims or [unit.dims.default]]

    def own_budget(self) -> int | None:
        """Return the budget if it is not that of [protocol], else None."""
        return self.budget


class TaskSection(Section):
    """A task and its batch regime: a number of examples per step, or "full" (the task's own regime if not given).

    ``sampling`` says how examples are drawn; ``budget = "own"`` is the number of steps within which the task's target
    is known to be reachable.
    """

    name: str
    batch: Count | Literal["full"] | None = None
    sampling: Sampling = "shuffled"
    budget: Budget | Literal["own"] | None = None
    samples: Annotated[int, Field(ge=2, le=200)] | None = None

    @model_validator(mode="after")
    def _known(self) -> TaskSection:
        unit = known_unit("task", self.name)
        if ":" in self.name:  # a user's own; importing all others would take seconds
            parameters_of(unit)
        check_regime(unit, self._batch(unit), self.sampling)
        return self

    def workloads(self) -> list[Workload]:
        """Return the one workload."""
        unit = load("task", self.name)
        return [Workload(unit, unit.parameters, self._batch(unit), self.sampling)]

    def own_budget(self) -> int | None:
        """Return the budget if it is not that of [protocol], else None."""
        return load("task", self.name).budget if self.budget == "own" else self.budget

    def _batch(self, unit: Task) -> int | None:
        return unit.batch if self.batch is None else None if self.batch == "full" else self.batch
