"""Tests that programs reach another process as they are, or not at all."""

import jax
import numpy as np
import pytest

from gdbench.engine.clock import TimedProgram, prepare
from gdbench.engine.travelling import packed, ready_to_unpack, unpacked
from gdbench.registry import load
from gdbench.types import Cell, Entry, Protocol, Workload


def watch_of(variant, dtype="float32", workload=None):
    workload = workload or Workload(load("problem", "sphere"), 3)
    return prepare(Cell(Entry(variant, load("variant", variant)), workload, Protocol(dtype, 20, (0.1,), 2)), 2)


@pytest.mark.parametrize(("variant", "dtype"), [("adam", "float32"), ("adam", "float64"), ("newton", "float32")])
def test_a_program_gives_the_same_points_wherever_it_is(variant, dtype):
    watch = watch_of(variant, dtype)
    ready_to_unpack()
    there = unpacked(packed(watch.program))
    points = np.asarray(there.results(9)[0])
    assert points.dtype == dtype and np.array_equal(points, watch.after(9))
    assert there.seconds(9) > 0


def test_a_task_travels_with_its_data():
    unit = load("task", "softmax_iris")
    watch = watch_of("sgd", workload=Workload(unit, unit.parameters, 8))
    assert np.array_equal(np.asarray(unpacked(packed(watch.program)).results(5)[0]), watch.after(5))


def test_a_program_that_calls_python_stays_here():
    def doubled(x, steps):
        shape = jax.ShapeDtypeStruct(x.shape, x.dtype)
        return (jax.pure_callback(lambda x: np.asarray(x) * 2, shape, x, vmap_method="sequential"),)

    given = (jax.device_put(np.ones(2, np.float32)),)
    program = TimedProgram(jax.jit(doubled).lower(*given, np.int32(0)).compile(), given)
    assert packed(program) is None
