"""Exponential moving average of the parameters."""

from gdbench.registry import wrapper
from gdbench.types import complement
from gdbench.variants._maths import bias_correction


def start(x, hp):
    """Return the starting point as the first average."""
    del hp
    return (x,)


def answer(t, x, slots, hp):
    """Return the average."""
    del t, x, hp
    return slots[0]


@wrapper(
    base="sgd",
    slots=("average",),
    hyperparameters={"ema_decay": complement(0.99, 1e-4, 0.5)},
    source="Polyak & Juditsky 1992, doi:10.1137/0330046; exponential: Tarvainen & Valpola 2017, arXiv:1703.01780",
    start=start,
    answer=answer,
    symmetries={"rotation": {}, "sign": {}},
    stability_edge=lambda hp: 2.0,
)
def ema_params(t, g, x, slots, hp, inner):
    """Answers with an exponential moving average of the iterates.

    x ← x + s,  a ← β a + (1 − β) x,  answer â = a / (1 − βᵗ)

    where s is the step of the wrapped rule, whose ``learning_rate`` and iterates do not change, and β is
    ``ema_decay``. The state holds â and updates it by â ← â + (1 − β) / (1 − βᵗ) · (x − â), which needs no
    division of small numbers and starts at the first iterate x₁.
    """
    (average,) = slots
    step = inner(t, g, x)
    share = hp.one_minus_ema_decay / bias_correction(hp.one_minus_ema_decay, t)
    return step, (average + share * (x + step - average),)
