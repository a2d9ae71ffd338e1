"""Devices share the arrays of a call as the annotation of each field says."""

from typing import Annotated, NamedTuple

import jax
import numpy as np
import pytest
from jax.sharding import PartitionSpec

from gdbench.engine.bundles import Bundle, bundle_key
from gdbench.engine.inputs import Inputs
from gdbench.engine.splits import Split, partition_of, split_fields
from gdbench.engine.tiles import shared_inputs, tile_inputs
from gdbench.registry import load
from gdbench.types import Cell, Entry, Lane, Protocol, Workload

PROTOCOL = Protocol("float32", 6, (0.5,), 4)


def test_a_field_that_does_not_say_how_it_is_split_cannot_exist():
    with pytest.raises(TypeError, match=r"Silent\.second does not say how it is split among devices"):

        @split_fields
        class Silent(NamedTuple):
            first: Annotated[jax.Array, Split.RUNS_FIRST]
            second: jax.Array


def test_a_record_within_a_record_is_split_by_its_own_fields():
    @split_fields
    class Within(NamedTuple):
        last: Annotated[jax.Array, Split.RUNS_LAST]

    class Around(NamedTuple):
        whole: Annotated[Within, Split.REPLICATED]
        parts: Within

    Around.__annotations__["parts"] = Within
    found = partition_of(Around)
    assert found == Around(PartitionSpec(), Within(PartitionSpec(None, "runs")))


def cells():
    breast, sphere = load("task", "logreg_breast_cancer"), load("problem", "sphere")
    loads = [Workload(sphere, 10), Workload(breast, breast.parameters, 8), Workload(breast, breast.parameters)]
    entries = [Entry(name, load("variant", name)) for name in ("adam", "gd_armijo")]
    return [Cell(entry, each, PROTOCOL) for entry in entries for each in loads]


def inputs_of(cell: Cell, tile: int) -> Inputs:
    bundle = Bundle(bundle_key(cell), (cell,), tile, 2)
    return tile_inputs(bundle, cell, [Lane(0, seed, {}) for seed in (1, 2)], shared_inputs(bundle))


def grown(small: np.ndarray, large: np.ndarray) -> str:
    """Which axis of an array grows with the tile."""
    axes = [axis for axis in range(np.ndim(small)) if small.shape[axis] != large.shape[axis]]
    if not axes:
        return "none"
    assert len(axes) == 1
    return "first" if axes == [0] else "last"


@pytest.mark.parametrize("cell", cells(), ids=lambda cell: cell.label)
def test_the_axis_that_grows_with_the_tile_is_the_one_that_is_split(cell):
    words = {Split.RUNS_FIRST.value: "first", Split.RUNS_LAST.value: "last", Split.REPLICATED.value: "none"}
    small, large = inputs_of(cell, 16), inputs_of(cell, 32)
    for name, partition in partition_of(Inputs)._asdict().items():
        axes = jax.tree.map(grown, getattr(small, name), getattr(large, name))
        assert set(jax.tree.leaves(axes)) <= {words[partition]}, name
