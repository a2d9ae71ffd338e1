"""Hyperparameters: the type of a knob, and functions that declare one in a line."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Literal

Scale = Literal["linear", "log", "complement"]


@dataclass(frozen=True)
class Hyperparameter:
    """One knob of a variant: its default, its range, and how it is searched and passed.

    ``scale`` says how a range is searched: ``linear``, ``log``, or ``complement`` (logarithmic in
    1 − value, for the betas). A complement is also *passed* as 1 − value under the name
    ``one_minus_<name>``: in float32, 1 − 0.999 formed from a traced 0.999 is off by 1.3e-5.
    ``low`` and ``high`` bound the searched quantity: the value itself, or 1 − value for a complement.
    ``traced`` knobs are numbers that never cause a compilation; the others change shapes or code. An ``optional``
    number of a factory, whose default is None or a whole number, is passed as it is and traced only where it is swept;
    one without a default is traced unless it is given a text.
    """

    default: float | int | bool | str | None
    low: float | None = None
    high: float | None = None
    scale: Scale = "linear"
    tuned: bool = False
    traced: bool = True
    optional: bool = False
    choices: tuple[Any, ...] = ()
    tried: tuple[Any, ...] = ()  # the values that verification tries if a knob may take any value

    def argument(self, name: str, value: float) -> tuple[str, float]:
        """Return the (name, float64 value) under which an own rule receives this knob."""
        if self.scale == "complement":
            return f"one_minus_{name}", 1.0 - float(value)
        return name, float(value)

    def fault(self, name: str, value: Any) -> str | None:
        """Return what is wrong with a value, in a sentence, or None."""
        if self.choices and value not in self.choices:
            return f"{name} must be one of {', '.join(map(repr, self.choices))}, not {value!r}"
        if self.default is None if self.optional else not self.traced:
            wrong = isinstance(self.default, int) and not isinstance(self.default, bool) and not _is_count(value)
            return f"{name} must be a whole number, 1 or more, not {value!r}" if wrong else None
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
            return f"{name} must be a number, not {value!r}"
        if self.scale == "complement" and not 0.0 <= value < 1.0:
            return f"{name} must be at least 0 and less than 1, not {value!r}"
        if self.low is not None and self.low >= 0.0 and value < 0.0:
            return f"{name} must not be negative, and is {value!r}"
        return None

    def at(self, u: float) -> float:
        """Map ``u`` in [0, 1] onto the range (end points included)."""
        low, high = float(self.low), float(self.high)  # type: ignore[arg-type]
        if self.scale == "linear":
            return low + u * (high - low)
        searched = math.exp(math.log(low) + u * (math.log(high) - math.log(low)))
        return 1.0 - searched if self.scale == "complement" else searched


def linear(default: float, low: float, high: float, *, tuned: bool = False) -> Hyperparameter:
    """A traced number searched linearly in [low, high]."""
    return Hyperparameter(default, low, high, "linear", tuned)


def log(default: float, low: float, high: float, *, tuned: bool = False) -> Hyperparameter:
    """A traced number searched logarithmically in [low, high]."""
    return Hyperparameter(default, low, high, "log", tuned)


def complement(default: float, low: float, high: float, *, tuned: bool = False) -> Hyperparameter:
    """A traced number β whose 1 − β is searched logarithmically in [low, high] and passed to the rule."""
    return Hyperparameter(default, low, high, "complement", tuned)


def static(default: Any, *choices: Any, tried: tuple[Any, ...] = ()) -> Hyperparameter:
    """A knob that changes shapes or code; ``choices`` lists the values it may take (empty: any)."""
    return Hyperparameter(default, traced=False, choices=choices, tried=tried)


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 1
