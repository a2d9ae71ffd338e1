"""Compares the bbob functions with COCO: ``bbob_values.json`` holds the values of coco-experiment 2.8.2.

If ``cocoex`` is installed, the record and further points are compared with it. Functions are not compiled as a whole:
single operations on arrays of a few shapes serve all functions, which is faster for so few points.
"""

import json
from functools import cache
from pathlib import Path

import jax
import numpy as np
import pytest
from jax import numpy as jnp

from gdbench.errors import ImportFailed
from gdbench.registry import families, load

RECORD = json.loads((Path(__file__).parent / "bbob_values.json").read_text())
NAMES = [name for name, family in families("problem").items() if family == "bbob"]
ROUGH_STEPS = {"bbob_f16_weierstrass": 1e-8, "bbob_f23_katsuura": 1e-12}
WIDTH = 80  # all points are padded to this number

every_function = pytest.mark.parametrize("name", NAMES)


@cache
def problem(name, instance=1):
    return load("problem", f"{name}(instance={instance})")


def number(name):
    return int(name.removeprefix("bbob_f")[:2])


def points(n, seed):
    """Return ``[4, n]``: three points of the box, and one that may lie outside."""
    return np.random.RandomState(seed).uniform(-5.0, 5.0, (4, n)) * np.array([1.0, 1.0, 1.0, 1.2])[:, None]


def padded(at, dtype="float64"):
    """Return the points ``[p, n]`` as ``[n, WIDTH]``, the last one repeated."""
    return jnp.asarray(np.pad(at, [(0, WIDTH - len(at)), (0, 0)], mode="edge").T, dtype)


def value(unit, at):
    return np.asarray(unit.value(padded(at)))[: len(at)]


def value_and_gradient(unit, at, dtype="float64"):
    """Return ``[p]`` and ``[p, n]``."""
    values, pull_back = jax.vjp(unit.value, padded(at, dtype))
    return np.asarray(values)[: len(at)], np.asarray(pull_back(jnp.ones_like(values))[0]).T[: len(at)]


def assert_values(unit, at, theirs):
    """With the offset, ours are theirs to 1e-9 of the value without it, or of 1."""
    ours, offset = value(unit, at), unit.offset(at.shape[1])
    assert (np.abs(ours + offset - np.asarray(theirs)) <= 1e-9 * np.maximum(1.0, ours)).all()


def special_points(unit, n):
    """Return ``[p, n]``: x_opt, the origin, points near x_opt, in the box and far outside."""
    draw = np.random.RandomState(5).uniform
    x_opt = unit.minimisers(n)[:1]
    near = [x_opt + size * draw(-1.0, 1.0, (5, n)) for size in (1e-30, 1e-8, 1e-4, 1e-1)]
    return np.vstack([x_opt, np.zeros((1, n)), *near, draw(-5.0, 5.0, (50, n)), draw(-50.0, 50.0, (5, n))])


def test_there_is_one_file_for_each_of_the_24_functions():
    assert [number(name) for name in NAMES] == list(range(1, 25))


@every_function
def test_values_offsets_and_minimisers_are_those_of_coco(name):
    for known in RECORD[name]:
        unit, n, f_opt = problem(name, known["instance"]), known["n"], known["f_opt"]
        assert unit.offset(n) == pytest.approx(f_opt, rel=0, abs=1e-12)
        np.testing.assert_allclose(unit.minimisers(n), [known["x_opt"]], rtol=0, atol=1e-9)
        assert_values(unit, points(n, known["seed"]), known["values"])


@every_function
def test_live_values_are_those_of_coco(name):
    cocoex = pytest.importorskip("cocoex")
    for known in RECORD[name][::4]:
        n = known["n"]
        theirs = cocoex.BareProblem("bbob", number(name), n, known["instance"])
        np.testing.assert_allclose([theirs(x) for x in points(n, known["seed"])], known["values"], rtol=1e-12)
    for n, instance in [(2, 2), (5, 5), (20, 7)]:
        unit, theirs = problem(name, instance), cocoex.BareProblem("bbob", number(name), n, instance)
        at = special_points(unit, n)
        assert_values(unit, at, [theirs(x) for x in at])


@every_function
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_minimum_is_exactly_0_and_everything_finite(name, dtype):
    """Also in float32, where x_opt is rounded: the value there is that of x_opt."""
    unit = problem(name, instance=3)
    values, gradients = value_and_gradient(unit, special_points(unit, 2), dtype)
    assert values.dtype == gradients.dtype == dtype
    assert values[0] == 0.0 == values.min()
    assert np.isfinite(values).all() and np.isfinite(gradients).all()


@pytest.mark.parametrize("name", ROUGH_STEPS)
def test_gradient_of_a_rough_function_is_its_slope_over_the_shortest_steps(name):
    unit, step = problem(name), ROUGH_STEPS[name]
    at = np.random.RandomState(1).uniform(-4.0, 4.0, (40, 2))
    _, gradients = value_and_gradient(unit, at)
    slopes = np.zeros_like(gradients)
    for i, move in enumerate(step * np.eye(2)):
        ahead, behind = at + move, at - move
        slopes[:, i] = (value(unit, ahead) - value(unit, behind)) / (ahead - behind)[:, i]
    errors = np.abs(slopes - gradients).max(axis=1) / np.abs(gradients).max(axis=1)
    assert np.median(errors) <= 1e-3  # now and then there is a kink between


def test_step_ellipsoid_is_level_but_for_its_last_step():
    unit = problem("bbob_f07_step_ellipsoid")
    draw = np.random.RandomState(2).uniform
    _, anywhere = value_and_gradient(unit, draw(-5.0, 5.0, (40, 2)))
    _, last = value_and_gradient(unit, unit.minimisers(2) + draw(-1e-3, 1e-3, (40, 2)))
    assert not anywhere.any()
    np.testing.assert_allclose(np.linalg.norm(last, axis=1), 1e-5, rtol=1e-12)


def test_instances_differ_and_the_bare_name_is_instance_1():
    first, third = problem("bbob_f08_rosenbrock"), problem("bbob_f08_rosenbrock", 3)
    bare = load("problem", "bbob_f08_rosenbrock")
    assert bare.offset(10) == first.offset(10) == 149.15
    assert (bare.minimisers(10) == first.minimisers(10)).all()
    assert third.offset(10) != first.offset(10)
    assert (third.minimisers(10) != first.minimisers(10)).any()


@pytest.mark.parametrize("instance", ["0", "-1", "1.0", "True", "first", "None"])
def test_an_instance_is_a_whole_number_from_1_on(instance):
    with pytest.raises(ImportFailed, match="an instance of a bbob function is a whole number from 1 on"):
        load("problem", f"bbob_f01_sphere(instance={instance})")


def test_other_problems_leave_out_nothing():
    assert load("problem", "rastrigin10").offset(10) == 0.0
