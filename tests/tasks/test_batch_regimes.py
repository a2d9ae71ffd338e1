"""Which examples a step sees: full, single, mini-batches with and without replacement, growing."""

import numpy as np
import pytest
from jax import numpy as jnp

from gdbench.engine.batches import mini_batches
from gdbench.engine.task_work import TaskWork
from gdbench.errors import ConfigError, DataUnavailable
from gdbench.registry import load, task
from gdbench.suite import load_suite
from gdbench.types import distinct_examples


def test_every_epoch_sees_every_example_once():
    table = mini_batches(24, 8, 6, [1, 2], "shuffled")
    assert table.shape == (2, 6, 8)
    for stream in table:
        assert sorted(stream[:3].ravel()) == sorted(stream[3:].ravel()) == list(range(24))
    assert not np.array_equal(table[0], table[1])


def test_the_last_short_batch_is_left_out():
    stream = mini_batches(10, 4, 2, [0], "shuffled")[0]
    assert len(set(stream.ravel())) == 8


def test_streams_depend_on_the_seed_alone():
    for sampling in ("shuffled", "replacement", "growing"):
        many = mini_batches(50, 16, 9, [3, 4, 5], sampling)
        assert np.array_equal(many[1], mini_batches(50, 16, 9, [4], sampling)[0])


def test_replacement_draws_each_example_from_all():
    stream = mini_batches(1000, 50, 400, [0], "replacement")[0]
    repeated = [len(set(row)) < 50 for row in stream]
    # The chance that 50 draws of 1000 differ is prod(1 - i/1000) = 0.287.
    assert 0.62 < np.mean(repeated) < 0.80
    counts = np.bincount(stream.ravel(), minlength=1000)
    assert abs(counts.mean() - 20) < 1e-9 and 4.0 < counts.std() < 5.0  # Poisson: sqrt(20)


def test_growing_batches_double_and_repeat_their_examples():
    sizes = distinct_examples(32, "growing", 10)
    assert list(sizes) == [2, 2, 4, 4, 8, 8, 16, 16, 32, 32]
    stream = mini_batches(200, 32, 10, [0], "growing")[0]
    assert [len(set(row)) for row in stream] == list(sizes)
    assert set(np.bincount(stream[0])[np.unique(stream[0])]) == {16}


def test_a_growing_batch_has_the_mean_of_its_distinct_examples():
    work = TaskWork(load("task", "logreg_breast_cancer"), 32, "float64", "growing")
    stream = mini_batches(work.task.examples, 32, 10, [0], "growing")
    data = work.data["train"]
    params = {"b": jnp.zeros(()), "w": jnp.linspace(-1, 1, 30)}
    rows = lambda chosen: {name: array[chosen] for name, array in data.items()}  # noqa: E731
    seen = stream[0][2]
    assert len(np.unique(seen)) == 4
    mean = work.task.loss(params, rows(np.unique(seen)))
    assert float(work.task.loss(params, rows(seen))) == pytest.approx(float(mean), rel=1e-12)


SUITE = """
[suite]
name = "t"
[[run]]
variants = ["sgd"]
tasks = [{table}]
"""


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ('{ name = "logreg_breast_cancer", batch = 600 }', "569 examples"),
        ('{ name = "logreg_breast_cancer", batch = 24, sampling = "growing" }', "multiple of 16"),
        ('{ name = "logreg_breast_cancer", batch = "full", sampling = "replacement" }', "needs a batch"),
        ('{ name = "lqr_policy_gradient", batch = 8 }', "not a mean over examples"),
        ('{ name = "logreg_breast_cancer", sampling = "bootstrap" }', "sampling"),
    ],
)
def test_regimes_that_cannot_be_run_are_mistakes_in_the_suite(table, words):
    with pytest.raises(ConfigError, match=words):
        load_suite("t.toml", SUITE.replace("{table}", table).encode())


def test_regimes_have_labels_of_their_own():
    text = SUITE.replace(
        "{table}",
        """
        { name = "logreg_breast_cancer", batch = 32 },
        { name = "logreg_breast_cancer", batch = 32, sampling = "growing" },
        { name = "logreg_breast_cancer", batch = 1, sampling = "replacement" },
        { name = "logreg_breast_cancer", batch = "full", budget = "own" },
        """,
    )
    cells = load_suite("t.toml", text.encode()).cells()
    assert [cell.workload.label for cell in cells] == [
        "logreg_breast_cancer b=32",
        "logreg_breast_cancer b=32 growing",
        "logreg_breast_cancer b=1 replacement",
        "logreg_breast_cancer",
    ]
    assert cells[-1].protocol.budget == load("task", "logreg_breast_cancer").budget


def made_task(**facts):
    def toy(params, batch):
        """A line through one point: f = mean (w − x)²."""
        return ((params["w"] - batch["x"]) ** 2).mean()

    whole = {
        "init": lambda key: {"w": np.zeros(())},
        "data": lambda: {"train": {"x": np.ones(4)}},
        "measures": lambda params, data: {"loss": toy(params, data["train"])},
        "source": "made",
        "tags": ("convex",),
    }
    return task(**{**whole, **facts})(toy)


def test_other_data_than_those_of_the_target_are_refused():
    with pytest.raises(DataUnavailable, match="differ from those that its target was measured on"):
        _ = TaskWork(made_task(digest="0" * 16), None, "float32").data


def test_data_that_cannot_be_loaded_are_a_sentence():
    def broken():
        raise OSError("no such archive")

    with pytest.raises(DataUnavailable, match="the data of toy cannot be loaded: OSError: no such archive"):
        _ = TaskWork(made_task(data=broken), None, "float32").data
