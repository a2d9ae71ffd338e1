"""Calls Optax factories and the transformations that they return, as a training loop would."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import jax
import optax
from jax import numpy as jnp

from gdbench.engine.parameter_trees import ParameterTree
from gdbench.engine.randomness import random_arguments
from gdbench.errors import UnusableOptimizer
from gdbench.types import Variant


class FunctionAsked(UnusableOptimizer):
    """A transformation calls the function that it minimises, which would make calls that nobody counts."""


@dataclass(frozen=True)
class FactoryCalls:
    """The calls of one factory with these static arguments, on the pytree of the parameters.

    They raise `UnusableOptimizer` for what no training loop could use.
    """

    variant: Variant
    static: Mapping[str, Any]
    tree: ParameterTree

    def begin(self, params: Any, hp: Mapping[str, Any], key: jax.Array) -> Any:
        """Return the state before the first step."""
        state = self._transformation(hp, key).init(params)
        for path, leaf in jax.tree_util.tree_leaves_with_path(state):
            if not isinstance(leaf, (bool, int, float, complex)) and not hasattr(leaf, "dtype"):
                raise self._unusable(f"its state holds a {type(leaf).__name__}{_at(path)}, which is not an array")
        return state

    def update(
        self, gradient: Any, state: Any, params: Any, hp: Mapping[str, Any], key: jax.Array, value: jax.Array
    ) -> tuple[jax.Array, Any]:
        """Return the flat step ``[n]`` and the new state; value and gradient go to transformations that take them."""
        made = self._transformation(hp, key)
        offered = {"value": value, "grad": gradient, "value_fn": self._value_fn}
        count, names = _taken(made)
        more = offered if names is None else {name: each for name, each in offered.items() if name in names}
        try:
            updates, new = made.update(*(gradient, state, params)[:count], **more)
        except TypeError as error:
            missing = re.search(r"missing .* required keyword-only arguments?: (.*)", str(error))
            if missing is None:
                raise
            raise self._unusable(
                f"its update needs {missing[1]}, and a run gives it gradient, state and parameters, and by name "
                f"value and grad: give the others a default, or write the rule with @gdbench.variant"
            ) from error
        return self._step(updates), new

    def answer(self, state: Any, params: Any) -> jax.Array:
        """Return the flat point ``[n]`` whose loss is reported."""
        if self.variant.answer is None:
            return self.tree.flatten(params)
        point = self.variant.answer(state, params)
        form = lambda tree: [jax.tree.structure(tree), *(jnp.shape(leaf) for leaf in jax.tree.leaves(tree))]  # noqa: E731
        if form(point) != form(params):
            raise self._unusable("its answer is not a pytree like the parameters")
        return self.tree.flatten(point)

    def check_kept(self, before: Any, after: Any) -> None:
        """Raise `UnusableOptimizer` if a step changes the structure of the state or the shape of a leaf."""
        old, new = (dict(jax.tree_util.tree_leaves_with_path(state)) for state in (before, after))
        words = "its state changes from step to step"
        remedy = "return a state of one structure, shape and type from init and from every update"
        for path in [*new, *old]:
            if path not in old or path not in new:
                when = "only after a step" if path in new else "only before the first step"
                raise self._unusable(f"{words}: it has an array{_at(path)} {when}; {remedy}")
            if old[path].shape != new[path].shape:
                shapes = f"the array{_at(path)} has shape {old[path].shape}, then {new[path].shape}"
                raise self._unusable(f"{words}: {shapes}; {remedy}")
        if [jax.tree.structure(before)] != [jax.tree.structure(after)]:
            raise self._unusable(f"{words}: {_kind(before)} becomes {_kind(after)}; {remedy}")

    def check_held(self, path: Any, before: Any, after: Any) -> None:
        """Raise `UnusableOptimizer` if a leaf of the first state does not fit the type that later steps give it."""
        if before.dtype == after.dtype or before.weak_type:
            return
        keys = [jnp.issubdtype(each.dtype, jax.dtypes.prng_key) for each in (before, after)]
        if any(keys) or jnp.promote_types(before.dtype, after.dtype) != after.dtype:
            raise self._unusable(
                f"its state changes from step to step: the array{_at(path)} is {before.dtype}, then {after.dtype}; "
                f"return it in one type from init and from every update"
            )

    def _transformation(self, hp: Mapping[str, Any], key: jax.Array) -> Any:
        """Call the factory; each run has random numbers of its own, as a default would be the same in all runs."""
        parameters = inspect.signature(self.variant.rule).parameters.values()
        given = random_arguments(parameters, {**self.static, **hp}, key)
        first = [each for each in parameters if each.kind is each.POSITIONAL_ONLY]
        positional = [given.pop(each.name, each.default) for each in first]
        made = self.variant.rule(*positional, **given)
        if not callable(getattr(made, "init", None)) or not callable(getattr(made, "update", None)):
            raise self._unusable(
                f"it returned {_kind(made)}, not an optax.GradientTransformation: "
                f"end the function with `return optax.chain(…)` or another transformation"
            )
        return made

    def _value_fn(self, *_: Any, **__: Any) -> Any:
        raise FunctionAsked(f"{self.variant.name}: its update calls value_fn")

    def _step(self, updates: Any) -> jax.Array:
        """Return updates as a flat step ``[n]``: numbers count for a whole leaf, and None moves nothing."""
        try:
            each = self.tree.structure.flatten_up_to(updates)
        except ValueError as error:
            raise self._unusable(f"its updates are not a pytree like the parameters: {error}") from error
        return self.tree.joined(
            [self._moved(name, shape, one) for (name, _, shape), one in zip(self.tree.leaves, each, strict=True)]
        )

    def _moved(self, name: str, shape: Sequence[int], update: Any) -> jax.Array:
        if not jax.tree.leaves(update):
            return jnp.zeros(shape, self.tree.working)
        where = f" of {name}" if name else ""
        if not isinstance(update, (bool, int, float, complex)) and not hasattr(update, "dtype"):
            raise self._unusable(f"the update{where} is a {type(update).__name__}, not an array")
        array = jnp.asarray(update)
        if jnp.issubdtype(array.dtype, jnp.complexfloating):
            raise self._unusable(f"the update{where} is complex: return its real part")
        try:
            return jnp.broadcast_to(array, shape)
        except ValueError:
            fault = f"the update{where} has shape {array.shape}, and the parameter has shape {tuple(shape)}"
            raise self._unusable(fault) from None

    def _unusable(self, fault: str) -> UnusableOptimizer:
        return UnusableOptimizer(f"{self.variant.name}: {fault}")


def _taken(made: Any) -> tuple[int, set[str] | None]:
    """Return how many of gradient, state and parameters an update takes, and the names it takes (None: any)."""
    update: Callable[..., Any] = made.update
    if isinstance(made, optax.GradientTransformationExtraArgs):
        return 3, None
    try:
        parameters = inspect.signature(update).parameters.values()
    except (TypeError, ValueError):
        return 3, set()
    kinds = [each.kind for each in parameters]
    any_count = inspect.Parameter.VAR_POSITIONAL in kinds
    places = [each for each in parameters if each.kind in (each.POSITIONAL_ONLY, each.POSITIONAL_OR_KEYWORD)]
    if inspect.Parameter.VAR_KEYWORD in kinds:
        return (3 if any_count else min(3, len(places))), None
    return (3 if any_count else min(3, len(places))), {each.name for each in parameters} - {p.name for p in places[:3]}


def _at(path: Any) -> str:
    """Return the place of a leaf, in words."""
    return f" at {jax.tree_util.keystr(path)}" if path else ""


def _kind(value: Any) -> str:
    return "nothing" if value is None else f"a {type(value).__name__}"
