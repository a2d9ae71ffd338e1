"""Heavy ball with the optimal settings for given curvature bounds."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import SpecialCase, log
from gdbench.variants._theory import heavy_ball_optimal_rate


@variant(
    slots=("velocity",),
    hyperparameters={
        "lipschitz": log(1.0, 1e-6, 1e6, tuned=True),
        "strong_convexity": log(1e-2, 1e-8, 1e6, tuned=True),
    },
    source="Polyak 1964, doi:10.1016/0041-5553(64)90137-5, section 3",
    special_cases=(
        SpecialCase(
            "heavy_ball",
            here={"lipschitz": 4.0, "strong_convexity": 1.0},
            there={"learning_rate": 4.0 / 9.0, "momentum": 1.0 / 9.0},
        ),
        SpecialCase("sgd", here={"lipschitz": 2.0, "strong_convexity": 2.0}, there={"learning_rate": 0.5}),
    ),
    symmetries={"rotation": {}, "sign": {}},
    rate=heavy_ball_optimal_rate,
)
def heavy_ball_optimal(t, g, x, slots, hp):
    """Runs heavy ball with the learning rate and momentum that are fastest on quadratics of known curvature.

    x ← x − η g + μ (x − x₋)  with  η = 4 / (√L + √m)²,  μ = ((√L − √m) / (√L + √m))²

    where L is ``lipschitz``, the largest curvature, and m is ``strong_convexity``, the smallest; the two may be
    swapped. On quadratics the error eventually shrinks by the factor (√L − √m) / (√L + √m) per step.
    """
    del t, x
    (v,) = slots
    high, low = jnp.sqrt(hp.lipschitz), jnp.sqrt(hp.strong_convexity)
    rate, momentum = (2.0 / (high + low)) ** 2, ((high - low) / (high + low)) ** 2
    v = momentum * v - rate * g
    return v, (v,)
