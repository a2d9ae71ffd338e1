"""`gdbench adopt` writes the measured facts of a unit beside it, and reports what the unit lacks."""

import json

import pytest

from gdbench.cli import main
from gdbench.registry import load, measured_place
from gdbench.verify import adoption

MINE = """
from jax import numpy as jnp
import gdbench


@gdbench.problem(start=3.0, minimiser=1.0, minimum=0.0, source="this test", dims=2, tags={"convex", "smooth"})
def bowl(x):
    return jnp.sum((x - 1.0) ** 2, axis=0)
"""


def adopt(capsys, *names):
    with pytest.raises(SystemExit) as ended:
        main(["adopt", *names])
    printed = capsys.readouterr()
    return ended.value.code, printed.out, printed.err


def test_of_a_users_problem_the_floor_of_float32_is_kept_beside_the_file(capsys, tmp_path):
    path = tmp_path / "mine.py"
    path.write_text(MINE)
    code, out, _ = adopt(capsys, f"{path}:bowl")
    kept = json.loads((tmp_path / "mine.bowl.json").read_text())
    assert code == 0 and set(kept["float32_floor"]) == {"2"}
    assert f"kept in {tmp_path / 'mine.bowl.json'}" in out


def test_what_is_kept_beside_a_users_problem_is_read_with_it(tmp_path):
    path = tmp_path / "mine.py"
    path.write_text(MINE)
    (tmp_path / "mine.bowl.json").write_text('{"float32_floor": {"2": 0.25}}')
    assert load("problem", f"{path}:bowl").floor_share(2) == 0.25


def test_an_own_variant_is_compared_with_its_transcription_and_nothing_is_written(capsys):
    code, out, _ = adopt(capsys, "sgd")
    assert code == 0 and "passed   sgd: open loop" in out
    assert not measured_place("variant", "sgd").exists()


def test_a_variant_without_a_transcription_is_told_where_to_write_it(capsys, monkeypatch):
    monkeypatch.setattr(adoption, "transcription", lambda name: None)
    code, out, _ = adopt(capsys, "sgd")
    assert code == 1 and "fault: sgd has no transcription" in out
    assert "gdbench/verify/transcriptions/variants/sgd.py" in out


def test_a_formula_that_differs_from_its_transcription_is_a_fault(monkeypatch):
    monkeypatch.setattr(adoption, "against_formula", lambda problem: 1e6)
    assert "one of the two formulas is wrong" in adoption.adopted("problem", "matyas").faults[0]


@pytest.mark.parametrize(
    ("name", "words"),
    [("sphre", "no unit named 'sphre'; did you mean 'sphere'?"), ("noisy(sphere)", "can be adopted")],
)
def test_a_name_beside_which_nothing_can_lie_is_a_sentence(capsys, name, words):
    code, out, err = adopt(capsys, "sgd", name)
    assert (code, out) == (2, "") and words in err
