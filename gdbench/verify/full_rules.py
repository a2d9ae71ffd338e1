"""The checks of a full rule: agreement with its transcription, the declared oracle calls, and descent."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from functools import cache
from types import SimpleNamespace
from typing import Any

import numpy as np
from jax import numpy as jnp

from gdbench.engine.full_trajectories import SumOfSquares, drawn_by_step, follow_full, swarm_uniforms
from gdbench.engine.oracle import KINDS
from gdbench.types import Variant
from gdbench.verify.answers import Answer, Judgement, judged
from gdbench.verify.fates import LAST, How, fate
from gdbench.verify.gradient_rules import disagreement, missing_transcription, named
from gdbench.verify.independent import transcription
from gdbench.verify.sequences import choices, default_settings, tried_settings
from gdbench.verify.worlds import STEPS, WORLDS, Examples, batch_gradient, rosenbrock

HOSTILE_STEPS = 60
# A rule that tries one length per step shortens that of the upper end of its range, 1e3, to one that fits Rosenbrock's
# valley, 1e-3, in 131 steps if each takes off a tenth.
DESCENT_STEPS = 200
STEEPNESS = np.array([1e10, 1.0, 3.0])
COMPARED = 12  # compared steps; a closed loop amplifies rounding, so later steps differ
TOLERANCE = 1e-9
KEY = 5


def closed_loop(variant: Variant) -> Iterator[Answer]:
    """Check that the first steps on sums of squares are those of the transcription."""
    if transcription(variant.name) is None:
        yield missing_transcription(variant)
        return
    for world in worlds_of(variant):
        for choice in choices(variant):
            worst, moved = 0.0, False
            for number, settings in enumerate(tried_settings(variant)):
                ours, theirs = both(variant, world, settings, choice)
                last = unsettled(theirs)
                worst = max(worst, disagreement(ours[:last], theirs[:last]))
                moved = moved or bool(not number and np.any(theirs[-1] != WORLDS[world].start))
            where = f"{world}, {named(choice)}" if choice else world
            note = "" if moved else "never moved: nothing was compared"
            yield judged(variant.name, "transcription", worst if moved else np.nan, TOLERANCE, where, note)


def worlds_of(variant: Variant) -> list[str]:
    """Return the functions that offer everything the rule needs."""
    return [name for name, world in WORLDS.items() if world.function.rows or "finite_sum" not in variant.needs]


def both(
    variant: Variant, world: str, settings: dict[str, Any], choice: dict[str, Any]
) -> tuple[np.ndarray, np.ndarray]:
    """Return the points after every step ``[steps, n]`` of the rule and of its transcription."""
    function, _, start = WORLDS[world]
    function = function if "finite_sum" in variant.needs else function.whole()
    ours = follow_full(variant, function, start, settings, STEPS, choice, KEY).points
    with np.errstate(all="ignore"):
        theirs = transcribed(variant, world, variant.settings(settings | choice))
    return ours[1:], theirs[1:]


def transcribed(variant: Variant, world: str, hp: dict[str, Any]) -> np.ndarray:
    """Return the points ``[steps + 1, n]`` of the transcription, which receives the arguments that it declares."""
    _, plain, x = WORLDS[world]
    run = transcription(variant.name)
    assert run is not None
    asks, *_, last = inspect.signature(run).parameters
    if last == "probes":
        return run(plain, x, hp, STEPS, drawn_by_step("rademacher", KEY, STEPS, x.size))
    if last == "normals":
        return run(Examples(), x, hp, STEPS, drawn_by_step("normal", KEY, STEPS, x.size))
    if asks == "oracle":
        return run(plain, x, hp, STEPS)
    if asks == "full_gradient":
        return run(lambda point: plain.value_and_grad(point)[1], batch_gradient, x, hp, STEPS)
    scattered, later = _swarm(hp["population"], x.size)
    positions = x + hp["spread"] * scattered
    positions[0] = x
    return run(plain.value, positions, hp, later.__getitem__, STEPS)


@cache
def _swarm(population: int, n: int) -> Any:
    return swarm_uniforms(KEY, STEPS + 1, (population, n))


def unsettled(points: np.ndarray) -> int:
    """Return how many points to compare: as soon as steps are tiny, rounding decides which trials are accepted.

    A run that diverges, as it may at the upper end of a range, is compared up to that point.
    """
    with np.errstate(all="ignore"):
        moves = np.abs(np.diff(points, axis=0)).max(axis=1)
    ends = np.flatnonzero((moves > 0) & (moves < 1e-4) | ~(moves < 1e3))
    return int(min(COMPARED, ends[0] + 1)) if ends.size else COMPARED


def calls(variant: Variant) -> Iterator[Answer]:
    """Check that every step makes the oracle calls that the rule declares, on all examples and on mini-batches."""
    if variant.charges is None:
        yield Answer(variant.name, "calls", Judgement.SKIPPED, note="what a step asks for is not declared (charges=)")
        return
    for world in worlds_of(variant):
        function, _, start = WORLDS[world]
        for choice in choices(variant):
            run = follow_full(variant, function, start, default_settings(variant), STEPS, choice, KEY)
            difference = np.abs(run.counts - declared_calls(variant, choice, function.share)).max()
            where = f"{world}, {named(choice)}" if choice else world
            yield judged(variant.name, "calls", float(difference), 0.0, where)


def declared_calls(variant: Variant, choice: dict[str, Any], share: float) -> np.ndarray:
    """Return the calls ``[steps + 1, C]`` that the variant declares; row 0 is before the first step."""
    assert variant.charges is not None
    hp = SimpleNamespace(**variant.settings(choice))
    said = [variant.charges(t, hp, share) for t in range(STEPS + 1)]
    return np.array([[row.get(kind, 0.0) for kind in KINDS] for row in said])


def fenced(x: Any) -> Any:
    """Return Rosenbrock's residuals, undefined where x₁ > 0: a region that contains the minimum but not the start."""
    return jnp.where(x[0] > 0.0, jnp.nan, rosenbrock(x))


def cliff(x: Any) -> Any:
    """Return residuals that are smaller where x₁ > 0, but whose derivative is undefined there, as that of √0 is."""
    return jnp.append(rosenbrock(x), jnp.sqrt(jnp.where(x[0] > 0.0, 0.0 * x[0], 1.0)))


def descent(variant: Variant) -> Iterator[Answer]:
    """Check that the values of a rule that declares descent never rise, and that it refuses undefined points."""
    if not variant.descends:
        return
    asks_values_alone = variant.charges is not None and set(variant.charges(1, _defaults(variant), 1.0)) == {"values"}
    for residuals in (rosenbrock, fenced) if asks_values_alone else (rosenbrock, fenced, cliff):
        faults = []
        for settings in tried_settings(variant)[:3]:
            run = follow_full(variant, SumOfSquares(residuals, 2), [-1.2, 1.0], settings, DESCENT_STEPS, key=KEY)
            if not np.isfinite(run.values).all() or np.any(np.diff(run.values) > 0) or run.values[-1] >= run.values[0]:
                faults.append("a value rises or is undefined, or none falls")
            if residuals is not rosenbrock and run.points[:, 0].max() > 0.0:
                faults.append("it enters where the function or its derivative is undefined")
        verdict = Judgement.FAILED if faults else Judgement.PASSED
        yield Answer(variant.name, "descent", verdict, residuals.__name__, note="; ".join(dict.fromkeys(faults)))


def steep(x: Any) -> Any:
    """Return residuals of which the first is so steep that the square of its gradient overflows in float32."""
    return jnp.asarray(STEEPNESS, x.dtype) * x


def hostile_function(variant: Variant) -> Iterator[Answer]:
    """Check that no coordinate stops silently where its gradient overflows when it is squared, in float32.

    The note says how the run ended and how far the value fell, because a run also stands still at the minimum.
    """
    rows = tuple((each % len(STEEPNESS),) for each in range(HOSTILE_STEPS)) if "finite_sum" in variant.needs else ()
    function = SumOfSquares(steep, len(STEEPNESS), rows)
    for choice in choices(variant):
        run = follow_full(
            variant, function, [1.0, 2.0, -1.0], default_settings(variant), HOSTILE_STEPS, choice, KEY, "float32"
        )
        found = fate(run.points, run.damaged)
        slopes = np.abs(2.0 * STEEPNESS**2 * run.points[-1])
        waiting = (run.points[-LAST:] == run.points[-1]).all(axis=0) & (slopes > 1.0)
        silent = found.how is How.HALF_STILL and bool(waiting.any())
        verdict = Judgement.FAILED if silent else Judgement.PASSED
        note = f"huge in one coordinate: {found}, value from {run.values[0]:.1e} to {run.values[-1]:.1e}"
        yield Answer(variant.name, "hostile function", verdict, named(choice), note=note)


def _defaults(variant: Variant) -> SimpleNamespace:
    return SimpleNamespace(**variant.settings())
