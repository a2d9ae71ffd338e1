"""Finds the independent transcription of a unit by its name: its equations in float64, typed from the source."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np

from gdbench.types import Variant

PACKAGE = "gdbench.verify.transcriptions"


def place(kind: str, name: str) -> str:
    """Return the file in which the transcription of a unit belongs, for messages."""
    return f"{PACKAGE.replace('.', '/')}/{kind}s/{name}.py"


@cache
def transcription(name: str) -> Callable[..., Any] | None:
    """Return the ``run`` of a variant's transcription, or None where there is no such file."""
    module = _module("variant", name)
    return module.run if module else None


@cache
def formula(name: str) -> Callable[[list[float]], float] | None:
    """Return the ``value`` of a problem's transcription, or None where there is no such file."""
    module = _module("problem", name)
    return module.value if module else None


def _module(kind: str, name: str) -> Any:
    full = f"{PACKAGE}.{kind}s.{name}"
    return import_module(full) if name.replace("+", "").isidentifier() and find_spec(full) else None


def transcribed(
    variant: Variant,
    settings: Mapping[str, Any],
    gradients: np.ndarray,
    start: np.ndarray,
    shapes: tuple[tuple[int, ...], ...],
    noise: np.ndarray | None,
    values: np.ndarray | None,
) -> tuple[np.ndarray, np.ndarray]:
    """Return the points and answers ``[steps + 1, n]`` of the transcription of a gradient rule.

    A mode that the transcription does not know is replaced by the default mode, whose numbers it must share.
    """
    run, hp = transcription(variant.name), variant.settings(settings)
    assert run is not None, f"{variant.name} has no transcription"
    more: dict[str, Any] = {"shapes": shapes, "noise": noise} | ({} if values is None else {"values": values})
    with np.errstate(all="ignore"):
        try:
            return run(gradients, start, hp, **more)
        except ValueError:
            if "mode" not in hp:
                raise
            return run(gradients, start, hp | {"mode": variant.hyperparameters["mode"].default}, **more)
