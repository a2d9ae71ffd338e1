"""Values against ``transcriptions/*.py``: the same formulas in plain Python, written without reading ours."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest

from gdbench.registry import families, load, names
from tests.problems.problem_points import evaluate, random_points

FORMULAS = {}
for path in sorted((Path(__file__).parent / "transcriptions").glob("*.py")):
    spec = importlib.util.spec_from_file_location(f"transcriptions_{path.stem}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    FORMULAS |= module.FORMULAS


# The functions of bbob have COCO's own values: test_bbob.py; wrappers have none: test_problem_wrappers.py.
TRANSCRIBED = [name for name in names("problem") if families("problem")[name] not in ("bbob", "wrappers")]


@pytest.mark.parametrize("name", TRANSCRIBED)
def test_value_equals_the_transcription(name):
    assert name in FORMULAS, f"transcribe {name} from its source into a file of tests/problems/transcriptions"
    unit = load("problem", name)
    n = unit.dims.default
    points = np.vstack([unit.start(n), unit.minimisers(n), random_points(unit, 5, seed=7).T])
    ours, _ = evaluate(name, points.T)
    theirs = [FORMULAS[name](point.tolist()) for point in points]
    np.testing.assert_allclose(ours, theirs, rtol=1e-10, atol=1e-10)
