"""Compares the values of every problem with those of an independent source.

The source is a transcription in ``gdbench/verify/transcriptions/problems`` or, for the bbob functions, COCO itself
(``tests/problems/test_bbob.py``). Problems that are made of another problem have tests of their own.
"""

import json
from pathlib import Path

import pytest

from gdbench.registry import load, names
from gdbench.registry.discovery import own_unit
from gdbench.verify.independent import place
from gdbench.verify.problem_values import against_formula

RECORDED = json.loads((Path(__file__).parents[1] / "problems" / "bbob_values.json").read_text())
MADE_OF_ANOTHER = {name for name in names("problem") if getattr(own_unit("problem", name), "base", None)}


@pytest.mark.parametrize("name", [name for name in names("problem") if name not in {*RECORDED, *MADE_OF_ANOTHER}])
def test_values_are_those_of_the_transcription(name):
    difference = against_formula(load("problem", name))
    assert difference is not None, (
        f"write the formula of {name} from its source as value(x) in {place('problem', name)}"
    )
    assert difference <= 1.0, f"{name} and {place('problem', name)} differ: one of the two is wrong"
