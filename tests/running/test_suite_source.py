"""A suite given to `gdbench.run` as a mapping is read like a file, and every mistake becomes a sentence."""

from pathlib import Path

import numpy as np
import pytest

import gdbench
from gdbench.errors import ConfigError
from gdbench.running.suite_source import suite_source
from gdbench.store import Store
from gdbench.suite import load_suite

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


@pytest.mark.parametrize("value", [None, float("inf"), float("nan"), [0.1], "x", {"low": 1}])
def test_a_setting_that_is_no_number_is_named_by_its_key(tmp_path, value):
    said = refusal(
        TINY | {"run": [{"variants": [{"name": "sgd", "set": {"learning_rate": value}}], "problems": ["booth"]}]},
        tmp_path,
    )
    assert said.splitlines()[1].startswith("  run.0.variants.0: learning_rate must be a number, not")


@pytest.mark.parametrize(
    ("change", "part"),
    [
        (
            {"run": [{"variants": [np.sin], "problems": ["booth"]}]},
            "run.0.variants.0: must be a name, not the object sin",
        ),
        ({"run": [{"variants": {"sgd"}, "problems": ["booth"]}]}, "run.0.variants: must be a text, a number, a list"),
        ({"suite": {"name": "tiny", "title": "\ud800"}}, "suite.title: holds half of a character"),
        ({"suite": {"name": "tiny", "odd key": 1}}, "suite.odd key: no such key"),
        ({3: {}}, "3: no such key"),
        ({"protocol": {"targets": [float("nan")]}}, "protocol.targets.0: must be less than 1.0, not nan"),
    ],
)
def test_what_a_file_cannot_hold_is_named_by_its_key(tmp_path, change, part):
    assert part in refusal(TINY | change, tmp_path)


@pytest.mark.parametrize("suite", [None, 3, ["quick"]])
def test_what_is_no_suite_at_all_is_a_sentence(tmp_path, suite):
    assert "must be a name, the path of a suite file or a mapping" in refusal(suite, tmp_path)


def test_what_python_leaves_open_is_left_out(planned):
    change = {"timing": None, "protocol": {"budget": None}, "tuning": {"trials": 2, "seeds": 1, "method": None}}
    variants = ({"name": "sgd", "label": None},)
    plan, _ = planned(TINY | change | {"run": ({"variants": variants, "problems": np.array(["booth"])},)})
    assert plan.suite == planned(TINY)[0].suite


def test_the_text_beside_a_run_is_its_suite():
    suite = TINY | {"suite": {"name": "tiny", "title": "ü\n\x00"}, "protocol": {"targets": (0.5, 1e-3)}}
    found = suite_source(suite)
    assert load_suite("copy", found.text) == found.suite


def test_one_name_in_python_is_not_its_letters(planned):
    _, cells = planned(TINY, optimizers="adam", tasks="mlp_digits", sweeps="learning_rate=log:1e-3:1:2", only="adam")
    assert {cell.label for cell in cells} == {"adam on booth n=2", "adam on mlp_digits b=64"}


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
