"""Tests a user's task: a file with init, loss and data, run with --task."""

import math

import jax
import pytest
from jax import numpy as jnp

import gdbench
from gdbench.errors import ConfigError, ImportFailed
from gdbench.registry.modules import module_at
from gdbench.types.examples import parts_of

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


KINDS = """
from typing import NamedTuple

import jax
import numpy as np
import pandas as pd
from jax import numpy as jnp

batch, budget, levels = {batch}, 12, (0.5, 0.1)
X = np.random.default_rng(0).normal(size=(24, 3)).astype("float32")
Y = X @ np.array([1, 2, 3], "float32")

class Batch(NamedTuple):
    x: np.ndarray
    y: np.ndarray

def init(key):
    return {{"w": jnp.zeros(3)}}

def squares(params, x, y, weight=1.0):
    return jnp.mean(weight * (x @ params["w"] - y) ** 2)

def data():
    return {data}

def loss({arguments}):
    return {loss}
"""
# For each kind: what data() returns, and the loss in terms of it.
CASES = {
    "flags": ('{"x": X, "y": Y, "gone": X[:, 0] > 0}', 'squares(p, b["x"], b["y"], jnp.where(~b["gone"], 1.0, 0.0))'),
    "bytes": (
        '{"x": X, "y": Y, "pixel": np.arange(24, dtype="uint8") * 10}',
        'squares(p, b["x"], b["y"], (b["pixel"] - np.uint8(128)) / 255.0)',
    ),
    "complex": ('{"x": X + 1j * X, "y": Y}', 'squares(p, jnp.abs(b["x"]), b["y"])'),
    "half": ('{"x": X.astype("float16"), "y": Y}', 'squares(p, b["x"], b["y"], b["x"].dtype.itemsize)'),
    "nested": ('{"in": {"x": X}, "y": Y}', 'squares(p, b["in"]["x"], b["y"])'),
    "pair": ("(X, Y)", "squares(p, *b)"),
    "named": ("Batch(X, Y)", "squares(p, b.x, b.y)"),
    "frame": (
        'pd.DataFrame({"a": X[:, 0], "b": X[:, 1], "c": X[:, 2], "y": Y})',
        'squares(p, jnp.stack([b["a"], b["b"], b["c"]], 1), b["y"])',
    ),
    "constants": ('{"x": X, "y": Y, "scale": 2.0, "on": True}', 'squares(p, b["x"], b["y"], b["scale"] * b["on"])'),
    "parts": ('{"train": {"x": X, "y": Y}, "test": {"x": X[:6], "y": Y[:6]}}', 'squares(p, b["x"], b["y"])'),
}


def by_hand(path, rate=0.1):
    """The loss after the budget of plain gradient descent on all examples, by a loop in JAX."""
    with jax.enable_x64(False):
        module = module_at(str(path), str(path))
        found = parts_of(module.data(), "it")["train"] if path.stem == "frame" else module.data()
        found = found["train"] if path.stem == "parts" else found
        batch = jax.tree.map(jnp.asarray, found)
        params = module.init(None)
        for _ in range(12):
            params = jax.tree.map(lambda p, g: p - rate * g, params, jax.grad(module.loss)(params, batch))
        return float(module.loss(params, batch))


@pytest.fixture
def kinds(tmp_path):
    """A file per kind of data."""
    for name, (data, loss) in CASES.items():
        text = KINDS.format(batch=None, data=data, loss=loss, arguments="p, b")
        (tmp_path / f"{name}.py").write_text(text)
    return {name: tmp_path / f"{name}.py" for name in CASES}


def test_data_of_every_kind_reach_the_loss_as_they_are(tmp_path, kinds):
    plain = {**SUITE, "tuning": {"method": "default", "trials": 1, "seeds": 1}, "evaluation": {"seeds": 1}}
    plain["run"] = [
        {
            "variants": [{"name": "sgd", "set": {"learning_rate": 0.1}}],
            "tasks": [f"{path}:loss" for path in kinds.values()],
        }
    ]
    plain["protocol"] = {"budget": 12, "targets": [1e-12], "samples": 4}
    results = gdbench.run(plain, out=tmp_path / "out")
    runs = results.runs[(results.runs["stage"] == "evaluation") & (results.runs["trial"] == -1)]
    found = {path.stem: runs[runs["workload"] == f"{path}:loss"]["loss"].item() for path in kinds.values()}
    assert found == pytest.approx({name: by_hand(path) for name, path in kinds.items()}, rel=1e-4)


ARGUMENTS = {
    "keyword": ("p, b, *, key", 'squares(p, b["x"], b["y"]) + 0 * jax.random.normal(key)'),
    "rng": ("p, b, rng", 'squares(p, b["x"], b["y"]) + 0 * jax.random.normal(rng)'),
    "option": ("p, b, l2=0.01", 'squares(p, b["x"], b["y"]) + l2 * jnp.sum(p["w"] ** 2)'),
}


def test_a_third_argument_is_a_key_where_it_is_named_so(tmp_path):
    data = '{"x": X, "y": Y}'
    for name, (arguments, loss) in ARGUMENTS.items():
        (tmp_path / f"{name}.py").write_text(KINDS.format(batch=8, data=data, loss=loss, arguments=arguments))
    cells = run(tmp_path, *(tmp_path / f"{name}.py:loss" for name in ARGUMENTS), only="*.py:loss*").cells
    assert set(cells["status"]) == {"done"} and len(cells) == 2 * len(ARGUMENTS)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("arguments", "p, b, scale"), "the loss needs scale, and receives params, batch and"),
        (("data", '{"x": X, "y": Y[:20]}'), "different numbers of examples .x 24, y 20."),
        (("data", '{"x": X, "y": Y, "user": np.arange(24) + 2**40}'), "integers of 32 bits"),
        (("loss", 'squares(p, b["x"], b["y"])[None]'), "the loss of .* returns an array of shape"),
        (("loss", '(squares(p, b["x"], b["y"]), {})'), "returns a tuple"),
    ],
)
def test_a_task_that_no_program_can_run_is_a_sentence(tmp_path, change, words):
    text = {"batch": 8, "data": '{"x": X, "y": Y}', "loss": 'squares(p, b["x"], b["y"])', "arguments": "p, b"}
    (tmp_path / "odd.py").write_text(KINDS.format(**{**text, **dict([change])}))
    with pytest.raises((ImportFailed, ConfigError), match=words) as caught:
        run(tmp_path, tmp_path / "odd.py:loss", only="*odd*")
    assert "Traceback" not in str(caught.value) and "gdbench." not in str(caught.value)


def test_a_task_that_is_refused_fails_alone(tmp_path, mine):
    half = tmp_path / "half.py"
    half.write_text(MINE.replace("jnp.zeros(())", "jnp.zeros((), jnp.bfloat16)"))
    suite = {**SUITE, "run": [{"variants": ["sgd"], "tasks": [f"{half}:loss", f"{mine}:loss"]}]}
    cells = gdbench.run(suite, out=tmp_path / "two").cells.set_index("workload")
    assert cells["status"].to_dict() == {f"{half}:loss b=4": "failed", f"{mine}:loss b=4": "done"}
    reason = cells["reason"][f"{half}:loss b=4"]
    assert "returns bfloat16 for b" in reason and "Traceback" not in reason
