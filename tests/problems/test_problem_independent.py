"""Values against ``transcriptions.py``: the same formulas in plain Python, written without reading ours."""

import jax
import numpy as np
import pytest
from jax import numpy as jnp
from transcriptions import FORMULAS

from gdbench.registry import load, names


@pytest.mark.parametrize("name", names("problem"))
def test_value_equals_the_transcription(name):
    assert name in FORMULAS, f"transcribe {name} from its source into tests/problems/transcriptions.py"
    unit = load("problem", name)
    n = unit.dims.default
    start = unit.start(n)
    low, high = unit.box or (start - 5.0, start + 5.0)
    random = np.random.default_rng(7).uniform(low, high, (5, n))
    points = np.vstack([start, unit.minimisers(n), random])
    ours = jax.jit(unit.value)(jnp.asarray(points.T))
    theirs = [FORMULAS[name](point.tolist()) for point in points]
    np.testing.assert_allclose(ours, theirs, rtol=1e-10, atol=1e-10)
