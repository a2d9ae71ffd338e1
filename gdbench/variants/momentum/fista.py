"""Nesterov's accelerated gradient with growing momentum, as in FISTA."""

from gdbench.registry import variant
from gdbench.types import log
from gdbench.variants._theory import fista_rate
from gdbench.variants.momentum._extrapolation import answer, next_tau, start


@variant(
    slots=("iterate", "tau"),
    hyperparameters={"learning_rate": log(1e-2, 1e-8, 1e2, tuned=True)},
    source="Nesterov 1983, Soviet Math. Doklady 27:372; Beck & Teboulle 2009, doi:10.1137/080716542, (4.1) to (4.3)",
    over="all",
    start=start,
    answer=answer,
    symmetries={"rotation": {}, "sign": {}},
    stability_edge=lambda hp: 4.0 / 3.0,
    rate=fista_rate,
)
def fista(t, g, x, slots, hp):
    """Takes gradients at a point ahead of the iterate, further ahead from step to step, which suits convex functions.

    x ← y − η ∇f(y),  y = x + ((τ₋ − 1) / τ) (x − x₋)  with  τ = (1 + √(1 + 4 τ₋²)) / 2

    where η is ``learning_rate`` and τ starts at 1. The rule moves y, so the gradient g is taken at y; the
    answer is the iterate x. With η = 1/L, f(x) − f* ≤ 2 L ‖x₀ − x*‖² / (t + 1)².
    """
    del t
    last, tau = slots
    iterate = x - hp.learning_rate * g
    grown = next_tau(tau)
    y = iterate + (tau - 1.0) / grown * (iterate - last)
    return y - x, (iterate, grown)
