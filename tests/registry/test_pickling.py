"""Every unit, and every cell of units, can be pickled and comes back equal from another process."""

import pickle
import subprocess
import sys
from dataclasses import fields, replace

import numpy as np
import pytest

from gdbench.engine.bundles import bundles
from gdbench.engine.trajectories import Column, follow
from gdbench.errors import ImportFailed
from gdbench.registry import load, names
from gdbench.registry.discovery import own_unit
from gdbench.types import Cell, Entry, Protocol, Workload, log

MADE = {
    "variant": ["lookahead(adam)", "cautious(lion)", "optax:adam", "optax:lion"],
    "problem": ["noisy(rastrigin10)", "rotated(rastrigin10, seed=2)", "noisy(rotated(sphere), sigma=0.5)"],
    "task": [],
}
STEPPED = ["adam", "lookahead(adam)", "muon", "optax:adam"]
USER = '''
"""A variant, a task and a factory of somebody else."""
import gdbench
import optax
from jax import numpy as jnp
from gdbench.types import log

@gdbench.variant(hyperparameters={"learning_rate": log(0.1, 1e-3, 1.0, tuned=True)}, source="here")
def mine(t, g, x, slots, hp):
    """Steps of two gradients."""
    return -2.0 * hp.learning_rate * g, slots

def factory(learning_rate: float = 0.1):
    """Plain steps."""
    return optax.sgd(learning_rate)

def init(key):
    return {"w": jnp.ones(3)}

def loss(params, batch):
    return jnp.sum(params["w"] ** 2)
'''
# The other process checks each unit against what its own registry gives, and sends everything back.
CHILD = """
import pickle, sys
from dataclasses import fields
from gdbench.engine.trajectories import Column, follow
from gdbench.registry import load
import numpy as np

things, stepped = pickle.load(sys.stdin.buffer)
for kind, name, unit in things["units"]:
    assert unit is load(kind, name), name
column = Column({}, np.linspace(-1, 1, 6), curvatures=np.ones(6))
points = {name: follow(load("variant", name), {}, ((3, 2),), [column], 5).points for name in stepped}
sys.stdout.buffer.write(pickle.dumps((things, points)))
"""


@pytest.fixture(scope="module")
def user_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("user") / "theirs.py"
    path.write_text(USER)
    return path


@pytest.fixture(scope="module")
def sent(user_file):
    """All units of the registry, and others, with cells, bundles and changed variants made of them."""
    texts = {kind: [*names(kind), *MADE[kind]] for kind in MADE}
    texts["variant"] += [f"{user_file}:{name}" for name in ("mine", "factory")] + [f"lookahead({user_file}:mine)"]
    texts["task"] += [f"{user_file}:loss"]
    units = [(kind, load(kind, text).name, load(kind, text)) for kind in texts for text in texts[kind]]
    protocol = Protocol("float32", 10, (0.1,), 5)
    adam, task = Entry("adam", load("variant", "adam"), {"learning_rate": 0.1}), load("task", "mlp_digits")
    loads = [Workload(load("problem", "noisy(rastrigin10)"), 10), Workload(task, task.parameters, 16)]
    cells = [Cell(adam, each, protocol) for each in loads]
    return {
        "units": units,
        "makers": [own_unit("variant", "lookahead"), own_unit("problem", "noisy")],
        "cells": cells,
        "bundles": bundles(cells, 8),
        "changed": [changed()],
    }


def changed():
    """A variant with another range, as a sweep or a counterpart has it."""
    adam = load("variant", "adam")
    return replace(adam, hyperparameters={**adam.hyperparameters, "learning_rate": log(0.5, 1e-2, 1.0)})


@pytest.fixture(scope="module")
def returned(sent, tmp_path_factory):
    """What another process was sent and has sent back, and where its rules go."""
    done = subprocess.run(
        [sys.executable, "-c", CHILD], input=pickle.dumps((sent, STEPPED)), capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return pickle.loads(done.stdout)


def test_every_unit_of_the_registry_comes_back_as_the_unit_that_was_sent(sent, returned):
    things, _ = returned
    assert len(things["units"]) == len(sent["units"]) > 200
    for (_, name, before), (_, _, after) in zip(sent["units"], things["units"], strict=True):
        assert after is before, name
    assert all(after is before for before, after in zip(sent["makers"], things["makers"], strict=True))


def test_cells_and_bundles_come_back_equal(sent, returned):
    things, _ = returned
    assert things["cells"] == sent["cells"] and things["bundles"] == sent["bundles"]


def test_a_changed_range_is_kept(returned):
    (after,), adam = returned[0]["changed"], load("variant", "adam")
    assert after.hyperparameters == changed().hyperparameters != adam.hyperparameters
    others = [each.name for each in fields(after) if each.name != "hyperparameters"]
    assert all(getattr(after, name) == getattr(adam, name) for name in others)


@pytest.mark.parametrize("name", STEPPED)
def test_a_rule_takes_the_same_steps_in_the_other_process(returned, name):
    column = Column({}, np.linspace(-1, 1, 6), curvatures=np.ones(6))
    here = follow(load("variant", name), {}, ((3, 2),), [column], 5).points
    assert np.array_equal(here, returned[1][name])


def test_a_changed_rule_is_refused():
    other = replace(load("variant", "adam"), rule=lambda t, g, x, slots, hp: (-g, slots))
    with pytest.raises(ImportFailed, match="its rule is not that of the unit with this name"):
        pickle.dumps(other)


def test_a_unit_that_no_name_leads_to_is_refused():
    with pytest.raises(ImportFailed, match="no name leads to it"):
        pickle.dumps(replace(load("variant", "adam"), name="nowhere"))


def test_another_version_of_the_code_is_refused(monkeypatch):
    content = pickle.dumps(load("variant", "adam"))
    version = load("variant", "adam").version
    other = content.replace(version.encode(), version[::-1].encode())
    with pytest.raises(ImportFailed, match="let all processes run the same code"):
        pickle.loads(other)
