"""Rules that factorise matrices finish, although jaxlib's own batched routines may deadlock, and LAPACK may iterate
for ever on a matrix with an infinite entry.
"""

import subprocess
import sys

CODE = """
import threading
import jax
from jax import numpy as jnp
from gdbench.variants import _linear_algebra as algebra

a = jax.random.normal(jax.random.key(0), (16, 64, 64)) + 8.0 * jnp.eye(64)
rules = (
    lambda a: algebra.solve(a, a[:, :1]),
    lambda a: algebra.orthonormal(a),
    lambda a: algebra.eigh(a @ a.T)[1],
    lambda a: algebra.svd(a)[0],
    lambda a: algebra.solve_transposed_triangular(a, a),
)
def both(rule):
    program = jax.jit(lambda a: jax.lax.fori_loop(0, 5, lambda t, x: x + 1e-3 * jax.vmap(rule)(a + x).sum(), a))
    calls = [threading.Thread(target=lambda: program(a).block_until_ready()) for _ in range(2)]
    for call in calls: call.start()
    for call in calls: call.join()
for rule in rules:
    both(rule)
print("came to an end")
"""


def test_calls_side_by_side_come_to_an_end():
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, timeout=300, check=False)
    assert done.stdout.strip() == "came to an end", done.stderr


ONE_ENTRY = """
import jax
import numpy as np
from gdbench.variants import _linear_algebra as algebra

BAD = (np.nan, np.inf, -np.inf)
for dtype in (np.float32, np.float64):
    with jax.enable_x64(dtype is np.float64):
        few = np.linspace(0.3, 3.0, 12).astype(dtype)
        wide = np.stack([np.where(np.arange(12) == i, bad, few).reshape(3, 4) for bad in BAD for i in range(12)])
        square = np.stack([np.where(np.arange(9) == i, bad, few[:9]).reshape(3, 3) for bad in BAD for i in range(9)])
        for name, given in (("svd", wide), ("eigh", square + square.mT)):
            found = jax.jit(jax.vmap(getattr(algebra, name)))(np.concatenate([given, np.ones_like(given[:1])]))
            assert all(np.isnan(each[:-1]).all() and np.isfinite(each[-1]).all() for each in found), name
print("came to an end")
"""


def test_matrices_with_one_entry_that_is_not_finite_give_nan():
    """A process of its own, because a call of LAPACK that never returns cannot be interrupted."""
    done = subprocess.run([sys.executable, "-c", ONE_ENTRY], capture_output=True, text=True, timeout=300, check=False)
    assert done.stdout.strip() == "came to an end", done.stderr
