"""The parts of a step are those that the equations of simple rules name, and they sum to the step."""

from functools import cache

import numpy as np
import pytest

from gdbench.engine.closeups import PARTS, closeups
from gdbench.engine.landscapes import path
from gdbench.registry import load
from gdbench.types import Cell, Entry, Lane, Protocol, Workload

STEPS = 12
RATE = 1e-3


def cell(name, problem="mgh01_rosenbrock", dim=2):
    protocol = Protocol("float64", STEPS, (1e-3,))
    return Cell(Entry(name, load("variant", name)), Workload(load("problem", problem), dim), protocol)


@cache
def seen(name, **settings):
    return closeups([cell(name)], [Lane(0, 3, dict(settings))])[0]


def adamw():
    return closeups([cell("adamw")], [Lane(0, 3, {"learning_rate": RATE, "weight_decay": 0.5})])[0]


def test_plain_descent_is_all_gradient():
    run = seen("sgd", learning_rate=RATE)
    assert run.parts["gradient"] == pytest.approx(RATE * run.gradient_norm, rel=1e-12)
    assert all(np.all(run.parts[part] < 1e-12 * run.step_norm) for part in PARTS if part != "gradient")
    assert run.cosine == pytest.approx(1.0, abs=1e-12)


def test_what_momentum_adds_is_memory():
    run = seen("heavy_ball", learning_rate=RATE, momentum=0.9)
    moves = np.linalg.norm(np.diff(run.path, axis=0), axis=1)
    assert run.step_norm == pytest.approx(moves, rel=1e-9)
    assert run.parts["memory"][0] == 0
    assert run.parts["memory"][1:] == pytest.approx(0.9 * moves[:-1], rel=1e-9)
    assert run.parts["gradient"] == pytest.approx(RATE * run.gradient_norm, rel=1e-9)


def test_decoupled_decay_is_rate_times_decay_times_point():
    run = adamw()
    assert run.parts["decay"] == pytest.approx(RATE * 0.5 * np.linalg.norm(run.path[:-1], axis=1), rel=1e-9)


def test_signs_bend_the_step_away_from_the_gradient():
    run = seen("sign_sgd", learning_rate=RATE)
    assert run.step_norm == pytest.approx(RATE * np.sqrt(2), rel=1e-12)
    along, across = run.parts["gradient"], run.parts["scaling"]
    assert np.hypot(along, across) == pytest.approx(run.step_norm, rel=1e-9)
    assert np.all(across > 0) and along == pytest.approx(run.cosine * run.step_norm, rel=1e-9)


def test_clipping_is_what_was_cut_off():
    run = seen("clipped_sgd", learning_rate=RATE, max_norm=1.0)
    cut = np.maximum(run.gradient_norm - 1.0, 0.0)
    assert run.parts["clipping"] == pytest.approx(RATE * cut, rel=1e-9)
    assert cut.max() > 0


def test_noise_is_the_step_less_that_at_no_temperature():
    run = seen("sgld", learning_rate=1e-4, temperature=1e-3)
    assert np.all(run.parts["noise"] > 0)
    assert run.parts["gradient"] == pytest.approx(0.5e-4 * run.gradient_norm, rel=1e-9)
    assert np.all(run.parts["memory"] == 0)


def test_the_run_is_the_one_that_the_engine_makes():
    lane = Lane(0, 3, {"learning_rate": 0.05})
    (run,) = closeups([cell("adam")], [lane])
    assert run.path == pytest.approx(path(cell("adam"), lane), rel=1e-12)


def test_one_program_serves_several_problems_and_factories():
    cells = [cell("optax:adam"), cell("optax:adam", "booth")]
    there = closeups(cells, [Lane(0, 3, {"learning_rate": 0.05})] * 2)
    assert there[0].parts["memory"] == pytest.approx(seen("adam", learning_rate=0.05).parts["memory"], rel=1e-6)
    assert not np.array_equal(there[0].path, there[1].path)


def test_rules_with_an_oracle_are_refused():
    with pytest.raises(ValueError, match="takes its steps from an oracle"):
        closeups([cell("newton")], [Lane(0, 3, {})])
