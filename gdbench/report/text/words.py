"""Formats numbers and phrases for people to read; every format on the page is defined here."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

NARROW = "\u202f"  # narrow no-break space: between thousands, and between a number and its unit
NONE = "–"
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_UNITS = ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs"), (1e-9, "ns"))


def count(value: float) -> str:
    """Return a whole number with a space between thousands: 24 000."""
    return NONE if _missing(value) else f"{round(value):,}".replace(",", NARROW)


def number(value: float, digits: int = 2) -> str:
    """Return ``digits`` significant digits: 0.043, 12, 24 000, 4.3·10⁻⁷."""
    if _missing(value):
        return NONE
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    if value == 0:
        return "0"
    power = math.floor(math.log10(abs(float(f"{value:.{digits - 1}e}"))))
    if -3 <= power < 6:
        places = max(0, digits - 1 - power)
        return f"{value:,.{places}f}".replace(",", NARROW).replace("-", "−")
    mantissa = f"{value / 10.0**power:.{digits - 1}f}".replace("-", "−")
    return f"{mantissa}·{power_of_ten(power)}"


def power_of_ten(power: int) -> str:
    """Return 10 to a power in one short word: 1, 10, 1 000, 10⁻⁴."""
    if 0 <= power <= 3:
        return count(10**power)
    return {-1: "0.1", -2: "0.01"}.get(power, "10" + str(power).translate(_RAISED))


def level(value: float) -> str:
    """Return the name of a target level: a power of ten, or the number itself."""
    power = math.log10(value) if value > 0 else math.nan
    return power_of_ten(round(power)) if abs(power - round(power)) < 1e-9 else f"{value:g}"


def share(value: float) -> str:
    """Return a percentage without decimals; only exact shares of 0 and 1 are shown as 0 % and 100 %."""
    if _missing(value):
        return NONE
    percent = 100.0 * value
    if 0 < percent < 1:
        return f"< 1{NARROW}%"
    if 99 < percent < 100:
        return f"> 99{NARROW}%"
    return f"{percent:.0f}{NARROW}%"


def seconds(value: float) -> str:
    """Return a duration with its unit: 4.3 µs, 15 ms, 0.50 s becomes 500 ms, 4 min 1 s."""
    if _missing(value):
        return NONE
    if value == 0 or math.isinf(value):
        return f"{number(value)}{NARROW}s"
    if value >= 99.5:
        minutes, rest = divmod(round(value), 60)
        return f"{minutes}{NARROW}min" + (f" {rest}{NARROW}s" if rest else "")
    scale, unit = next((pair for pair in _UNITS if value >= 0.9995 * pair[0]), _UNITS[-1])
    scaled = value / scale
    return f"{scaled:.0f}{NARROW}{unit}" if scaled >= 9.95 else f"{scaled:.1f}{NARROW}{unit}"


def ratio(value: float) -> str:
    """Return a factor near 1 with two decimals, a small one with three: 0.84, 0.066, 12."""
    if _missing(value) or math.isinf(value):
        return number(value)
    return number(value) if value >= 99.5 else f"{value:.{2 if value >= 0.095 else 3}f}"


def interval(low: float, high: float) -> str:
    """Return both ends with two decimals: 0.33–0.52, or – where there is no interval."""
    if _missing(low) or _missing(high):
        return NONE
    return f"{low:.2f}–{high:.2f}"


def tops(shares: Iterable[float]) -> str:
    """Return the probabilities to be among the first few in percent: 41 · 93 · 100, or – where there are none."""
    values = list(shares)
    return NONE if any(map(_missing, values)) else side_by_side(f"{100 * each:.0f}" for each in values)


def side_by_side(parts: Iterable[str]) -> str:
    """Return short texts in one piece that no line breaks: 1 · 3 · 10."""
    return f"{NARROW}·{NARROW}".join(parts)


def signed(value: float, digits: int = 2) -> str:
    """Return a change with its sign: +0.10, −0.05, 0.00, or – where there is none."""
    if _missing(value):
        return NONE
    text = f"{value:.{digits}f}"
    zero = float(text) == 0
    return text.lstrip("-") if zero else f"+{text}" if value > 0 else text.replace("-", "−")


def setting(values: Mapping[str, Any]) -> str:
    """Return a hyperparameter setting: learning_rate 0.0427, mode optax."""
    parts = []
    for name, value in values.items():
        plain = isinstance(value, (int, float)) and not isinstance(value, bool)
        parts.append(f"{name} {_trimmed(number(value, 3)) if plain else value}")
    return ", ".join(parts) or NONE


def several(amount: int, word: str) -> str:
    """Return an amount with its noun: 1 variant, 28 variants."""
    return f"{count(amount)} {word if amount == 1 else word + 's'}"


def listed(names: Sequence[str], most: int = 6) -> str:
    """Return names as prose: a, b and c; names beyond ``most`` are only counted."""
    shown = list(names)
    if len(shown) > most:
        shown = [*shown[: most - 1], f"{len(shown) - most + 1} others"]
    return shown[0] if len(shown) == 1 else ", ".join(shown[:-1]) + f" and {shown[-1]}" if shown else ""


def _trimmed(text: str) -> str:
    """Return a decimal fraction without trailing zeros: 0.100 becomes 0.1."""
    mantissa, dot, power = text.partition("·")
    return (mantissa.rstrip("0").rstrip(".") if "." in mantissa else mantissa) + dot + power


def _missing(value: Any) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value))
