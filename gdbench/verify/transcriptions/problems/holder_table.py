"""SFU, Hölder table: -|sin x_1 cos x_2 exp|1 - |x| / pi||."""

import math


def value(x: list[float]) -> float:
    x1, x2 = x
    envelope = math.exp(abs(1.0 - math.sqrt(x1**2 + x2**2) / math.pi))
    return -abs(math.sin(x1) * math.cos(x2) * envelope)
