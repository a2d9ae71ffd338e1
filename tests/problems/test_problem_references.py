"""Compares values with ``references.json``, which holds the results of other implementations.

The second half of the file lists implementations that are known to be wrong, so that nobody copies one of them.
"""

import json
from pathlib import Path

import jax
import numpy as np
import pytest
from jax import numpy as jnp

from gdbench.registry import load

FILE = json.loads((Path(__file__).parent / "references.json").read_text())
RIGHT, WRONG = FILE["right"], FILE["wrong"]


def ours(name, points):
    """Return our values at ``points`` (``[p, n]``)."""
    return np.asarray(jax.jit(load("problem", name).value)(jnp.asarray(np.transpose(points))))


@pytest.mark.parametrize("name", sorted(RIGHT))
def test_value_agrees_with_the_reference(name):
    reference = RIGHT[name]
    assert np.shape(reference["points"]) == (len(reference["values"]), reference["n"])
    theirs = np.asarray(reference["values"])
    error = np.abs(ours(name, reference["points"]) - theirs)
    assert (error <= 1e-11 + 1e-8 * np.abs(theirs)).all(), f"{reference['by']}: off by {error}"


@pytest.mark.parametrize("wrong", [pytest.param(each, id=f"{each['name']}: {each['by']}") for each in WRONG])
def test_defect_of_the_published_one_is_not_ours(wrong):
    """Ours differs from theirs where the defect shows; ``why`` names it."""
    assert wrong["ours_must_differ"]
    value, theirs = ours(wrong["name"], [wrong["point"]])[0], wrong["theirs"]
    assert np.abs(value - theirs) > 1e-6 * max(1.0, np.abs(value)), wrong["why"]


def test_most_problems_have_a_reference():
    assert len(RIGHT) >= 90
