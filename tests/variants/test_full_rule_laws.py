"""Full rules equal other rules in their declared limits, and wrappers around gradient rules behave as declared.

`gdbench verify` checks their transcriptions, their oracle calls and the descent of their values.
"""

import numpy as np
import pytest

from gdbench.errors import ImportFailed
from gdbench.verify.full_rules import TOLERANCE
from gdbench.verify.worlds import MATRIX, STEPS, TARGET, WORLDS, batch_gradient
from tests.variants.full_runs import follow_full
from tests.variants.variant_runs import disagreement, traced_settings, unit

# --- Limits ---


def descent(x, rate):
    """Gradient descent on the batch of each step."""
    points = [x]
    for t in range(1, STEPS + 1):
        points.append(points[-1] - rate * batch_gradient(points[-1], t))
    return np.array(points)


@pytest.mark.parametrize(
    ("name", "here", "static", "other"),
    [
        ("gsam", {"alpha": 0.0}, {}, "sam"),
        ("looksam", {}, {"period": 1}, "sam"),
        ("sam", {"rho": 1e-12}, {}, None),
        ("dpsgd", {"l2_norm_clip": 1e6, "noise_multiplier": 0.0}, {}, None),
    ],
)
def test_limits(name, here, static, other):
    """Each is another rule, or gradient descent."""
    space, _, x = WORLDS["regression"]
    ours = follow_full(name, space, x, {"learning_rate": 0.1} | here, static=static).points
    theirs = follow_full(other, space, x, {"learning_rate": 0.1}).points if other else descent(x, 0.1)
    assert disagreement(ours, theirs) <= TOLERANCE


def test_lbfgs_ends_on_a_quadratic_as_bfgs_does():
    """Its memory holds every step that is needed: the steps of BFGS, from which conjugate gradients would end."""
    space, _, x = WORLDS["regression"]
    run = follow_full("lbfgs", space.whole(), x, traced_settings("lbfgs", 0))
    best = np.linalg.lstsq(MATRIX, TARGET)[0]
    assert np.abs(run.points[-1] - best).max() <= 1e-6


@pytest.mark.parametrize("wrapped", ["adam", "muon", "lookahead(adam)"])
def test_sharpness_wraps_any_rule_that_answers_with_its_point(wrapped):
    name = f"sam({wrapped})"
    space, _, x = WORLDS["rosenbrock"]
    if unit(wrapped).has_answer:
        with pytest.raises(ImportFailed, match="answer with their last point"):
            unit(name)
        return
    assert set(unit(name).hyperparameters) == {"rho", *unit(wrapped).hyperparameters}
    points = follow_full(name, space, x, traced_settings(name, 0)).points
    assert np.isfinite(points).all()
    assert np.any(points[-1] != points[-2])
