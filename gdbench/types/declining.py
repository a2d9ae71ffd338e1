"""Why a variant does not apply to a workload: each reason with its sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from gdbench.types.unit import Unit
from gdbench.types.variants import Need


class DeclineReason(Enum):
    """A reason why a variant does not apply to a workload; the value is the sentence, with the facts in braces."""

    PACKAGE = "the data of {unit} come with {package}, which is not installed: pip install {package}"
    FINITE_SUM = "{variant} needs a finite sum of losses, which {unit} is not"
    RESIDUALS = "{variant} needs residuals, which {unit} does not have"
    SECOND_DERIVATIVES = "{variant} needs second derivatives, and the field of {unit} is no gradient"
    VALUE_FN = (
        "{variant} calls the function itself (value_fn) as often as it likes, and such calls cannot be counted: "
        "take a line search of gdbench, which counts its calls (`gdbench list variants`), or give the optimizer a "
        "learning rate instead of a line search"
    )
    DIMENSION = "{variant} keeps a matrix of {dim} x {dim} numbers per run; its limit is {limit}"
    PRECISION = "{unit} needs float64"
    TARGET = (
        "the target {finest:g} is below what float32 can show on {workload} ({floor:.1e} of the starting gap): "
        "use float64"
    )


@dataclass(frozen=True)
class Decline:
    """One reason, and the facts of the cell that its sentence names."""

    reason: DeclineReason
    facts: Mapping[str, Any]

    @property
    def sentence(self) -> str:
        """The reason in words."""
        return self.reason.value.format(**self.facts)


# For each need of a variant: the property that a unit must have, and the reason to decline a unit without it.
NEEDS: dict[Need, tuple[Callable[[Unit], bool], DeclineReason]] = {
    "finite_sum": (lambda unit: unit.is_finite_sum, DeclineReason.FINITE_SUM),
    "residuals": (lambda unit: unit.has_residuals, DeclineReason.RESIDUALS),
    "hessian": (lambda unit: "game" not in unit.tags, DeclineReason.SECOND_DERIVATIVES),
    "hvp": (lambda unit: "game" not in unit.tags, DeclineReason.SECOND_DERIVATIVES),
    "value_fn": (lambda unit: False, DeclineReason.VALUE_FN),
}
