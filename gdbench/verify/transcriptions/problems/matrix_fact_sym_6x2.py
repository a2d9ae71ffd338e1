"""1/4 |U U^T - M|_F^2, x = U (6 x 2, row by row).

M = V V^T with V the catalogue's x*, which is numpy.random.RandomState(3).randn(6, 2).
"""

MATRIX_FACT_U = (
    (1.7886284734303186, 0.43650985051198943),
    (0.09649746807200862, -1.8634927033644908),
    (-0.27738820251439905, -0.35475897926898675),
    (-0.08274148148245977, -0.6270006768238473),
    (-0.04381816897592824, -0.47721803035950267),
    (-1.3138647533626822, 0.8846223804995846),
)


def value(x: list[float]) -> float:
    u = [x[2 * i : 2 * i + 2] for i in range(6)]
    v = MATRIX_FACT_U
    total = 0.0
    for i in range(6):
        for j in range(6):
            product = u[i][0] * u[j][0] + u[i][1] * u[j][1]
            target = v[i][0] * v[j][0] + v[i][1] * v[j][1]
            total += (product - target) ** 2
    return 0.25 * total
