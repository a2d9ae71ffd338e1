"""Bugs planted in the rules of variants, in one program: a traced knob ``bug`` says which one a run has, 0 for none.

`BETA2`     1 − β₂ is taken for β₂, and the other way round
`BIAS`      bias corrections are left out
`NESTEROV`  the Nesterov term has the wrong sign
`STALE`     every gradient is that of the step before

With `bug` = 0 a planted rule computes what the rule itself computes: it selects, and does no arithmetic of its own.
"""

import inspect
import sys
import textwrap
from contextlib import contextmanager
from dataclasses import replace
from enum import IntEnum

import jax
from jax import numpy as jnp

from gdbench.types import linear

SECOND_MOMENT = {"one_minus_b2", "one_minus_adam_b2", "one_minus_rho", "one_minus_decay"}
# The Nesterov term in the source of each rule that has one: (settings, as it is, with the wrong sign).
NESTEROV_TERMS = {
    "nesterov_true": ({}, "return mu * v - hp", "return -mu * v - hp"),
    "fista": ({}, "y = iterate + (tau", "y = iterate - (tau"),
    "nesterov_restart": ({}, "y = iterate + jnp.where", "y = iterate - jnp.where"),
    "triple_momentum": ({}, "difference + c.gamma", "difference - c.gamma"),
    "nadam": ({}, "+ now * g / (1.0 - product)", "- now * g / (1.0 - product)"),
    "adan": ({}, "(m_hat + factor * v_hat)", "(m_hat - factor * v_hat)"),
    "optimistic_adam_v2": ({}, "m_hat = ahead + hp", "m_hat = ahead - hp"),
    "sgdw": ({"nesterov": True}, "g + mu * v if hp.nesterov", "g - mu * v if hp.nesterov"),
    "adopt": ({"nesterov": True}, "m + hp.one_minus_b1 * (n - m) if", "m - hp.one_minus_b1 * (n - m) if"),
    "rmsprop": (
        {"nesterov": True, "use_momentum": True, "momentum": 0.9},
        "mu * rest[-1] + step if hp.nesterov",
        "step - mu * rest[-1] if hp.nesterov",
    ),
    "muon": ({}, "m + hp.one_minus_b1 * (g - m) if hp.nesterov", "m - hp.one_minus_b1 * (g - m) if hp.nesterov"),
    "debiased": ({}, "return ahead + one_minus_beta", "return ahead - one_minus_beta"),
}


class Bug(IntEnum):
    """What is wrong with a run."""

    NONE = 0
    BETA2 = 1
    BIAS = 2
    NESTEROV = 3
    STALE = 4


class Gardener:
    """Plants the bugs, and remembers in which variants each of them has found a place."""

    def __init__(self):
        self.found = {bug: set() for bug in Bug if bug}
        self._bug, self._name = None, None

    def planted(self, variant, label):
        """Return the variant with a knob ``bug``, a gradient of memory, and every bug at its place."""
        inner = variant.inner and self._with_knob(variant.inner, self._hurt(label, variant.inner.rule))
        made = self._with_knob(replace(variant, inner=inner), self._hurt(label, variant.rule))
        if made.kind == "gradient":
            made = self._late(made, label)
        return replace(made, version=f"planted {variant.version}", reference=None, special_cases=(), symmetries={})

    @contextmanager
    def helpers(self):
        """Replace the helpers with which rules correct biases and look ahead, wherever they have been imported."""
        adam = sys.modules["gdbench.variants.elementwise.adam"]
        correction, ahead, wrong = adam.bias_correction, adam.debiased, mutated(adam.debiased)

        def bias_correction(one_minus_beta, t):
            right = correction(one_minus_beta, t)
            return self._pick(Bug.BIAS, jnp.ones_like(right), right)

        def debiased(t, g, m, one_minus_beta, nesterov):
            right = ahead(t, g, m, one_minus_beta, nesterov)
            return self._pick(Bug.NESTEROV, wrong(t, g, m, one_minus_beta, nesterov), right) if nesterov else right

        changed = []
        for module in [each for name, each in sys.modules.items() if name.startswith("gdbench.variants.")]:
            for name, mine, theirs in (("bias_correction", bias_correction, correction), ("debiased", debiased, ahead)):
                if getattr(module, name, None) is theirs:
                    setattr(module, name, mine)
                    changed.append((module, name, theirs))
        try:
            yield
        finally:
            for module, name, theirs in changed:
                setattr(module, name, theirs)

    def _pick(self, bug, wrong, right):
        """``wrong`` in runs with this bug, and note that it has found a place."""
        self.found[bug].add(self._name)
        return jax.tree.map(lambda a, b: jnp.where(self._bug == bug, a, b), wrong, right)

    def _hurt(self, label, rule):
        """The rule with the bugs that concern its hyperparameters and its own source."""
        wrong = mutated(rule) if rule.__name__ in NESTEROV_TERMS else None

        def hurt(*arguments, **given):
            place = next(i for i, each in enumerate(arguments) if hasattr(each, "bug"))
            before = (self._bug, self._name)
            self._bug, self._name = arguments[place].bug, label
            try:
                arguments = (*arguments[:place], _Settings(arguments[place], self._pick), *arguments[place + 1 :])
                right = rule(*arguments, **given)
                if wrong is None or not self._reaches(rule.__name__, arguments):
                    return right
                return self._pick(Bug.NESTEROV, wrong(*arguments, **given), right)
            finally:
                self._bug, self._name = before

        return hurt

    @staticmethod
    def _reaches(name, arguments):
        """Whether these arguments lead to the line that has been changed: Muon treats vectors as Adam does."""
        return name != "muon" or (arguments[1].ndim > 1 and min(arguments[1].shape) > 1)

    def _with_knob(self, variant, rule):
        return replace(variant, rule=rule, hyperparameters={**variant.hyperparameters, "bug": linear(0.0, 0.0, 9.0)})

    def _late(self, variant, label):
        """The variant with the gradient of the step before as one more array of its state."""
        self.found[Bug.STALE].add(label)
        start = variant.start or (lambda x, hp: tuple(jnp.zeros_like(x) for _ in variant.slots))
        answer = variant.answer and (lambda t, x, slots, hp: variant.answer(t, x, slots[:-1], hp))

        def rule(t, g, x, slots, hp, **given):
            late = (hp.bug == Bug.STALE) & (t > 1)
            step, new = variant.rule(t, jnp.where(late, slots[-1], g), x, slots[:-1], hp, **given)
            return step, (*new, g)

        begin = lambda x, hp: (*start(x, hp), jnp.zeros_like(x))  # noqa: E731
        return replace(variant, rule=rule, start=begin, answer=answer, slots=(*variant.slots, "before"))


class _Settings:
    """The hyperparameters of a rule, its second-moment memory the wrong way round in runs with that bug."""

    def __init__(self, settings, pick):
        self._settings, self._pick = settings, pick

    def __getattr__(self, name):
        value = getattr(self._settings, name)
        return self._pick(Bug.BETA2, 1.0 - value, value) if name in SECOND_MOMENT else value


def may_have(entry, bug):
    """Whether a bug may find a place in a variant: cheap to tell, and rather too often than too rarely."""
    variant = entry.variant
    if bug is Bug.BETA2:
        return bool(SECOND_MOMENT & set(variant.argument_names))
    if bug is Bug.BIAS:
        return any(name.startswith("one_minus_") for name in variant.argument_names)
    if bug is Bug.NESTEROV:
        return variant.name in NESTEROV_TERMS or variant.name == "nadamw" or entry.static.get("nesterov", False)
    return variant.kind == "gradient" or bug is Bug.NONE


def mutated(function):
    """Return the function with the sign of its Nesterov term changed in its source."""
    _, right, wrong = NESTEROV_TERMS[function.__name__]
    source = textwrap.dedent(inspect.getsource(function))
    source = source[source.index("def ") :]
    assert source.count(right) == 1, f"{function.__name__} has changed: where is its Nesterov term now?"
    scope = dict(vars(sys.modules[function.__module__]))
    exec(source.replace(right, wrong), scope)
    return scope[function.__name__]
