"""Adopt a unit: measure the facts that are stored beside it, and find what it still lacks."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import singledispatch
from typing import Any

import numpy as np

from gdbench.registry import load
from gdbench.types import Problem, Task, Variant, data_digest
from gdbench.verify.answer_lines import sentence
from gdbench.verify.answers import Judgement
from gdbench.verify.floors import resolution
from gdbench.verify.independent import place, transcription
from gdbench.verify.problem_values import against_formula
from gdbench.verify.sheet import asked, checks_of
from gdbench.verify.targets import calibrate, faults


@dataclass
class Adoption:
    """The facts that were measured of a unit, the sentences that report them, and the faults that were found."""

    facts: dict[str, Any] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def adopted(kind: str, name: str) -> Adoption:
    """Return the adoption of a unit; measuring a task takes seconds to minutes."""
    return _adopted(load(kind, name), name)


@singledispatch
def _adopted(unit: Any, name: str) -> Adoption:
    """Return the adoption of a unit of one type, given the name by which it was loaded."""
    raise TypeError(f"a {type(unit).__name__} cannot be adopted")


@_adopted.register
def _variant(variant: Variant, name: str) -> Adoption:
    """Compare a variant with its transcription; nothing is measured of a variant."""
    found = Adoption()
    if transcription(name) is None:
        found.faults.append(
            f"{name} has no transcription: write its equations, from the source and without looking at the rule, as "
            f"run(…) in {place('variant', name)}; the folder's __init__.py says which arguments it takes"
        )
        return found
    check = "open loop" if variant.kind == "gradient" else "transcription"
    for answer in asked(name, check) if check in checks_of(variant) else ():
        (found.faults if answer.verdict is Judgement.FAILED else found.lines).append(sentence(answer))
    return found


@_adopted.register
def _problem(problem: Problem, name: str) -> Adoption:
    """Measure the smallest gap that float32 resolves on a problem, and compare the problem with its transcription."""
    floor = resolution(problem)
    found = Adoption({"float32_floor": {str(n): share for n, share in floor.items()}})
    shares = ", ".join(f"{share:.2g} (n={n})" for n, share in floor.items())
    found.lines.append(f"{name}: float32 resolves these shares of the starting gap: {shares}")
    difference = against_formula(problem)
    if difference is None:
        found.lines.append(f"{name} has no transcription: write its formula as value(x) in {place('problem', name)}")
    elif not difference <= 1.0:
        found.faults.append(f"{name} differs from {place('problem', name)}: one of the two formulas is wrong")
    else:
        found.lines.append(f"{name}: its values are those of its transcription")
    return found


@_adopted.register
def _task(unit: Task, name: str) -> Adoption:
    """Measure the hash of a task's data and what tuned optimizers reach on it, and judge whether its target is fair."""
    record = calibrate(name)
    digest = {"digest": data_digest(unit.parts)} if unit.data else {}
    found = Adoption({**digest, "calibration": record})
    found.lines.append(f"{name}: {record['measure']}, {record['budget']} steps, batch {record['batch'] or 'all'}")
    found.lines.append(f"  untrained      {record['start']}")
    for rival, each in record["rivals"].items():
        rate, half, whole = each["learning_rate"], each["half"], each["whole"]
        found.lines.append(f"  {rival:9} rate {rate:<8g} half {half}  whole {whole}")
    worst = f"what {record['optimizer']} reaches on the worst of five seeds in half the budget"
    if unit.levels is None:
        start = float(np.min(record["start"]))
        found.faults.append(
            f"{name} has no levels of its own: declare levels=(…), falling from below {start:.3g} to the target, for "
            f"which {record['proposal']:.3g} is proposed, {worst}"
        )
        return found
    found.lines.append(f"  the target is {unit.levels[-1]:g}; proposed is {record['proposal']:g}, {worst}")
    found.faults += faults(name, record)
    return found
