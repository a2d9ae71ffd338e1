"""A suite given to `gdbench.run` as a mapping is read like a file, and every mistake becomes a sentence."""

from pathlib import Path

import numpy as np
import pytest

import gdbench
from gdbench.errors import ConfigError
from gdbench.store import Store

TINY = {
    "suite": {"name": "tiny"},
    "tuning": {"trials": 2, "seeds": 1},
    "run": [{"variants": ["sgd"], "problems": ["booth"]}],
}


class Reached(Exception):
    """The suite was taken; its plan is in ``args``."""


@pytest.fixture
def planned(tmp_path, monkeypatch):
    """What a suite is planned to run, without running it."""

    def reached(plan, cells, *args, **kwargs):
        raise Reached(plan, cells)

    monkeypatch.setattr("gdbench.running.runner.execute", reached)

    def of(suite, **options):
        with pytest.raises(Reached) as caught:
            gdbench.run(suite, out=tmp_path, **options)
        return caught.value.args

    return of


def refusal(suite, out):
    with pytest.raises(ConfigError) as caught:
        gdbench.run(suite, out=out)
    return str(caught.value)


def test_a_mapping_is_what_its_file_would_be(planned, tmp_path):
    path = tmp_path / "tiny.toml"
    path.write_text(
        '[suite]\nname = "tiny"\n[tuning]\ntrials = 2\nseeds = 1\n[[run]]\nvariants = ["sgd"]\nproblems = ["booth"]\n'
    )
    (one, cells), (other, others) = planned(TINY), planned(Path(path))
    assert one.suite == other.suite
    assert [one.tuning(cell).key for cell in cells] == [other.tuning(cell).key for cell in others]


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"protocol": {"budgt": 3}}, "protocol.budgt: no such key; did you mean 'budget'?"),
        ({"run": [{"variants": ["adm"], "problems": ["booth"]}]}, "did you mean 'adam'"),
        ({"run": []}, "run"),
        ({"run": [{"variants": [{"name": "sgd", "set": {"learning_rate": "x"}}], "problems": ["booth"]}]}, "a number"),
        ({"protocl": {}}, "did you mean 'protocol'?"),
    ],
)
def test_its_mistakes_are_named(tmp_path, change, part):
    assert part in refusal(TINY | change, tmp_path)
    assert list(Store(tmp_path).committed()) == []


@pytest.mark.parametrize("section", ["x", 3, [1], None])
def test_a_section_that_is_no_table_is_a_mistake(tmp_path, section):
    assert "protocol" in refusal(TINY | {"protocol": section}, tmp_path)


@pytest.mark.parametrize("title", ["naïve", 'a "quoted" \\ title', "two\nlines", "tab\t", "\x7f", ""])
def test_any_text_survives(planned, title):
    plan, _ = planned(TINY | {"suite": {"name": "tiny", "title": title}})
    assert plan.suite.suite.title == title


def test_a_character_beyond_the_basic_plane_survives(planned):
    assert planned(TINY | {"suite": {"name": "tiny", "title": "😀"}})[0].suite.suite.title == "😀"


def test_numbers_of_numpy_are_numbers(planned):
    plan, _ = planned(TINY | {"protocol": {"budget": np.int64(7), "targets": [np.float64(0.5)]}})
    assert plan.suite.protocol.budget == 7


def test_trials_change_the_plan_and_not_the_file(planned):
    plan, cells = planned(TINY, trials=5)
    assert len(plan.tuning(cells[0]).lanes) == 5


REQUIRED = "import optax\n\n\ndef required(alpha):\n    return optax.sgd(alpha)\n"


def test_a_required_argument_wants_a_value(tmp_path):
    (tmp_path / "own.py").write_text(REQUIRED)
    with pytest.raises(ConfigError, match="needs a value for alpha: set or sweep it"):
        gdbench.run(TINY, out=tmp_path, optimizers=[f"{tmp_path}/own.py:required"])


def test_a_required_argument_can_be_swept_in_a_run(planned, tmp_path):
    (tmp_path / "own.py").write_text(REQUIRED)
    reference = f"{tmp_path}/own.py:required"
    plan, cells = planned(TINY, optimizers=[reference], sweeps={"alpha": "log:1e-3:1e-1:2"})
    found = {cell.entry.label: [lane.settings for lane in plan.tuning(cell).lanes] for cell in cells}
    np.testing.assert_allclose([each["alpha"] for each in found[reference]], [1e-3, 1e-1])
