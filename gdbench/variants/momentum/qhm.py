"""QHM: quasi-hyperbolic momentum."""

from gdbench.registry import variant
from gdbench.types import SpecialCase, complement, linear, log


def edge(hp):
    """Return 2 (1 + β) / (1 + β − 2 ν β), above which an oscillation of period two grows."""
    return 2.0 * (1.0 + hp["momentum"]) / (1.0 + hp["momentum"] - 2.0 * hp["nu"] * hp["momentum"])


@variant(
    slots=("mean",),
    hyperparameters={
        "learning_rate": log(1e-1, 1e-8, 1e2, tuned=True),
        "momentum": complement(0.9, 1e-3, 1.0, tuned=True),
        "nu": linear(0.7, 0.0, 1.0),
    },
    source="Ma & Yarats 2018, arXiv:1810.06801, equations 3 and 4",
    special_cases=(
        SpecialCase("sgd", here={"nu": 0.0}),
        SpecialCase("heavy_ball", here={"nu": 1.0, "learning_rate": 0.1}, there={"learning_rate": 0.01}),
        SpecialCase("nesterov_true", here={"nu": 0.9, "learning_rate": 0.1}, there={"learning_rate": 0.01}),
    ),
    symmetries={"rotation": {}, "sign": {}},
    stability_edge=edge,
)
def qhm(t, g, x, slots, hp):
    """Steps along a weighted mean of the present gradient and the mean of recent gradients.

    m ← β m + (1 − β) g,  x ← x − η ((1 − ν) g + ν m)

    where η is ``learning_rate``, β is ``momentum`` and ν is ``nu``. ν = 1 gives heavy ball and ν = β gives
    Nesterov's method, both with the learning rate (1 − β) η; ν = 0 gives gradient descent.
    """
    del t, x
    (m,) = slots
    m = (1.0 - hp.one_minus_momentum) * m + hp.one_minus_momentum * g
    return -hp.learning_rate * ((1.0 - hp.nu) * g + hp.nu * m), (m,)
