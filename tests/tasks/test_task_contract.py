"""Every learning task in the registry passes the same tests."""

import math
from functools import cache
from types import SimpleNamespace

import jax
import numpy as np
import pytest

from gdbench.engine.batches import mini_batches
from gdbench.engine.compiled import EASY, compile_with
from gdbench.engine.inputs import Inputs
from gdbench.engine.task_work import TaskWork
from gdbench.registry import load, names
from gdbench.types import data_digest

SEEDS = (11, 12, 13)
STEP = 3  # of the stream of mini-batches that is looked at
FEW = 64  # examples of each part, to spare the measures
LARGE = 5_000  # parameters
TASKS = [
    pytest.param(name, marks=[pytest.mark.slow] * (load("task", name).parameters > LARGE)) for name in names("task")
]


@cache
def looked_at(name: str) -> SimpleNamespace:
    """Loss, gradient and differences of a task on mini-batches: three runs side by side, and each among its like.

    One program a task: a run by itself is three lanes of it, which also tells whether lanes see each other.
    """
    unit = load("task", name)
    batch = unit.batch or (min(8, unit.examples) if unit.is_finite_sum else None)
    work = TaskWork(unit, min(batch, 8) if batch else None, "float64")
    direction = np.random.RandomState(5).normal(size=(3, work.dim)) / math.sqrt(work.dim)

    def met(inputs, direction, scales):
        x = work.start(inputs) + 0.01 * direction
        values, gradients = jax.lax.map(lambda scale: work.value_and_grad(inputs, x + scale * direction, STEP), scales)
        slopes = (8 * (values[1] - values[2]) - (values[3] - values[4])) / (12 * scales[1])
        return {"x": x, "value": values[0], "gradient": gradients[0], "slopes": slopes, **work.measures(inputs, x)}

    with jax.enable_x64(True):
        few = jax.tree.map(lambda array: array[:FEW], work.data)
        table = mini_batches(min(FEW, unit.examples), work.batch, 4, SEEDS, "shuffled") if batch else None
        inputs = {"data": few, "keys": np.array([[0, seed] for seed in SEEDS], np.uint32)}
        if batch:
            inputs |= {"batches": table, "stream": np.arange(3, dtype=np.int32)}
        scales = 1e-4 * np.array([0.0, 1.0, -1.0, 2.0, -2.0])
        lanes = [(0, 1, 2), (0, 0, 0), (1, 1, 1), (2, 2, 2)]
        calls = [(Inputs.only(**{**inputs, **chosen(inputs, each)}), direction[list(each)], scales) for each in lanes]
        program = compile_with(jax.jit(met).lower(*calls[0]), EASY)
        together, *apart = [jax.device_get(program(*call)) for call in calls]
    return SimpleNamespace(unit=unit, direction=direction, together=together, apart=apart)


def chosen(inputs, lanes):
    return {name: inputs[name][list(lanes)] for name in ("keys", "stream") if name in inputs}


@pytest.mark.parametrize("name", TASKS, scope="module")  # the tests of a task follow each other: one program
class TestEveryTask:
    def test_gradient_agrees_with_central_differences(self, name):
        seen = looked_at(name)
        steep = np.sum(seen.together["gradient"] * seen.direction, axis=1)
        size = np.linalg.norm(seen.together["gradient"], axis=1) + np.abs(seen.together["value"])
        # A kink of relu, hinge or max between the points of the difference shows at 1e-4 of the step.
        limit = 1e-3 if "nonsmooth" in seen.unit.tags else 1e-7
        if "game" not in seen.unit.tags:  # the field of two players is the gradient of no function
            assert np.all(np.abs(steep - seen.together["slopes"]) <= limit * size)
        assert np.all(np.any(seen.together["gradient"] != 0, axis=1))

    def test_runs_side_by_side_equal_each_alone(self, name):
        seen = looked_at(name)
        for key, values in seen.together.items():
            alone = np.stack([one[key][0] for one in seen.apart])
            assert values == pytest.approx(alone, rel=1e-9, abs=1e-11), key

    def test_seeds_start_apart_and_finite(self, name):
        seen = looked_at(name)
        assert all(np.isfinite(seen.together[key]).all() for key in seen.together)
        if seen.unit.parameters > 1:
            assert not np.array_equal(seen.together["x"][0], seen.together["x"][1])

    def test_finite_in_single_precision(self, name):
        unit = load("task", name)
        few = jax.tree.map(lambda a: np.asarray(a)[:8], TaskWork(unit, None, "float32").data["train"])
        key = (jax.random.key(4),) if unit.draws else ()

        def first(few):
            params = unit.init(jax.random.key(3))
            return params, *jax.value_and_grad(unit.loss)(params, few, *key)

        with jax.enable_x64(False):
            params, value, gradient = compile_with(jax.jit(first).lower(few), EASY)(few)
        # A float64 constant, such as np.sqrt of a shape, would lift float32 where both are allowed.
        assert jax.eval_shape(unit.loss, params, few, *key).dtype == np.float32
        assert np.isfinite(value) and value.dtype == np.float32
        assert all(np.isfinite(leaf).all() for leaf in jax.tree.leaves(gradient))

    def test_measures_include_the_loss_and_the_target(self, name):
        seen = looked_at(name)
        known = set(seen.together) - {"x", "value", "gradient", "slopes"}
        assert {"loss", seen.unit.target_measure} <= known

    def test_data_are_those_that_it_was_made_for(self, name):
        unit = load("task", name)
        if not unit.is_finite_sum:
            assert not unit.digest and unit.batch is None
            return
        data = unit.data()
        assert unit.digest, f"no hash of its data is kept beside {name}: run gdbench adopt {name}"
        assert unit.digest == data_digest(data)
        for arrays in data.values():
            assert len({len(array) for array in arrays.values()}) == 1, "axis 0 counts examples"
        assert unit.batch is None or 0 < unit.batch <= unit.examples

    def test_levels_fall_and_words_are_there(self, name):
        unit = load("task", name)
        assert unit.doc and unit.source and unit.tags and unit.budget >= 2
        if unit.levels is not None:
            assert sorted(unit.levels, reverse=True) == list(unit.levels)
            assert len(set(unit.levels)) == len(unit.levels)
