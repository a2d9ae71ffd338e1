"""Variants: optimizers, and wrappers that make one optimizer out of another."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import Any, Literal

from gdbench.types.knobs import Hyperparameter
from gdbench.types.theory import Rate


@dataclass(frozen=True)
class Defect:
    """A known defect of the counterpart: the two must differ until it is fixed upstream."""

    what: str  # with the number of the upstream issue if there is one
    own: Mapping[str, Any] = field(default_factory=dict)  # own settings under which the difference shows
    settings: Mapping[str, Any] = field(default_factory=dict)  # settings of the factory
    zeros_first: bool = False  # the defect shows when the first gradients are all zero


@dataclass(frozen=True)
class Reference:
    """The counterpart of a variant in Optax: its factory, and how to set both so that they agree."""

    factory: str
    settings: Mapping[str, Any] = field(default_factory=dict)  # fixed arguments of the factory
    own: Mapping[str, Any] = field(default_factory=dict)  # own settings in which the two agree
    names: Mapping[str, str] = field(default_factory=dict)  # own knob -> argument of the factory, if the names differ
    answer: str | None = None  # the Optax function that maps state and parameters to the answer
    defects: tuple[Defect, ...] = ()


@dataclass(frozen=True)
class SpecialCase:
    """With the settings ``here``, the variant takes the steps of the variant ``other`` with the settings ``there``.

    Knobs that have the same name in both variants, and that neither side sets, are equal.
    """

    other: str
    here: Mapping[str, Any] = field(default_factory=dict)
    there: Mapping[str, Any] = field(default_factory=dict)


Over = Literal["element", "all", "leaf", "matrix"]
Symmetry = Literal["scale", "rotation", "sign"]
Origin = Literal["own", "optax", "yours"]
# The names of those arguments of a factory through which each run gets random numbers of its own.
KEY_ARGUMENTS = ("key", "rng", "rng_key", "prng_key", "random_key")
SEED_ARGUMENTS = ("seed", "random_seed", "rng_seed")
# What a variant may need from a function beside values and gradients.
Need = Literal["finite_sum", "hessian", "hvp", "residuals", "value_fn"]


@dataclass(frozen=True, eq=False)
class Variant:
    """An optimizer: a gradient rule, a full rule, or a factory of Optax transformations.

    Gradient rule: ``rule(t, g, x, slots, hp) -> (step, slots)``. ``x`` and ``g`` are ``[n, *runs]``; ``hp`` has
    an attribute per traced argument (``[*runs]``) and per static one. ``over`` names what one call sees:
    ``element`` (any part of the parameters: no reduction), ``all`` parameters, each ``leaf`` flattened, or
    each leaf in its own shape (``matrix``, one run at a time). Reductions run over axis 0, with the axis kept.

    ``slots`` are the arrays of the state, zeros in the shape of ``x`` unless ``start(x, hp)`` returns others;
    it may also return fewer, or other shapes: ``[1, *runs]`` for a number per run, any for a matrix rule.
    A rule receives optional arguments by name if it declares them: ``noise`` (standard normals in the shape of ``x``),
    ``value`` (the loss at ``x``, ``[*runs]``), and in a wrapper ``inner``, the wrapped rule. ``inner(t, g, x)`` returns
    the step of the wrapped rule; ``inner(t, g, x, learning_rate=…)`` overrides its arguments. Call it exactly once.

    Full rule: ``init(x, oracle, hp, key) -> state`` and ``rule(t, x, state, oracle, hp, key) -> (x, state)``,
    written for one run with ``x`` of shape ``[n]``; a wrapper's rule also receives ``inner``.

    ``charges(t, hp, share) -> {kind: calls}`` is the number of oracle calls of a full rule in step t; t = 0 stands for
    the time before the first step. A call on the batch of the step counts 1, and a call on all examples counts
    ``share``, the number of batches in an epoch. ``rate(settings, lipschitz, strong_convexity)`` is the rate that
    theory gives.
    """

    name: str
    family: str
    doc: str
    rule: Callable[..., Any]
    hyperparameters: Mapping[str, Hyperparameter]
    source: str
    kind: Literal["gradient", "full", "factory"] = "gradient"
    slots: tuple[str, ...] = ()
    over: Over = "element"
    noise: bool = False
    value: bool = False
    start: Callable[..., Any] | None = None  # start(x, hp) -> slots; zeros when absent
    answer: Callable[..., Any] | None = None  # gradient: answer(t, x, slots, hp); full: answer(x, state)
    init: Callable[..., Any] | None = None
    needs: frozenset[Need] = frozenset()
    max_dim: int | None = None
    reference: Reference | None = None
    special_cases: tuple[SpecialCase, ...] = ()
    symmetries: Mapping[Symmetry, Mapping[str, Any]] = field(default_factory=dict)  # and the settings for each
    stability_edge: Callable[[Any], float] | None = None  # of settings: the largest stable η λ on ½ λ x²
    refuses: Callable[[Any, Any], str | None] | None = None  # refuses(settings, leaf shapes) -> why
    charges: Callable[[int, Any, float], Mapping[str, float]] | None = None
    descends: bool = False  # no step raises the value, and points where it is undefined are refused
    rate: Callable[[Mapping[str, float], float, float], Rate] | None = None
    # Static knobs that switch a term on and off, each with the other settings that are needed to see its effect.
    switches: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    origin: Origin = "own"
    agreement: float = 1e-12  # how closely rounding lets two float64 implementations agree over 50 steps
    inner: Variant | None = None
    version: str = ""

    def theory(
        self, settings: Mapping[str, Any], lipschitz: float | None, strong_convexity: float | None
    ) -> Rate | None:
        """Return the rate that theory gives for these settings on functions with the curvature bounds L and μ.

        The result is None if the variant declares no rate, if a number that the rate depends on is missing, or if L is
        not known. An unknown μ counts as 0. Linear rates are those of the gap per step.
        """
        if self.rate is None or lipschitz is None or not 0.0 < lipschitz < math.inf:
            return None
        known = strong_convexity is not None and math.isfinite(strong_convexity)
        try:
            return self.rate(settings, lipschitz, strong_convexity if known and strong_convexity else 0.0)
        except (KeyError, TypeError, ZeroDivisionError):
            return None

    @property
    def asks_oracle(self) -> bool:
        """Whether the rule calls an oracle itself, instead of receiving one gradient per step."""
        return self.kind == "full"

    @property
    def draws_noise(self) -> bool:
        """Whether the rule, or one inside it, needs random numbers."""
        return self.noise or (self.inner is not None and self.inner.draws_noise)

    @property
    def sees_value(self) -> bool:
        """Whether the rule, or one inside it, asks for the loss."""
        return self.value or (self.inner is not None and self.inner.sees_value)

    @property
    def has_answer(self) -> bool:
        """Whether the reported point differs from the one where gradients are taken."""
        return self.answer is not None or (self.inner is not None and self.inner.has_answer)

    def used_with(self, given: Mapping[str, Any], swept: Iterable[str]) -> Variant:
        """Return the variant with those optional numbers traced that are swept, and those not that are given texts."""
        knobs = dict(self.hyperparameters)
        optional = {name for name in (*given, *swept) if knobs[name].optional}
        texts = {name for name in optional if name in given and not isinstance(given[name], (int, float))}
        changed = {name: replace(knobs[name], traced=True) for name in optional & set(swept)}
        changed |= {name: replace(knobs[name], traced=False) for name in texts}
        return replace(self, hyperparameters=knobs | changed) if changed else self

    def settings(self, chosen: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return every hyperparameter's value: the defaults, overridden by ``chosen``."""
        return {name: knob.default for name, knob in self.hyperparameters.items()} | dict(chosen or {})

    def static_settings(self, chosen: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return the values of the knobs that change shapes or code."""
        full = self.settings(chosen)
        return {name: full[name] for name, knob in self.hyperparameters.items() if not knob.traced}

    @property
    def argument_names(self) -> tuple[str, ...]:
        """The names under which the rule receives its traced knobs, in their order."""
        traced = {name: knob for name, knob in self.hyperparameters.items() if knob.traced}
        return tuple(self._argument(name, knob, 0.0)[0] for name, knob in traced.items())

    def arguments(self, chosen: Mapping[str, Any] | None = None) -> dict[str, float]:
        """Return the traced arguments, float64, as the rule receives them (complements as 1 − β).

        A factory receives its betas unchanged, because it does not know complements.
        """
        full = self.settings(chosen)
        traced = {name: knob for name, knob in self.hyperparameters.items() if knob.traced}
        return dict(self._argument(name, knob, full[name]) for name, knob in traced.items())

    def _argument(self, name: str, knob: Hyperparameter, value: float) -> tuple[str, float]:
        return (name, float(value)) if self.kind == "factory" else knob.argument(name, value)


@dataclass(frozen=True)
class Wrapper:
    """A variant that wraps another one: ``lookahead(adam)``. Its bare name stands for the wrapper around ``base``."""

    shell: Variant
    base: str
    uses: tuple[str, ...] = ()  # knobs of the inner rule that it changes or reads
    version: str = ""

    @property
    def name(self) -> str:
        """The name of its file."""
        return self.shell.name

    def around(self, inner: Variant, name: str) -> Variant:
        """Return the variant that wraps ``inner``; raises ValueError if the two do not fit together."""
        if inner.kind != "gradient":
            raise ValueError(f"{self.name} wraps gradient rules; {inner.name} is a {inner.kind} rule")
        both = sorted(set(self.shell.hyperparameters) & set(inner.hyperparameters) - {"horizon"})
        if both:
            raise ValueError(f"{self.name} and {inner.name} both have a hyperparameter {both[0]!r}")
        for knob in self.uses:
            if knob not in inner.hyperparameters:
                raise ValueError(f"{self.name} needs a {knob} inside it, which {inner.name} does not have")
        if self.shell.kind == "full" and (inner.has_answer or inner.sees_value):
            raise ValueError(f"{self.name} wraps rules that see gradients alone and answer with their last point")
        code = blake2b(f"{self.version} {inner.version}".encode(), digest_size=6).hexdigest()
        knobs = {**inner.hyperparameters, **self.shell.hyperparameters}
        origin = inner.origin if self.shell.origin == "own" else self.shell.origin
        made = replace(
            self.shell,
            name=name,
            hyperparameters=knobs,
            refuses=inner.refuses,
            inner=inner,
            origin=origin,
            version=code,
        )
        if inner.name == self.base:
            return made
        # The declared facts hold for the base; for another inner rule, only special cases that equal that rule hold.
        limits = [replace(case, other=inner.name) for case in made.special_cases if case.other == self.base]
        return replace(made, special_cases=tuple(limits), symmetries={}, stability_edge=None, reference=None, rate=None)
