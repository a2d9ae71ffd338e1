"""Newton's method steps to the stationary point of the local quadratic model.

Newton 1669 and Raphson 1690; Nocedal & Wright 2006, "Numerical optimization", eq. 2.15.

    x_t = x_{t-1} − η ∇²f(x_{t-1})⁻¹ ∇f(x_{t-1})
"""

import numpy as np


def run(oracle, x0, hp, steps) -> np.ndarray:
    x = np.array(x0, dtype=np.float64)
    points = [x]
    for _ in range(steps):
        _, g = oracle.value_and_grad(x)
        x = x - hp["learning_rate"] * np.linalg.solve(oracle.hessian(x), g)
        points.append(x)
    return np.stack(points)
