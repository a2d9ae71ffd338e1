"""Tests contours of problems and the paths of runs on them."""

import numpy as np
import pytest

from gdbench.engine.landscapes import landscape, path
from gdbench.engine.trajectories import Column, follow
from gdbench.registry import load
from gdbench.report.figures.drawing.contour import write_contour
from gdbench.types import Cell, Entry, Lane, Protocol, Workload


def cell(variant, problem, dim, budget=30):
    unit = load("variant", variant)
    return Cell(Entry(variant, unit), Workload(load("problem", problem), dim), Protocol("float64", budget, (1e-3,)))


def test_the_gap_on_the_grid_is_that_of_the_problem():
    unit = load("problem", "mgh01_rosenbrock")
    shape = landscape(unit, points=21)
    assert shape.gap.shape == (21, 21) and (shape.gap >= 0).all()
    x, y = np.meshgrid(shape.first, shape.second)
    np.testing.assert_allclose(shape.gap, 100 * (y - x**2) ** 2 + (1 - x) ** 2, rtol=1e-12)
    assert shape.first[0] < min(shape.start[0], 1.0) and shape.first[-1] > max(shape.start[0], 1.0)


def test_a_slice_holds_the_other_coordinates_at_the_minimiser():
    unit = load("problem", "trid10")
    shape = landscape(unit, 4, axes=(1, 3), points=11)
    point = shape.centre.copy()
    point[[1, 3]] = shape.first[2], shape.second[7]
    np.testing.assert_allclose(shape.gap[7, 2], float(unit.value(point)) - unit.minimum(4), rtol=1e-12)
    np.testing.assert_array_equal(shape.minimisers[0], unit.minimisers(4)[0][[1, 3]])


@pytest.mark.parametrize("axes", [(0, 0), (0, 2), (-1, 0)])
def test_a_plane_that_is_not_there_is_refused(axes):
    with pytest.raises(ValueError, match="mgh01_rosenbrock in 2 dimensions has no plane of coordinates"):
        landscape(load("problem", "mgh01_rosenbrock"), axes=axes)


def test_the_path_of_a_gradient_rule_is_where_it_goes():
    found = path(cell("sgd", "sphere", 2), Lane(-1, 0, {"learning_rate": 0.1}))
    curvatures = np.full(2, 2.0)
    expected = follow(
        load("variant", "sgd"), {}, ((2,),), [Column({"learning_rate": 0.1}, found[0], curvatures=curvatures)], 30
    )
    np.testing.assert_allclose(found, expected.points[..., 0], rtol=1e-12)


@pytest.mark.parametrize("variant", ["bfgs", "lookahead(adam)", "schedule_free_adamw"])
def test_every_kind_of_rule_has_a_path(variant):
    found = path(cell(variant, "mgh01_rosenbrock", 2), Lane(-1, 0, {}))
    assert found.shape == (31, 2) and np.isfinite(found).all()
    np.testing.assert_array_equal(found[0], [-1.2, 1.0])


@pytest.mark.parametrize("suffix", ["svg", "png", "pdf"])
def test_a_contour_is_written(tmp_path, suffix):
    unit = load("problem", "himmelblau")
    walked = {"a <b>": np.array([[0.0, 0.0], [1.0, 1.0], [np.nan, 2.0]])}
    write_contour(landscape(unit, points=31, paths=walked), "himmelblau", tmp_path / f"plot.{suffix}")
    assert (tmp_path / f"plot.{suffix}").stat().st_size > 1000


def test_a_run_that_flies_away_does_not_set_the_scale():
    unit = load("problem", "saddle_quartic")
    calm, wild = np.array([[0.5, 0.5]]), np.array([[0.5, 0.5], [1e9, -1e9]])
    np.testing.assert_allclose(
        landscape(unit, points=5, paths={"a": wild}).first, landscape(unit, points=5, paths={"a": calm}).first
    )
