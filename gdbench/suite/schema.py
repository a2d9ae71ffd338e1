"""What a suite file may say. Strict types, no unknown keys; names are checked against the registry."""

from __future__ import annotations

import fnmatch
from collections.abc import Mapping
from importlib.util import find_spec
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)

from gdbench.errors import GdbenchError, nearest
from gdbench.registry import load, names
from gdbench.types import GROWTH_PARTS, Cell, Dims, Entry, Hyperparameter, Protocol, Sampling, Task, Variant, Workload


class Section(BaseModel):
    """Base of every part of a suite file."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


def _named(value: Any) -> Any:
    """A bare string stands for a table with that name."""
    return {"name": value} if isinstance(value, str) else value


Number = Annotated[float, Field(allow_inf_nan=False)]
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
        _check_dim(_unit("problem", self.problem), self.dim)
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
            _unit("problem", name)
        return problems


class VariantSection(Section):
    """A variant: a name, ``optax:name``, ``package.module:factory`` or ``file.py:factory``, and its settings."""

    name: str
    label: str | None = None
    set: dict[str, Any] = {}
    sweep: dict[str, str] = {}

    @model_validator(mode="after")
    def _known(self) -> VariantSection:
        self.entry()
        return self

    def entry(self) -> Entry:
        """Return the variant with its settings fixed and its ranges replaced."""
        from gdbench.suite.loading import parse_sweep

        variant = _unit("variant", self.name)
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
        return Entry(self.label or self.name, variant, completed(variant, self.set, sweep), sweep)


class ProblemSection(Section):
    """A problem and the dimensions in which it is run (its default one when none is given)."""

    name: str
    dims: Annotated[list[Count], Field(min_length=1)] | None = None
    budget: Budget | None = None

    @model_validator(mode="after")
    def _known(self) -> ProblemSection:
        unit = _unit("problem", self.name)
        for dim in self.dims or []:
            _check_dim(unit, dim)
        return self

    def workloads(self) -> list[Workload]:
        """Return one workload per dimension."""
        unit = load("problem", self.name)
        return [Workload(unit, dim) for dim in self.dims or [unit.dims.default]]


class TaskSection(Section):
    """A task and its batch regime: a number of examples per step, or "full" (the task's own when not given).

    ``sampling`` says how they are drawn; ``budget = "own"`` is the number of steps in which the task's target is known
    to be within reach.
    """

    name: str
    batch: Count | Literal["full"] | None = None
    sampling: Sampling = "shuffled"
    budget: Budget | Literal["own"] | None = None
    samples: Annotated[int, Field(ge=2, le=200)] | None = None

    @model_validator(mode="after")
    def _known(self) -> TaskSection:
        unit = _unit("task", self.name)
        check_regime(unit, self._batch(unit), self.sampling)
        return self

    def workloads(self) -> list[Workload]:
        """Return the one workload."""
        unit = load("task", self.name)
        return [Workload(unit, unit.parameters, self._batch(unit), self.sampling)]

    def _batch(self, unit: Task) -> int | None:
        return unit.batch if self.batch is None else None if self.batch == "full" else self.batch


class RunSection(Section):
    """[[run]]: every variant listed is run on every problem and task listed."""

    variants: Annotated[list[Annotated[VariantSection, BeforeValidator(_named)]], Field(min_length=1)]
    problems: list[Annotated[ProblemSection, BeforeValidator(_named)]] = []
    tasks: list[Annotated[TaskSection, BeforeValidator(_named)]] = []

    @field_validator("variants", "problems", "tasks", mode="before")
    @classmethod
    def _expanded(cls, value: Any, info: ValidationInfo) -> Any:
        """A name with wildcards stands for every unit that it matches."""
        if not isinstance(value, list):
            return value
        return [each for one in value for each in expanded(str(info.field_name).removesuffix("s"), one)]

    @model_validator(mode="after")
    def _something(self) -> RunSection:
        if not self.problems and not self.tasks:
            raise ValueError("lists neither problems nor tasks, so there is nothing to run")
        return self


class SuiteSection(Section):
    """[suite]: what it is called and what it is for."""

    name: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$")]
    title: str = ""


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
        seen: dict[tuple[str, str], Any] = {}
        for table in self.run:
            for section in (*table.problems, *table.tasks):
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

    @property
    def name(self) -> str:
        """The suite's name, which is also its run's."""
        return self.suite.name

    @property
    def tuning_seeds(self) -> list[int]:
        """The seeds on which trials are compared."""
        return list(range(self.tuning.seeds))

    @property
    def evaluation_seeds(self) -> list[int]:
        """The seeds on which results are reported: far from the tuning seeds, and always the same."""
        return [1_000_000 + i for i in range(self.evaluation.seeds)]

    def cells(self) -> list[Cell]:
        """Return every cell once, in the order of the file; equal cells of two [[run]] tables are one."""
        cells: dict[tuple[str, str], Cell] = {}
        for table in self.run:
            entries = [section.entry() for section in table.variants]
            for section in (*table.problems, *table.tasks):
                protocol = self._protocol(section)
                for load_ in section.workloads():
                    for entry in entries:
                        cell = Cell(entry.within(protocol.budget), load_, protocol)
                        cells.setdefault((entry.label, load_.label), cell)
        return list(cells.values())

    def _protocol(self, section: ProblemSection | TaskSection) -> Protocol:
        budget = load("task", section.name).budget if section.budget == "own" else section.budget
        return Protocol(
            dtype=self.protocol.dtype,
            budget=budget or self.protocol.budget,
            targets=tuple(self.protocol.targets),
            samples=getattr(section, "samples", None) or self.protocol.samples,
        )


def expanded(kind: str, entry: Any) -> list[Any]:
    """Return the entries that one with wildcards stands for.

    It keeps the dimensions that each unit allows; ``tags`` and ``without_tags`` choose among the problems.
    """
    table = entry if isinstance(entry, dict) else {"name": entry}
    pattern = table.get("name")
    if not isinstance(pattern, str) or ":" in pattern or not set(pattern) & set("*?["):
        return [entry]
    asked, refused = _tags(kind, table, "tags"), _tags(kind, table, "without_tags")
    rest = {key: value for key, value in table.items() if kind != "problem" or key not in ("tags", "without_tags")}
    found = []
    for name in fnmatch.filter(names(kind), pattern):
        copy = {**rest, "name": name}
        if kind == "problem":
            unit = load(kind, name)
            if not unit.tags.issuperset(asked) or unit.tags & refused:
                continue
            if isinstance(table.get("dims"), list):
                allowed = [dim for dim in table["dims"] if isinstance(dim, int) and unit.dims.allows(dim)]
                copy = copy | {"dims": allowed or None}
        found.append(copy)
    return found or [entry]


def _tags(kind: str, table: Mapping[str, Any], key: str) -> set[str]:
    """The tags that an entry asks for or refuses; raises ValueError for one that no problem has."""
    tags = table.get(key, []) if kind == "problem" else []
    known = {tag for name in names(kind) for tag in load(kind, name).tags} if tags else set()
    for tag in tags:
        if tag not in known:
            raise ValueError(f"{key}: no problem has the tag {tag!r}{nearest(str(tag), known)}")
    return set(tags)


def check_knob(variant: Variant, name: str) -> None:
    """Raise ValueError with the nearest names when the variant has no such hyperparameter."""
    if name not in variant.hyperparameters:
        known = ", ".join(variant.hyperparameters)
        close = nearest(name, variant.hyperparameters)
        raise ValueError(f"{variant.name} has no hyperparameter {name!r}{close} (it has {known})")


def check_sweep(variant: Variant, name: str, fixed: Mapping[str, Any]) -> None:
    """Raise ValueError when a knob cannot be swept: it is fixed, or it changes code or shapes."""
    if name in fixed:
        raise ValueError(f"{name} is both set and swept; keep one")
    if not variant.hyperparameters[name].traced:
        raise ValueError(f"{name} changes the code that is compiled, so it cannot be swept; list a variant per value")


def check_regime(unit: Task, batch: int | None, sampling: Sampling) -> None:
    """Raise ValueError when the task cannot be run on such mini-batches."""
    finest = 2 ** (GROWTH_PARTS - 1)
    if batch is None:
        if sampling != "shuffled":
            raise ValueError(f"{unit.name} sees all examples in every step here: sampling needs a batch")
        return
    if not unit.is_finite_sum:
        raise ValueError(f"{unit.name} is no mean over examples, so it has no batch; leave it out")
    if sampling == "growing" and batch % finest:
        raise ValueError(f"a growing batch doubles {GROWTH_PARTS - 1} times: {batch} is no multiple of {finest}")
    if _available(unit) and batch > unit.examples:
        raise ValueError(f"{unit.name} has {unit.examples} examples: a batch of {batch} is larger than that")


def _available(unit: Task) -> bool:
    return all(find_spec(name) for name in unit.packages)


def completed(variant: Variant, fixed: Mapping[str, Any], sweep: Mapping[str, Hyperparameter]) -> dict[str, Any]:
    """Return the fixed settings, and the middle of its range for each swept knob that has no default.

    Raises ValueError for a knob that has no default and is neither set nor swept.
    """
    out = dict(fixed)
    for name, knob in variant.hyperparameters.items():
        if knob.default is None and knob.traced and name not in fixed:
            if name not in sweep:
                raise ValueError(f"{variant.name} needs a value for {name}: set or sweep it")
            out[name] = sweep[name].at(0.5)
    return out


def check_value(variant: Variant, name: str, value: Any) -> None:
    """Raise ValueError when a setting is not a number where one is needed, out of bounds, or not a choice."""
    fault = variant.hyperparameters[name].fault(name, value)
    if fault:
        raise ValueError(fault)


def _unit(kind: str, name: str) -> Any:
    try:
        return load(kind, name)
    except GdbenchError as error:
        raise ValueError(str(error)) from error


def _check_dim(unit: Any, dim: int) -> None:
    dims: Dims = unit.dims
    if not dims.allows(dim):
        raise ValueError(f"{unit.name} is not defined in {dim} dimensions (allowed: {dims.describe()})")
