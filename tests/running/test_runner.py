"""Tests the cells of a suite as they are run: settings that depend on the cell, and the pattern of ``--only``."""

import pytest

from gdbench.errors import ConfigError
from gdbench.running.runner import Additions, cells_of
from gdbench.running.suite_source import suite_source

TWO_BUDGETS = {
    "suite": {"name": "tiny"},
    "run": [
        {
            "variants": ["cosine_decay(sgd)"],
            "problems": [{"name": "booth", "budget": 10}, {"name": "matyas", "budget": 70}],
        }
    ],
}


def test_a_horizon_is_the_budget_of_its_own_cell():
    cells = cells_of(suite_source(TWO_BUDGETS), Additions())
    assert {cell.workload.unit.name: cell.entry.fixed["horizon"] for cell in cells} == {"booth": 10.0, "matyas": 70.0}


@pytest.mark.parametrize(
    ("only", "part"), [("boot", "did you mean 'booth n=2'"), ("zzz*", "its names are cosine_decay(sgd), ")]
)
def test_a_pattern_without_a_match_names_what_there_is(only, part):
    with pytest.raises(ConfigError) as caught:
        cells_of(suite_source(TWO_BUDGETS), Additions(only=only))
    assert part in str(caught.value)
