"""The records that a run writes beside its cells: the manifest, wall-clock observations, and close-ups.

Each record has one reader, `read`, and one writer, `document`, which convert it from and to plain JSON. A reader
accepts what earlier versions wrote: a key that is missing takes its default, and an unknown key is ignored.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Self

from gdbench.types.records import Record
from gdbench.types.theory import Rate
from gdbench.types.traces import Stage

CellStatus = Literal["done", "failed", "declined"]  # declined: the variant does not apply to the workload


@dataclass(frozen=True)
class CellRow(Record):
    """The row of a cell in the manifest: what was run, how the cell ended, and what tuning chose.

    ``variant`` and ``workload`` are the labels of the two in tables; ``name`` and ``unit`` are the names of their
    units. ``tuning``, ``refinement`` (the trials placed by the results of the first ones) and ``evaluation`` are the
    keys of the stored jobs. ``searched`` holds the range of each knob that tuning varied, as [low, high, scale, cap].
    ``flops`` counts the operations of one value and gradient; ``state_bytes`` is the size of the state that a run keeps
    beside its parameters. ``origin`` says where the variant comes from, and ``theory`` is the rate that theory gives
    for the setting that tuning chose.
    """

    variant: str
    workload: str
    status: CellStatus
    name: str = ""
    family: str = ""
    rule: str = "gradient"
    origin: Literal["own", "optax", "yours"] = "own"
    unit: str = ""
    unit_family: str = ""
    kind: Literal["problem", "task"] = "problem"
    dim: int = 0
    batch: int | None = None
    sampling: str = "shuffled"
    examples: int | None = None
    parameters: int = 0
    flops: float | None = None
    state_bytes: int | None = None
    tags: tuple[str, ...] = ()
    measure: str = "value"
    relative: bool = True
    targets: tuple[float, ...] = ()
    budget: int = 0
    reason: str = ""
    tuning: str | None = None
    refinement: str | None = None
    evaluation: str | None = None
    trial: int | None = None
    setting: Mapping[str, Any] = field(default_factory=dict)
    lipschitz: float | None = None
    strong_convexity: float | None = None
    theory: Rate | None = None
    fixed: Mapping[str, str] = field(default_factory=dict)
    searched: Mapping[str, tuple[float, float, str, bool]] = field(default_factory=dict)

    @classmethod
    def read(cls, document: Mapping[str, Any]) -> Self:
        """Return the row of a JSON object."""
        lists = {name: tuple(document.get(name) or ()) for name in ("tags", "targets")}
        more: dict[str, Any] = {"setting": document.get("setting") or {}}
        if document.get("theory") is not None:
            more["theory"] = Rate.read(document["theory"])
        if "origin" not in document:  # manifests of earlier versions have no origin
            more["origin"] = _origin(str(document.get("name", "")), str(document["variant"]))
        return super().read({**document, **lists, **more})

    @property
    def keys(self) -> list[str]:
        """The keys of the jobs that the store holds."""
        return [*self.stage_keys(Stage.TUNING), *self.stage_keys(Stage.EVALUATION)]

    def stage_keys(self, stage: Stage) -> list[str]:
        """Return the keys of the stored jobs of a stage."""
        every = (self.tuning, self.refinement) if stage is Stage.TUNING else (self.evaluation,)
        return [key for key in every if key]


@dataclass(frozen=True)
class ProgramRow(Record):
    """One compiled program of a run: its bundle, and the seconds that tracing and compiling it took."""

    bundle: str
    cells: int
    runs_per_tile: int
    trace_seconds: float
    compile_seconds: float


@dataclass(frozen=True)
class Manifest(Record):
    """The contents of a run: the sections of its suite, the machine, the compiled programs, and all cells.

    ``plan`` is a hash of all planned cells and timings, ``created`` is in seconds since 1970, and ``seconds`` is the
    duration of the run. ``environment`` names versions and devices; ``protocol``, ``tuning``, ``evaluation`` and
    ``timing`` are the sections of the suite file with these names.
    """

    name: str
    cells: tuple[CellRow, ...] = ()
    gdbench: str = ""
    title: str = ""
    plan: str = ""
    created: float = 0.0
    seconds: float = 0.0
    environment: Mapping[str, str] = field(default_factory=dict)
    protocol: Mapping[str, Any] = field(default_factory=dict)
    tuning: Mapping[str, Any] = field(default_factory=dict)
    evaluation: Mapping[str, Any] = field(default_factory=dict)
    timing: Mapping[str, Any] | None = None
    compiled: tuple[ProgramRow, ...] = ()

    @classmethod
    def read(cls, document: Mapping[str, Any]) -> Self:
        """Return the manifest of a JSON object."""
        cells = tuple(CellRow.read(each) for each in document.get("cells") or ())
        compiled = tuple(ProgramRow.read(each) for each in document.get("compiled") or ())
        return super().read({**document, "cells": cells, "compiled": compiled})

    @property
    def keys(self) -> list[str]:
        """The keys of every stored stage of every cell."""
        return [key for cell in self.cells for key in cell.keys]


CLOCK = 2  # what a sample means; those of clock 1 contain what a call costs beside its steps


@dataclass(frozen=True)
class Timing(Record):
    """One wall-clock observation: the seconds per step of all runs together, one sample per process and round.

    ``process`` is the number of the process that each sample comes from; a program that cannot be sent to other
    processes is timed in the one that runs the suite, which is then the only one. ``call_seconds`` is what a call costs
    beside its steps. An observation of kind ``step`` times a variant as the suite sets it. One of kind ``pair`` times
    an own variant beside its counterpart in Optax, at settings at which the two agree; ``difference`` is the largest
    distance of their end points after ``steps`` steps, relative to the start. Observations with equal ``identity`` can
    be compared, and observations of another ``clock`` than `CLOCK` mean something else.
    """

    kind: Literal["step", "pair"]
    variant: str
    samples: tuple[float, ...]
    process: tuple[int, ...] = ()
    call_seconds: float | None = None
    clock: int = CLOCK
    version: str = ""
    identity: str = ""
    machine: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""
    dim: int = 0
    runs: int = 0
    steps: int = 0
    dtype: str = "float32"
    trace_seconds: float = 0.0
    compile_seconds: float = 0.0
    when: float = 0.0
    counterpart: str = ""
    counterpart_samples: tuple[float, ...] = ()
    counterpart_call_seconds: float | None = None
    difference: float | None = None
    setting: Mapping[str, Any] = field(default_factory=dict)
    counterpart_setting: Mapping[str, Any] = field(default_factory=dict)

    @property
    def processes(self) -> int:
        """The number of processes that the samples come from."""
        return len(set(self.process)) or 1

    @classmethod
    def read(cls, document: Mapping[str, Any]) -> Self:
        """Return the observation of a JSON object."""
        lists = {name: tuple(document.get(name) or ()) for name in ("samples", "process", "counterpart_samples")}
        return super().read({"clock": 1, **document, **lists})

    def document(self) -> dict[str, Any]:
        """Return the observation as a JSON object; the fields of pairs are left out for other kinds."""
        found = super().document()
        return found if self.kind == "pair" else {name: value for name, value in found.items() if name not in _OF_PAIRS}


_OF_PAIRS = (
    "counterpart",
    "counterpart_samples",
    "counterpart_call_seconds",
    "difference",
    "setting",
    "counterpart_setting",
)


@dataclass(frozen=True)
class Card(Record):
    """One run analysed at the steps ``step`` ``[K]``: its value, the norms of gradient and step, the cosine between the
    two, and the norm of each part of the step by the part's name."""

    variant: str
    workload: str
    seed: int
    setting: Mapping[str, Any]
    step: tuple[int, ...]
    value: tuple[float | None, ...]
    gradient_norm: tuple[float | None, ...]
    step_norm: tuple[float | None, ...]
    cosine: tuple[float | None, ...]
    parts: Mapping[str, tuple[float | None, ...]]


@dataclass(frozen=True)
class Landscape(Record):
    """A problem in two dimensions: log10 of the gap ``[b][a]`` over ``first`` ``[a]`` and ``second`` ``[b]``, and
    the path ``[K][2]`` of each variant by its label."""

    workload: str
    first: tuple[float, ...]
    second: tuple[float, ...]
    log10_gap: tuple[tuple[float | None, ...], ...]
    start: tuple[float, ...]
    minimisers: tuple[tuple[float, ...], ...]
    paths: Mapping[str, tuple[tuple[float, ...], ...]]


@dataclass(frozen=True)
class Closeups(Record):
    """The close-ups of a run: single runs analysed step by step, and landscapes with the paths of runs."""

    cards: tuple[Card, ...] = ()
    landscapes: tuple[Landscape, ...] = ()

    @classmethod
    def read(cls, document: Mapping[str, Any]) -> Self:
        """Return the close-ups of a JSON object."""
        cards = tuple(Card.read(each) for each in document.get("cards") or ())
        return cls(cards, tuple(Landscape.read(each) for each in document.get("landscapes") or ()))


def _origin(name: str, label: str) -> Literal["own", "optax", "yours"]:
    """Return the origin of a variant for a manifest that does not contain it."""
    if name.startswith("optax:"):
        return "optax"
    return "yours" if ":" in name or label.endswith("(yours)") else "own"
