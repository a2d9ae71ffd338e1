"""Plants bugs in the rules of variants, in one program: the traced knob ``bug`` selects the bug of a run, 0 for none.

`BETA2`     1 − β₂ is taken for β₂, and the other way round
`BIAS`      bias corrections are left out
`NESTEROV`  the Nesterov term has the wrong sign
`STALE`     every gradient is that of the step before
`ANSWER`    the point at which gradients are taken is reported instead of the answer

With `bug` = 0, a planted rule computes exactly what the rule itself computes, because it only selects values. The
registry decides which variants can have a bug: by the names of hyperparameters, the declared switches, and the answer.
"""

import sys
import threading
from contextlib import contextmanager
from dataclasses import replace
from enum import IntEnum

import jax
from jax import numpy as jnp

from gdbench.registry import load
from gdbench.types import linear
from gdbench.variants import _maths

SECOND_MOMENT = {"one_minus_b2", "one_minus_adam_b2", "one_minus_rho", "one_minus_decay"}


class Bug(IntEnum):
    """What is wrong with a run."""

    NONE = 0
    BETA2 = 1
    BIAS = 2
    NESTEROV = 3
    STALE = 4
    ANSWER = 5


class Traced(threading.local):
    """The rule that a thread is tracing: its knob ``bug``, its label, and whether it has a Nesterov switch."""

    bug, label, switched = None, None, False


class Gardener:
    """Plants the bugs, and remembers in which variants each of them has found a place."""

    def __init__(self):
        self.found = {bug: set() for bug in Bug if bug}
        self._now = Traced()  # programs are traced in several threads

    def planted(self, variant, label):
        """Return the variant with a knob ``bug``, a gradient of memory, and every bug at its place."""
        inner = variant.inner and self._with_knob(variant.inner, self._hurt(label, variant.inner))
        made = self._with_knob(replace(variant, inner=inner), self._hurt(label, variant))
        if made.kind == "gradient":
            made = self._late(self._unanswered(made, label), label)
        return replace(made, version=f"planted {variant.version}", reference=None, special_cases=(), symmetries={})

    @contextmanager
    def helpers(self):
        """Replace the helpers with which rules correct biases and look ahead, wherever they have been imported."""
        correction, ahead = _maths.bias_correction, _maths.debiased

        def bias_correction(one_minus_beta, t):
            right = correction(one_minus_beta, t)
            return self._pick(Bug.BIAS, jnp.ones_like(right), right)

        def debiased(t, g, m, one_minus_beta, nesterov):
            right = ahead(t, g, m, one_minus_beta, nesterov)
            if not nesterov or self._now.switched:  # the term of a rule with a switch is planted in the rule
                return right
            return self._pick(Bug.NESTEROV, _mirrored(right, ahead(t, g, m, one_minus_beta, False)), right)

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
        knob = self._now.bug
        self.found[bug].add(self._now.label)
        return jax.tree.map(lambda a, b: jnp.where(knob == bug, a, b), wrong, right)

    def _hurt(self, label, variant):
        """The rule with the bugs that concern its hyperparameters and its Nesterov term."""
        rule, switched = variant.rule, "nesterov" in variant.switches

        def hurt(*arguments, **given):
            place = next(i for i, each in enumerate(arguments) if hasattr(each, "bug"))
            now, before = self._now, dict(vars(self._now))
            now.bug, now.label, now.switched = arguments[place].bug, label, switched
            settings = _Settings(arguments[place], self._pick)
            under = lambda hp: rule(*arguments[:place], hp, *arguments[place + 1 :], **given)  # noqa: E731
            try:
                right = under(settings)
                if not (switched and settings.nesterov):
                    return right
                step, slots = right
                plain, _ = under(_Settings(arguments[place], self._pick, nesterov=False))
                return self._pick(Bug.NESTEROV, _mirrored(step, plain), step), slots
            finally:
                vars(now).clear()
                vars(now).update(before)

        return hurt

    def _with_knob(self, variant, rule):
        return replace(variant, rule=rule, hyperparameters={**variant.hyperparameters, "bug": linear(0.0, 0.0, 9.0)})

    def _unanswered(self, variant, label):
        """The variant whose answer is the point at which it takes gradients, in runs with that bug."""
        if variant.answer is None:
            return variant
        self.found[Bug.ANSWER].add(label)
        answer = lambda t, x, slots, hp: jnp.where(hp.bug == Bug.ANSWER, x, variant.answer(t, x, slots, hp))  # noqa: E731
        return replace(variant, answer=answer)

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

    def __init__(self, settings, pick, **replaced):
        self._settings, self._pick, self._replaced = settings, pick, replaced

    def __getattr__(self, name):
        if name in self._replaced:
            return self._replaced[name]
        value = getattr(self._settings, name)
        return self._pick(Bug.BETA2, 1.0 - value, value) if name in SECOND_MOMENT else value


def _mirrored(right, plain):
    """What a term adds to ``plain`` in ``right``, taken away from it instead."""
    return jax.tree.map(lambda a, b: 2.0 * b - a, right, plain)


def may_have(entry, bug):
    """Whether a bug may find a place in a variant: cheap to tell, and rather too often than too rarely."""
    variant = entry.variant
    if bug is Bug.BETA2:
        return bool(SECOND_MOMENT & set(variant.argument_names))
    if bug is Bug.BIAS:
        return any(name.startswith("one_minus_") for name in variant.argument_names)
    if bug is Bug.NESTEROV:
        module = sys.modules[load("variant", variant.name).rule.__module__]
        return entry.static.get("nesterov", False) or hasattr(module, "debiased")
    if bug is Bug.ANSWER:
        return variant.kind == "gradient" and variant.answer is not None
    return variant.kind == "gradient" or bug is Bug.NONE
