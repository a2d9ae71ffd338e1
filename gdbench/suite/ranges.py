"""Parses the range of a hyperparameter as a suite file or a command writes it: ``log:1e-4:1:16``."""

from __future__ import annotations

import math
from typing import get_args

from gdbench.errors import nearest
from gdbench.types import Hyperparameter, Scale


def parse_sweep(name: str, text: str) -> tuple[Hyperparameter, int | None]:
    """Return the range of ``scale:low:high`` or ``scale:low:high:count``, and the count.

    The scales are ``linear``, ``log`` and ``complement`` (log-spaced in 1 − value). Raises ValueError with a sentence.
    """
    parts = text.split(":")
    usage = f"{name}={text}: write scale:low:high or scale:low:high:count, such as log:1e-4:1:16"
    scales: tuple[Scale, ...] = get_args(Scale)
    if len(parts) not in (3, 4):
        raise ValueError(usage)
    if parts[0] not in scales:
        raise ValueError(f"{name}={text}: no scale {parts[0]!r}{nearest(parts[0], scales)} ({', '.join(scales)})")
    try:
        low, high, count = float(parts[1]), float(parts[2]), int(parts[3]) if len(parts) == 4 else None
    except ValueError:
        raise ValueError(usage) from None
    if (
        not low < high
        or math.isinf(high - low)
        or (parts[0] != "linear" and low <= 0)
        or (count is not None and count < 1)
    ):
        raise ValueError(
            f"{name}={text}: needs low < high (finite, both positive unless linear) and at least one point"
        )
    return Hyperparameter(None, low, high, scales[scales.index(parts[0])], tuned=True), count
