"""SFU, cross-in-tray: -10^-4 (|sin x_1 sin x_2 exp|100 - |x| / pi|| + 1)^0.1."""

import math


def value(x: list[float]) -> float:
    x1, x2 = x
    envelope = math.exp(abs(100.0 - math.sqrt(x1**2 + x2**2) / math.pi))
    return -0.0001 * (abs(math.sin(x1) * math.sin(x2) * envelope) + 1.0) ** 0.1
