"""Checks of the arguments of problem makers."""

import math


def number(name, value, low, high=math.inf, *, above=False, whole=False):
    """Return ``value``, or raise ValueError unless it is from ``low`` (``above``: greater than ``low``) to ``high``."""
    kinds = int if whole else (int, float)
    fits = isinstance(value, kinds) and not isinstance(value, bool) and math.isfinite(value)
    if not (fits and low <= value <= high and not (above and value == low)):
        what = f"a {'whole ' if whole else ''}number {'above' if above else 'from'} {low:g}"
        reach = " on" if math.isinf(high) and not above else "" if math.isinf(high) else f" to {high:g}"
        raise ValueError(f"{name} is {what}{reach}, not {value!r}")
    return value


def choice(name, value, choices):
    """Return ``value``, or raise ValueError if it is not one of the ``choices``."""
    if value not in choices:
        raise ValueError(f"{name} is one of {', '.join(choices)}, not {value!r}")
    return value
