"""Heavy ball: gradient descent with momentum."""

from gdbench.registry import variant
from gdbench.types import Reference, SpecialCase, complement, log
from gdbench.variants._theory import heavy_ball_rate


@variant(
    slots=("velocity",),
    hyperparameters={
        "learning_rate": log(1e-2, 1e-8, 1e2, tuned=True),
        "momentum": complement(0.9, 1e-3, 1.0, tuned=True),
    },
    source="Polyak 1964, doi:10.1016/0041-5553(64)90137-5",
    reference=Reference("optax:sgd"),
    special_cases=(SpecialCase("sgd", here={"momentum": 0.0}),),
    symmetries={"rotation": {}, "sign": {}},
    stability_edge=lambda hp: 2 * (1 + hp["momentum"]),
    rate=heavy_ball_rate,
)
def heavy_ball(t, g, x, slots, hp):
    """Moves like a ball with friction: the velocity decays, and the gradient pushes it.

    v ← μ v − η g,  x ← x + v

    where η is ``learning_rate`` and μ is ``momentum``. The learning rate multiplies each gradient as it enters
    the velocity, so a later change of the rate does not rescale earlier gradients. Optax multiplies the
    finished velocity instead; the two agree at a constant learning rate and differ under a schedule.
    """
    del t, x
    (v,) = slots
    v = (1.0 - hp.one_minus_momentum) * v - hp.learning_rate * g
    return v, (v,)
