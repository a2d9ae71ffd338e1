"""How the loss of a task is called: with parameters, a batch and, if it draws random numbers, a key."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from typing import Any

# The names of arguments that receive a random key, such as key, rng, dropout_key or prng_key.
_KEY = re.compile(r"(.*_)?(key|prng|rng|rngs)", re.IGNORECASE)


def key_argument(loss: Callable[..., Any]) -> inspect.Parameter | None:
    """Return the argument of ``loss(params, batch, …)`` that receives a random key, or None.

    It is recognised by its name, key or rng, alone or as the last word, and has no default but None. Every other
    argument keeps its default. Raises ValueError for a loss that cannot be called in this way.
    """
    try:
        arguments = list(inspect.signature(loss).parameters.values())
    except (TypeError, ValueError):  # code without a signature is called with parameters and batch
        return None
    named = [each for each in arguments if each.kind not in (each.VAR_POSITIONAL, each.VAR_KEYWORD)]
    places = [each for each in named if each.kind is not each.KEYWORD_ONLY]
    if len(places) < 2 and not any(each.kind is each.VAR_POSITIONAL for each in arguments):
        raise ValueError("the loss must take two arguments, params and batch (which is empty without data)")
    more = [each for each in named if each not in places[:2]]
    keys = [each for each in more if _KEY.fullmatch(each.name) and each.default in (each.empty, None)]
    unknown = [each.name for each in more if each.default is each.empty and each not in keys[:1]]
    if unknown:
        raise ValueError(
            f"the loss needs {' and '.join(unknown)}, and receives params, batch and, under the name key or rng, a "
            f"random key: give any other argument a default, or fix it with functools.partial(loss, {unknown[0]}=…)"
        )
    return keys[0] if keys else None


def loss_value(loss: Callable[..., Any], params: Any, batch: Any, key: Any) -> Any:
    """Return the loss at parameters on a batch; ``key`` is passed on if the loss takes one."""
    taken = key_argument(loss)
    if taken is None:
        return loss(params, batch)
    third = list(inspect.signature(loss).parameters).index(taken.name) == 2  # after params and batch
    by_place = third and taken.kind is not taken.KEYWORD_ONLY  # which wrappers of (*args) accept too
    return loss(params, batch, key) if by_place else loss(params, batch, **{taken.name: key})
