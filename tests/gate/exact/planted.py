"""Bugs planted in the rules of variants, in one program: a traced knob ``bug`` says which one a run has, 0 for none.

`BETA2`     1 − β₂ is taken for β₂, and the other way round
`BIAS`      bias corrections are left out
`NESTEROV`  what a switch named ``nesterov`` adds to the step has the wrong sign
`STALE`     every gradient is that of the step before
`MOMENTUM`  the step sees the memory of gradients with the wrong sign

With `bug` = 0 a planted rule computes what the rule itself computes: it selects, and does no arithmetic of its own.
Nothing here knows a rule by name or by its source: bugs are planted around the rule, from what the variant declares.
"""

import sys
from contextlib import contextmanager
from dataclasses import replace
from enum import IntEnum
from types import SimpleNamespace

import jax
import numpy as np
from jax import numpy as jnp

from gdbench.types import linear

SECOND_MOMENT = {"one_minus_b2", "one_minus_adam_b2", "one_minus_rho", "one_minus_decay"}


class Bug(IntEnum):
    """What is wrong with a run."""

    NONE = 0
    BETA2 = 1
    BIAS = 2
    NESTEROV = 3
    STALE = 4
    MOMENTUM = 5


class Gardener:
    """Plants the bugs, and remembers in which variants each of them has found a place."""

    def __init__(self):
        self.found = {bug: set() for bug in Bug if bug}
        self._bug, self._name = None, None

    def planted(self, variant, label, fixed=None):
        """Return the variant with a knob ``bug``, a gradient of memory, and every bug at its place."""
        inner = variant.inner and self._with_knob(variant.inner, self._hurt(label, variant.inner, fixed))
        made = self._with_knob(replace(variant, inner=inner), self._hurt(label, variant, fixed))
        if made.kind == "gradient":
            made = self._late(made, label)
        return replace(made, version=f"planted {variant.version}", reference=None, special_cases=(), symmetries={})

    @contextmanager
    def helpers(self):
        """Replace the helper with which rules correct biases, wherever it has been imported."""
        correction = sys.modules["gdbench.variants._maths"].bias_correction

        def bias_correction(one_minus_beta, t):
            right = correction(one_minus_beta, t)
            return self._pick(Bug.BIAS, jnp.ones_like(right), right)

        rooms = [module for name, module in sys.modules.items() if name.startswith("gdbench.variants.")]
        changed = [module for module in rooms if getattr(module, "bias_correction", None) is correction]
        for module in changed:
            module.bias_correction = bias_correction
        try:
            yield
        finally:
            for module in changed:
                module.bias_correction = correction

    def _pick(self, bug, wrong, right):
        """``wrong`` in runs with this bug, and note that it has found a place."""
        self.found[bug].add(self._name)
        return jax.tree.map(lambda a, b: jnp.where(self._bug == bug, a, b), wrong, right)

    def _hurt(self, label, variant, fixed):
        """The rule with the bugs that concern its hyperparameters, its switch and its memory."""
        rule, odd = variant.rule, odd_slots(variant, fixed or {})

        def hurt(*arguments, **given):
            place = next(i for i, each in enumerate(arguments) if hasattr(each, "bug"))
            before = (self._bug, self._name)
            self._bug, self._name = arguments[place].bug, label
            try:
                settings = _Settings(arguments[place], self._pick)
                arguments = (*arguments[:place], settings, *arguments[place + 1 :])
                right = rule(*arguments, **given)
                if "nesterov" in variant.switches and settings.nesterov:
                    without = (*arguments[:place], settings.without("nesterov"), *arguments[place + 1 :])
                    step = 2.0 * rule(*without, **given)[0] - right[0]
                    right = self._pick(Bug.NESTEROV, (step, right[1]), right)
                if odd:
                    t, g, x, slots, *rest = arguments
                    mirrored = tuple(-slot if i in odd else slot for i, slot in enumerate(slots))
                    step = rule(t, g, x, mirrored, *rest, **given)[0]
                    right = self._pick(Bug.MOMENTUM, (step, right[1]), right)
                return right
            finally:
                self._bug, self._name = before

        return hurt

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

    def __init__(self, settings, pick, off=()):
        self._settings, self._pick, self._off = settings, pick, off

    def __getattr__(self, name):
        if name in self._off:
            return False
        value = getattr(self._settings, name)
        return self._pick(Bug.BETA2, 1.0 - value, value) if name in SECOND_MOMENT else value

    def without(self, switch):
        """The same settings with a switch turned off."""
        return _Settings(self._settings, self._pick, (switch,))


def odd_slots(variant, fixed):
    """The slots of a gradient rule that are a memory of gradients: those that change sign with the first gradient."""
    if variant.kind != "gradient" or variant.inner is not None:
        return frozenset()
    shape = (3, 4) if variant.over == "matrix" else (12, 1)
    random = np.random.RandomState(0)
    x, g = (jnp.asarray(random.uniform(0.5, 1.5, shape), "float32") for _ in range(2))
    hp = SimpleNamespace(**variant.arguments(fixed), **variant.static_settings(fixed))
    slots = variant.start(x, hp) if variant.start else tuple(jnp.zeros_like(x) for _ in variant.slots)
    given = {"noise": jnp.zeros_like(x)} if variant.noise else {}
    given |= {"value": jnp.ones(shape[1:] if variant.over != "matrix" else (), "float32")} if variant.value else {}
    up, down = (variant.rule(1, sign * g, x, slots, hp, **given)[1] for sign in (1.0, -1.0))
    both = enumerate(zip(up, down, strict=True))
    return frozenset(i for i, (a, b) in both if np.any(a != 0) and np.allclose(a, -b, rtol=1e-5, atol=0.0))


def may_have(entry, bug):
    """Whether a bug may find a place in a variant: cheap to tell, and rather too often than too rarely."""
    variant = entry.variant
    if bug is Bug.BETA2:
        return bool(SECOND_MOMENT & set(variant.argument_names))
    if bug is Bug.BIAS:
        return any(name.startswith("one_minus_") for name in variant.argument_names)
    if bug is Bug.NESTEROV:
        return "nesterov" in variant.switches and entry.static["nesterov"]
    return variant.kind == "gradient" or bug is Bug.NONE
