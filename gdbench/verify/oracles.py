"""The independent float64 transcriptions, one NumPy file per variant, which lie beside the tests of a checkout."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from gdbench.types import Variant

FOLDER = Path(__file__).parents[2] / "tests" / "variants" / "transcriptions"


@cache
def transcription(name: str) -> Callable[..., tuple[np.ndarray, np.ndarray]] | None:
    """Return the ``run`` of a variant's transcription, or None where there is no such file."""
    path = FOLDER / f"{name}.py"
    if not path.is_file():
        return None
    spec = importlib.util.spec_from_file_location(f"transcription_of_{name}", path)
    module = importlib.util.module_from_spec(spec)  # type: ignore[arg-type]
    spec.loader.exec_module(module)  # type: ignore[union-attr]
    return module.run


def transcribed(
    variant: Variant,
    settings: Mapping[str, Any],
    gradients: np.ndarray,
    start: np.ndarray,
    shapes: tuple[tuple[int, ...], ...],
    noise: np.ndarray | None,
    values: np.ndarray | None,
) -> tuple[np.ndarray, np.ndarray]:
    """Return the points and answers ``[steps + 1, n]`` of the transcription.

    A mode that it does not know must be the default rule under another name.
    """
    run, hp = transcription(variant.name), variant.settings(settings)
    more: dict[str, Any] = {"shapes": shapes, "noise": noise} | ({} if values is None else {"values": values})
    with np.errstate(all="ignore"):
        try:
            return run(gradients, start, hp, **more)  # type: ignore[misc]
        except ValueError:
            if "mode" not in hp:
                raise
            return run(gradients, start, hp | {"mode": variant.hyperparameters["mode"].default}, **more)  # type: ignore[misc]
