"""Rules that factorise matrices of many runs at once finish, although jaxlib's own batched routines may deadlock."""

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
