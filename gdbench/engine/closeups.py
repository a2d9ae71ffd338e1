"""Single runs in detail: their path, and the parts of each of their steps.

A step s is split into parts by comparing it with other steps that the rule would take from the same point and state:

    memory    s at a zero gradient, less s at a zero gradient with fresh state
    decay     s − s without weight decay
    clipping  s − s with its threshold out of reach
    noise     s − s without noise
    scaling   what is left, less its part along the gradient: bending by curvature, signs or matrices
    gradient  its part along the gradient

The parts sum to the step. The settings that switch clipping or noise off are those that the special cases of the
variant name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import jax
import numpy as np
from jax import numpy as jnp

from gdbench.engine.bundles import Bundle, bundle_key
from gdbench.engine.compiled import EASY, compile_with
from gdbench.engine.inputs import Inputs
from gdbench.engine.layout import Layout
from gdbench.engine.options import known_options
from gdbench.engine.step_rule import StepRule
from gdbench.engine.tiles import shared_inputs, tile_inputs
from gdbench.engine.views import BlockState
from gdbench.engine.work import Work
from gdbench.types import Cell, Lane, Variant

PARTS = ("gradient", "scaling", "memory", "decay", "clipping", "noise")
_OUT_OF_REACH = 1e9  # a threshold that a special case sets at least this high clips nothing

# The columns of a program: the run itself, and the alternative steps of its rule.
_ITSELF, _NO_GRADIENT, _FRESH, _NO_DECAY, _NO_CLIPPING, _NO_NOISE = range(6)


@dataclass(frozen=True)
class Closeup:
    """One run: at each of its steps ``[S]``, the loss, the norms of gradient and step, the cosine between step and
    negative gradient, and the norm of each part; in two dimensions also the reported points ``[S + 1, 2]``."""

    value: np.ndarray
    gradient_norm: np.ndarray
    step_norm: np.ndarray
    cosine: np.ndarray
    parts: Mapping[str, np.ndarray]
    path: np.ndarray | None


def closeups(cells: Sequence[Cell], lanes: Sequence[Lane]) -> list[Closeup]:
    """Return one run of each cell with the parts of its steps, all computed by one program.

    The cells must share a variant, a protocol and the shape of their parameters. Raises ValueError for a full rule.
    """
    variant = cells[0].entry.variant
    if variant.asks_oracle:
        raise ValueError(f"{variant.name} takes its steps from an oracle, not from one gradient")
    bundle = Bundle(bundle_key(cells[0]), tuple(cells), 6, 1)
    with known_options(bundle.dtype):
        shared = shared_inputs(bundle)
        inputs = [_columns(bundle, cell, lane, shared) for cell, lane in zip(cells, lanes, strict=True)]
        program = compile_with(jax.jit(_program(bundle)).lower(inputs[0]), EASY)
        return [_closeup(jax.device_get(program(each))) for each in inputs]


def _columns(bundle: Bundle, cell: Cell, lane: Lane, shared: Mapping[str, Any]) -> Inputs:
    """Return the inputs of six columns that differ in the knobs that switch a part off."""
    settings: list[Mapping[str, Any]] = [{} for _ in range(6)]
    for column, names in _switches(cell.entry.variant).items():
        settings[column] = names
    lanes = [Lane(lane.trial, lane.seed, {**lane.settings, **each}) for each in settings]
    return tile_inputs(bundle, cell, lanes, shared)


def _switches(variant: Variant) -> dict[int, dict[str, float]]:
    """Return, per column, the settings that switch its part off; without any, the column equals the run itself."""
    knobs = {name for name, knob in variant.hyperparameters.items() if knob.traced}
    found: dict[int, dict[str, float]] = {}
    if "weight_decay" in knobs:
        found[_NO_DECAY] = {"weight_decay": 0.0}
    for case in variant.special_cases:
        numbers = {name: value for name, value in case.here.items() if name in knobs and isinstance(value, float)}
        high = {name: value for name, value in numbers.items() if value >= _OUT_OF_REACH}
        if high:
            found[_NO_CLIPPING] = high
        zero = {name: value for name, value in numbers.items() if value == 0.0}
        if variant.draws_noise and zero:
            found[_NO_NOISE] = zero
    return found


def _program(bundle: Bundle) -> Any:
    work, layout, steps = bundle.work, bundle.work.layout, bundle.cells[0].protocol.budget
    (found,) = bundle.rules.values()
    rule = cast(StepRule, found)

    def program(inputs: Inputs) -> Any:
        hp = {name: inputs.hp[row] for row, name in enumerate(rule.arguments)}
        keys, x = inputs.keys, work.start(inputs)
        begin = rule.start(x, hp, keys)
        with_gradient = layout.per_run(jnp.asarray([1.0, 0.0, 0.0, 1.0, 1.0, 1.0], x.dtype))
        is_fresh = np.arange(6) == _FRESH

        def step(carry: Any, t: Any) -> Any:
            x, state = carry
            value, gradient = work.value_and_grad(inputs, x, t)
            met = _merge(layout, is_fresh, begin, state)
            move, new = rule.step(t, gradient * with_gradient, x, met, hp, keys, value)
            own, slope = layout.run(move, _ITSELF), layout.run(gradient, _ITSELF)
            x, state = x + layout.alone(own), _all_like_first(layout, new)
            seen = {"value": value[_ITSELF], **_taken_apart(layout, move, own, slope)}
            return (x, state), (seen, _reported(work, rule, t, x, state, hp))

        first = _reported(work, rule, jnp.zeros((), jnp.int32), x, begin, hp)
        _, (seen, path) = jax.lax.scan(step, (x, begin), jnp.arange(1, steps + 1, dtype="int32"))
        return seen, None if first is None else jnp.concatenate([first[None], path])

    return program


def _taken_apart(layout: Layout, move: jax.Array, own: jax.Array, slope: jax.Array) -> dict[str, Any]:
    """Return the norms of the parts of one step, and its cosine with the negative gradient."""
    column = lambda number: layout.run(move, number)  # noqa: E731
    finite = lambda part: jnp.where(jnp.isfinite(part), part, 0.0)  # noqa: E731
    parts = {
        "memory": finite(column(_NO_GRADIENT) - column(_FRESH)),
        "decay": finite(own - column(_NO_DECAY)),
        "clipping": finite(own - column(_NO_CLIPPING)),
        "noise": finite(own - column(_NO_NOISE)),
    }
    rest = own - sum(parts.values())
    length = jnp.sum(slope * slope)
    along = jnp.where(length > 0, jnp.sum(rest * slope) / jnp.where(length > 0, length, 1.0), 0.0) * slope
    parts |= {"gradient": along, "scaling": rest - along}
    norm = lambda vector: jnp.sqrt(jnp.sum(vector * vector))  # noqa: E731
    both = norm(own) * norm(slope)
    return {
        "gradient_norm": norm(slope),
        "step_norm": norm(own),
        "cosine": jnp.where(both > 0, -jnp.sum(own * slope) / jnp.where(both > 0, both, 1.0), jnp.nan),
        "parts": {name: norm(parts[name]) for name in PARTS},
    }


def _reported(work: Work, rule: StepRule, t: Any, x: jax.Array, state: BlockState, hp: Any) -> jax.Array | None:
    """Return the reported point of the run itself, if it has two coordinates."""
    return work.layout.run(rule.answer(t, x, state, hp), _ITSELF) if work.dim == 2 else None


def _all_like_first(layout: Layout, state: BlockState) -> BlockState:
    """Return the state in which every column has the state of the run itself."""
    return jax.tree.map(lambda block: jnp.broadcast_to(layout.alone(layout.run(block, 0)), block.shape), state)


def _merge(layout: Layout, chosen: np.ndarray, one: BlockState, other: BlockState) -> BlockState:
    mask = layout.per_run(jnp.asarray(chosen))
    return jax.tree.map(lambda a, b: jnp.where(mask, a, b), one, other)


def _closeup(found: Any) -> Closeup:
    seen, path = found
    return Closeup(**{name: jax.tree.map(np.asarray, seen[name]) for name in seen}, path=path)
