"""Parameters of any form have a place in one flat vector, and come back from it as they were."""

from dataclasses import replace

import jax
import numpy as np
import pytest
from jax import numpy as jnp

from gdbench.engine.bundles import bundles
from gdbench.engine.compiled import compile_bundle
from gdbench.engine.parameter_trees import ParameterTree
from gdbench.errors import UnfitFunction
from gdbench.registry import load, task
from gdbench.types import Cell, Entry, Lane, Protocol, Workload
from tests.engine.optax_loops import FORMS, assert_same

PROTOCOL = Protocol("float64", 20, (0.5, 0.1), 4)
LOW = {
    "w": jnp.asarray([1.0, 2.0, 3.0], "bfloat16"),
    "b": jnp.asarray(0.5, "float32"),
    "c": jnp.ones((2, 2), "float64"),
}


@pytest.mark.parametrize("params", [*FORMS.values(), LOW], ids=[*FORMS, "low"])
def test_there_and_back(params):
    tree = ParameterTree.of(params, "float64")
    flat = tree.flatten(params)
    assert flat.shape == (tree.size,) and flat.dtype == "float64"
    assert_same(tree.unflatten(flat), params, 0.0)
    assert jax.tree.structure(tree.shapes) == jax.tree.structure(params)


def test_what_is_stored_is_what_an_array_of_the_leaf_could_hold():
    tree = ParameterTree.of(LOW, "float64")
    flat = jnp.stack([tree.flatten(LOW) + 1e-10, tree.flatten(LOW) * (1 + 1e-4)])
    kept = jax.vmap(lambda point: tree.flatten(tree.unflatten(point)))(flat)
    assert np.array_equal(jax.jit(tree.stored)(flat), kept) and not np.array_equal(flat, kept)
    assert ParameterTree.vector(3, "float64").stored(flat) is flat


def test_trees_of_one_form_are_equal():
    one, other = (ParameterTree.of({"w": jnp.ones(2), "b": None}, "float64") for _ in range(2))
    assert one == other and hash(one) == hash(other)
    assert one != ParameterTree.of({"v": jnp.ones(2), "b": None}, "float64")


def made(params, moved=lambda leaf: leaf):
    """A task with these parameters: every leaf has a minimiser and a curvature of its own."""

    def loss(params, batch):
        leaves = jax.tree.leaves(params)
        return sum((1.0 + i) * jnp.sum((moved(leaf) - 0.1 * i) ** 2) for i, leaf in enumerate(leaves))

    facts = {"source": "test", "tags": {"no-examples"}, "levels": (1.0, 0.1)}
    unit = task(init=lambda key: params, data=None, measures=lambda p, data: {"loss": loss(p, None)}, **facts)(loss)
    return replace(unit, name="made")


def ends(params, *names, **more):
    """The last gaps of the named variants on a task, at one learning rate."""
    unit = made(params, **more)
    load_ = Workload(unit, unit.parameters)
    cells = [Cell(Entry(name, load("variant", name)), load_, PROTOCOL) for name in names]
    (bundle,) = bundles(cells, 1)
    program = compile_bundle(bundle)
    return [program.run(cell, [Lane(-1, 0, {"learning_rate": 0.02})]).gap[0] for cell in cells]


@pytest.mark.parametrize("form", ["tuple", "list"])
def test_a_factory_moves_the_leaves_that_an_own_rule_moves(form):
    own, factory, adam, theirs = ends(FORMS[form], "sgd", "optax:sgd", "adam", "optax:adam")
    assert own == pytest.approx(factory, rel=1e-12) and adam == pytest.approx(theirs, rel=1e-6)
    assert own < 0.5 * float(made(FORMS[form]).loss(FORMS[form], None))


def test_a_loss_sees_the_precision_of_the_parameters():
    seen = []
    (gap,) = ends(LOW, "sgd", moved=lambda leaf: seen.append(leaf.dtype.name) or leaf)
    assert set(seen) == {"bfloat16", "float32", "float64"} and np.isfinite(gap)


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"w": jnp.ones(2), "steps": jnp.ones(2, "int32")}, "returns int32 for steps, which no gradient moves"),
        ({"w": jnp.ones(2, "complex64")}, "returns complex64 for w"),
        ({"w": jnp.ones(2), "key": jax.random.key(0)}, "returns key<fry> for key"),
        ({"mask": jnp.ones(2, bool)}, "returns bool for mask"),
    ],
    ids=["integer", "complex", "key", "flag"],
)
def test_leaves_without_a_gradient_are_refused(params, words):
    unit = made(params)
    (bundle,) = bundles([Cell(Entry("sgd", load("variant", "sgd")), Workload(unit, 4), PROTOCOL)], 1)
    with pytest.raises(UnfitFunction, match=words):
        compile_bundle(bundle)
