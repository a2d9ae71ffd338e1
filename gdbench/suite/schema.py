"""The schema of a suite file: types are strict, unknown keys are errors, and names are checked against the registry."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator, model_validator

from gdbench.suite.sections import (
    MOST_SEEDS,
    CloseupsSection,
    CompareSection,
    EvaluationSection,
    ProtocolSection,
    Section,
    TimingSection,
    TuningSection,
)
from gdbench.suite.units import ProblemSection, TaskSection, VariantSection
from gdbench.suite.wildcards import expanded_problems, expanded_tasks, expanded_variants
from gdbench.types import Cell, Protocol


def _named(value: Any) -> Any:
    """Turn a bare string into a table with that name."""
    return {"name": value} if isinstance(value, str) else value


_TAKEN = {
    "cells": "the folder results/cells holds the cells of all runs",
    "index": "the page reports/index.html lists all runs",
}
_EXPANDERS = {"variants": expanded_variants, "problems": expanded_problems, "tasks": expanded_tasks}


class RunSection(Section):
    """[[run]]: every variant of the table is run on each of its problems and tasks."""

    variants: Annotated[list[Annotated[VariantSection, BeforeValidator(_named)]], Field(min_length=1)]
    problems: list[Annotated[ProblemSection, BeforeValidator(_named)]] = Field(default_factory=list)
    tasks: list[Annotated[TaskSection, BeforeValidator(_named)]] = Field(default_factory=list)

    @property
    def workload_sections(self) -> list[ProblemSection | TaskSection]:
        """The problems and tasks, in the order of the file."""
        return [*self.problems, *self.tasks]

    @field_validator("variants", "problems", "tasks", mode="before")
    @classmethod
    def _expanded(cls, value: Any, info: ValidationInfo) -> Any:
        """Replace an entry whose name has wildcards by an entry for every unit that the name matches."""
        expand = _EXPANDERS[str(info.field_name)]
        return [each for one in value for each in expand(one)] if isinstance(value, list) else value

    @model_validator(mode="after")
    def _something(self) -> RunSection:
        if not self.problems and not self.tasks:
            raise ValueError("lists neither problems nor tasks, so there is nothing to run")
        return self


class SuiteSection(Section):
    """[suite]: the name and the purpose of the suite."""

    name: Annotated[str, Field(max_length=100)]
    title: str = ""

    @field_validator("name")
    @classmethod
    def _free(cls, name: str) -> str:
        """Refuse names that no folder should have, and those whose folder or page holds something else."""
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.-]*", name):
            raise ValueError(
                f"must be made of letters, digits, -, _ and dots, and begin with a letter or digit, not {name!r}"
            )
        use = _TAKEN.get(name.lower())
        if use is None and "_against_" in name:
            use = "pages that compare two runs are named like this"
        if use is not None:
            raise ValueError(f"the name {name!r} is not free, because {use}; name the suite otherwise")
        return name


class Suite(Section):
    """A validated suite file."""

    suite: SuiteSection
    protocol: ProtocolSection = ProtocolSection()
    tuning: TuningSection = TuningSection()
    evaluation: EvaluationSection = EvaluationSection()
    timing: TimingSection | None = None
    closeups: CloseupsSection | None = None
    compare: CompareSection = CompareSection()
    run: Annotated[list[RunSection], Field(min_length=1)]

    @model_validator(mode="after")
    def _unambiguous(self) -> Suite:
        self._check_labels()
        seen: dict[tuple[str, str], Any] = {}
        for table in self.run:
            for section in table.workload_sections:
                for load_ in section.workloads():
                    for variant in table.variants:
                        label = (variant.label or variant.name, load_.label)
                        what = (variant.name, variant.set, variant.sweep, self._protocol(section))
                        if seen.setdefault(label, what) != what:
                            raise ValueError(
                                f"{label[0]} on {label[1]} stands for two different cells; give one of the variants "
                                f"a label of its own, and each workload one budget"
                            )
        return self

    def _check_labels(self) -> None:
        """Raise ValueError when one label stands for two variants, which tables would show as one."""
        known: dict[str, VariantSection] = {}
        for variant in (each for table in self.run for each in table.variants):
            first = known.setdefault(variant.label or variant.name, variant)
            if (first.name, first.set, first.sweep) != (variant.name, variant.set, variant.sweep):
                label = variant.label or variant.name
                raise ValueError(f"{label} stands for two different variants; give one of them a label of its own")

    @property
    def name(self) -> str:
        """The name of the suite, which is also the name of its run."""
        return self.suite.name

    @property
    def tuning_seeds(self) -> list[int]:
        """The seeds on which trials are compared."""
        return list(range(self.tuning.seeds))

    @property
    def evaluation_seeds(self) -> list[int]:
        """The seeds on which results are reported; they are fixed and differ from all tuning seeds."""
        return [MOST_SEEDS + i for i in range(self.evaluation.seeds)]

    def cells(self) -> list[Cell]:
        """Return every cell once, in the order of the file; equal cells of two [[run]] tables are merged."""
        cells: dict[tuple[str, str], Cell] = {}
        for table in self.run:
            entries = [section.entry() for section in table.variants]
            for section in table.workload_sections:
                protocol = self._protocol(section)
                for load_ in section.workloads():
                    for entry in entries:
                        cell = Cell(entry.within(protocol.budget), load_, protocol)
                        cells.setdefault((entry.label, load_.label), cell)
        return list(cells.values())

    def _protocol(self, section: ProblemSection | TaskSection) -> Protocol:
        return Protocol(
            dtype=self.protocol.dtype,
            budget=section.own_budget() or self.protocol.budget,
            targets=tuple(self.protocol.targets),
            samples=section.samples or self.protocol.samples,
        )
