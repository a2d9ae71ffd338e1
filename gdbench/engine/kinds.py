"""The rule and the kind of program that the engine makes of each kind of variant."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import SimpleNamespace
from typing import Any, Protocol, cast

from gdbench.engine.factories import FactoryRule
from gdbench.engine.full import FullRule, full_method
from gdbench.engine.gradients import gradient_method
from gdbench.engine.inputs import Inputs
from gdbench.engine.layout import Layout
from gdbench.engine.parameter_trees import Leaves, ParameterTree
from gdbench.engine.programs import Method
from gdbench.engine.rules import GradientRule
from gdbench.engine.step_rule import RunnableRule, StepRule
from gdbench.engine.views import size_of
from gdbench.engine.work import Work
from gdbench.types import Variant


class Parameters(Protocol):
    """The parameters for which a rule is made: their pytree, their layout and the precision."""

    @property
    def tree(self) -> ParameterTree:
        """Their pytree."""

    @property
    def layout(self) -> Layout:
        """The axis of runs."""

    @property
    def dtype(self) -> str:
        """The working precision."""


class ProgramKind(Protocol):
    """How the rules of one kind of variant are put into programs."""

    @property
    def shared(self) -> bool:
        """Whether different rules share a program."""

    def rule(self, variant: Variant, static: Mapping[str, Any], parameters: Parameters) -> RunnableRule:
        """Return the rule of a variant with these static settings."""

    def method(self, work: Work, rules: Sequence[RunnableRule]) -> Callable[[Inputs], Method]:
        """Return the method of a program of these rules, which defines its steps."""

    def layout(self, work: Work) -> Layout:
        """Return the layout of the method."""

    def first_sample(self, work: Work) -> int:
        """Return the step at which a curve begins: 1 if the first gradient comes with the start's value, else 0."""

    def matrices(self, dim: int) -> int:
        """Return how many numbers per run a rule may keep in addition to a few vectors."""


@dataclass(frozen=True)
class StepPrograms:
    """Gradient rules and factories, which share a program, with one gradient a step."""

    shared: bool = True

    def rule(self, variant: Variant, static: Mapping[str, Any], parameters: Parameters) -> RunnableRule:
        """Return the rule; raises ValueError for settings that it refuses."""
        return make_rule(variant, static, parameters.tree, parameters.layout, parameters.dtype)

    def method(self, work: Work, rules: Sequence[RunnableRule]) -> Callable[[Inputs], Method]:
        """Return the method with one gradient a step."""
        return partial(gradient_method, work, cast(Sequence[StepRule], rules))

    def layout(self, work: Work) -> Layout:
        """Return the work's own layout."""
        return work.layout

    def first_sample(self, work: Work) -> int:
        """Return 1 where the value comes with the gradient, else 0."""
        return 1 if work.exact else 0

    def matrices(self, dim: int) -> int:
        """Return 0."""
        del dim
        return 0


@dataclass(frozen=True)
class FullPrograms:
    """Full rules, each in a program of its own."""

    shared: bool = False

    def rule(self, variant: Variant, static: Mapping[str, Any], parameters: Parameters) -> RunnableRule:
        """Return the rule."""
        return FullRule(variant, static, parameters.tree.leaves, parameters.dtype)

    def method(self, work: Work, rules: Sequence[RunnableRule]) -> Callable[[Inputs], Method]:
        """Return the method of the one rule."""
        (rule,) = rules
        return partial(full_method, work, cast(FullRule, rule))

    def layout(self, work: Work) -> Layout:
        """Return the layout of mapped runs."""
        del work
        return Layout.RUNS_FIRST

    def first_sample(self, work: Work) -> int:
        """Return 0, because the value at the start is computed before the first step."""
        del work
        return 0

    def matrices(self, dim: int) -> int:
        """Return the numbers of four matrices, such as a Hessian and its factors."""
        return 4 * dim * dim


KINDS: dict[str, ProgramKind] = {"gradient": StepPrograms(), "factory": StepPrograms(), "full": FullPrograms()}


def make_rule(variant: Variant, static: Mapping[str, Any], tree: ParameterTree, layout: Layout, dtype: str) -> StepRule:
    """Return the rule of a gradient variant or a factory; raises ValueError for settings that it refuses."""
    if variant.asks_oracle:
        raise ValueError(f"{variant.name} takes its steps from an oracle, not from one gradient")
    if variant.kind == "factory":
        return FactoryRule(variant, dict(static), tree, layout, dtype)
    return gradient_rule(variant, static, tree.leaves, layout, dtype)


def gradient_rule(
    variant: Variant, static: Mapping[str, Any], leaves: Leaves, layout: Layout, dtype: str
) -> GradientRule:
    """Return the rule of a gradient variant; raises ValueError for settings that it refuses."""
    return GradientRule(variant, dict(static), leaves, _accepted(variant, static, leaves), layout, dtype)


def _accepted(variant: Variant, static: Mapping[str, Any], leaves: Leaves) -> int:
    """Return the number of parameters, if the variant accepts their shapes with these settings."""
    refused = variant.refuses and variant.refuses(SimpleNamespace(**static), [shape for _, _, shape in leaves])
    if refused:
        raise ValueError(f"{variant.name}: {refused}")
    return sum(size_of(shape) for _, _, shape in leaves)
