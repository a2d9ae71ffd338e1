"""Both layouts hold the same numbers: every method gives the same result, with the axes exchanged."""

import numpy as np
import pytest
from jax import numpy as jnp

from gdbench.engine.layout import Layout

POINTS = jnp.arange(12.0).reshape(3, 4)  # runs first: three runs of four coordinates
BLOCKS = {Layout.RUNS_FIRST: POINTS, Layout.RUNS_LAST: POINTS.T}


@pytest.fixture(params=list(Layout), ids=lambda layout: layout.name)
def layout(request):
    return request.param


def same(layout, block, expected):
    assert np.array_equal(layout.runs_first(block), expected)


def test_shape_and_axes_say_where_runs_are(layout):
    block = BLOCKS[layout]
    assert block.shape == layout.shape(4, 3)
    assert (block.shape[layout.axis], block.shape[layout.coordinates]) == (3, 4)


def test_a_number_per_run_scales_its_run(layout):
    same(
        layout,
        BLOCKS[layout] * layout.per_run(jnp.asarray([1.0, 2.0, 3.0])),
        POINTS * jnp.asarray([[1.0], [2.0], [3.0]]),
    )


def test_one_run_is_taken_out_and_put_back(layout):
    run = layout.run(BLOCKS[layout], 1)
    assert np.array_equal(run, POINTS[1])
    same(layout, layout.alone(run), POINTS[1:2])


def test_the_head_of_a_padded_block_is_the_block(layout):
    padded = layout.padded(BLOCKS[layout], 6)
    assert padded.shape == layout.shape(6, 3)
    same(layout, layout.head(padded, 4), POINTS)
    assert not layout.runs_first(padded)[:, 4:].any()


def test_norms_are_those_of_the_runs(layout):
    assert np.allclose(layout.norms(BLOCKS[layout]), np.linalg.norm(POINTS, axis=1))
