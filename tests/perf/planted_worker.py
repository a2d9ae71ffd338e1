"""A worker in which some variants do extra work at every step: `python -m tests.perf.planted_worker lion=100`.

The number says how many coordinates go through a chain of multiplications, which the compiler cannot remove. A name
such as ``lion~400`` stands for the variant with that much extra work, which is needed to calibrate the work.
"""

import sys
from dataclasses import replace
from functools import wraps

from jax import numpy as jnp

from gdbench import registry
from gdbench.gate.clock import worker

DEPTH = 32


def with_work(variant, amount):
    """The variant with ``amount`` coordinates of extra work in every step; its steps stay what they are."""

    @wraps(variant.rule)
    def rule(t, g, x, slots, hp, **given):
        step, slots = variant.rule(t, g, x, slots, hp, **given)
        work = x.reshape(-1)[:amount]
        for _ in range(DEPTH):
            work = work * work * 0.25 + 0.5
        total = jnp.sum(work)
        return jnp.where(total > 1e30, total, step), slots

    return replace(variant, rule=rule)


def planting(load, plants):
    """The registry's ``load``, which plants the work."""

    def planted(kind, text):
        name, mark, amount = text.partition("~")
        if kind == "variant" and (mark or text in plants):
            return with_work(load(kind, name), int(amount or plants[name]))
        return load(kind, text)

    return planted


if __name__ == "__main__":
    pairs = (argument.split("=") for argument in sys.argv[1:])
    registry.load = planting(registry.load, {name: int(amount) for name, amount in pairs})
    worker.main()
