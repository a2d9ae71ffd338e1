"""A task of one's own: a file with init, loss and data, run with --task."""

import math

import pytest

import gdbench
from gdbench.errors import ConfigError, ImportFailed

MINE = """
import jax
from jax import numpy as jnp

batch, budget, levels = 4, 30, (0.5, 0.1)

def init(key):
    return {"layer": {"w": jax.random.normal(key, (2,))}, "b": jnp.zeros(())}

def data():
    return {"x": jnp.array([[0.0, 1.0], [1.0, 0.0], [1.0, 1.0], [2.0, 1.0], [0.5, 2.0]]), "y": jnp.arange(5.0)}

def loss(params, batch):
    return jnp.mean((batch["x"] @ params["layer"]["w"] + params["b"] - batch["y"]) ** 2)

def drawn(params, batch, key):
    return loss(params, batch) + 1e-3 * jax.random.normal(key)

def crooked(params, batch):
    return batch["x"] @ params["layer"]["w"]

def lost(params, batch):
    return loss(params, batch) * jnp.nan
"""
SUITE = {
    "suite": {"name": "own"},
    "protocol": {"budget": 20, "targets": [0.5], "samples": 4},
    "tuning": {"trials": 2, "seeds": 1},
    "evaluation": {"seeds": 2},
    "run": [{"variants": ["adam", "svrg"], "problems": ["booth"]}],
}


@pytest.fixture
def mine(tmp_path):
    path = tmp_path / "mine.py"
    path.write_text(MINE)
    return path


def run(tmp_path, *tasks, only="*mine*"):
    return gdbench.run(SUITE, tasks=[str(task) for task in tasks], only=only, out=tmp_path / "out")


def test_a_plain_file_runs_in_its_own_regime_for_every_variant(tmp_path, mine):
    cells = run(tmp_path, f"{mine}:loss").cells
    assert list(cells["variant"]) == ["adam", "svrg"] and set(cells["status"]) == {"done"}
    assert set(cells["workload"]) == {f"{mine}:loss b=4"}
    assert set(cells["budget"]) == {30} and next(iter(cells["targets"])) == [0.5, 0.1]
    assert set(cells["examples"]) == {5} and set(cells["parameters"]) == {3}


def test_it_stands_beside_the_workloads_of_the_suite(tmp_path, mine):
    cells = run(tmp_path, f"{mine}:loss", only=None).cells
    assert set(cells["workload"]) == {"booth n=2", f"{mine}:loss b=4"}


def test_a_loss_may_draw(tmp_path, mine):
    first = run(tmp_path, f"{mine}:drawn").runs
    again = gdbench.run(SUITE, tasks=[f"{mine}:drawn"], only="*mine*", out=tmp_path / "two").runs
    assert first["gap"].map(math.isfinite).sum() > 9
    assert first["gap"].tolist() == again["gap"].tolist()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("los", "did you mean .*.loss."),
        ("crooked", "cannot be run"),
        ("batch", "not a unit made with @gdbench.task or a loss"),
    ],
)
def test_what_cannot_be_run_is_a_sentence(tmp_path, mine, name, words):
    with pytest.raises(ImportFailed, match=words):
        run(tmp_path, f"{mine}:{name}")


def test_parameters_that_are_no_arrays_are_a_sentence(tmp_path):
    path = tmp_path / "odd.py"
    path.write_text("def init(key):\n    return {'act': 'relu'}\n\ndef loss(params, batch):\n    return 0.0\n")
    with pytest.raises(ImportFailed, match="must return a pytree that holds nothing but arrays"):
        run(tmp_path, f"{path}:loss")


def test_a_batch_larger_than_the_data_is_a_sentence(tmp_path, mine):
    mine.write_text(MINE.replace("batch, budget, levels = 4", "batch, budget, levels = 9"))
    with pytest.raises(ConfigError, match="5 examples: a batch of 9 is larger"):
        run(tmp_path, f"{mine}:loss")


def test_a_task_given_twice_is_a_sentence(tmp_path, mine):
    with pytest.raises(ConfigError, match="given twice"):
        run(tmp_path, f"{mine}:loss", f"{mine}:loss")


def test_a_loss_that_is_not_finite_at_the_start_is_a_sentence_in_the_table(tmp_path, mine):
    runs = run(tmp_path, f"{mine}:lost").runs
    assert set(runs["status"]) == {"failed"}
    assert runs["reason"].str.contains("is not a finite number where runs begin").all()
