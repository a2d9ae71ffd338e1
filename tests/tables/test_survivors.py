"""Every table with a mean over runs also gives the success rate."""

import numpy as np
import pandas as pd
import pytest

from gdbench.tables.aggregates import interquartile_means
from gdbench.tables.budgets import best_of_k, best_of_k_workloads
from gdbench.tables.defaults import default_beside_tuned
from gdbench.tables.escapes import escape_times
from gdbench.tables.expected import expected_running_time
from gdbench.tables.ladder import horizon_ladder
from gdbench.tables.monotonicity import monotonicity
from gdbench.tables.rates import fitted_rates
from gdbench.tables.regret import dynamic_regret
from gdbench.tables.sensitivity import learning_rate_intervals
from gdbench.tables.success import success_rates
from gdbench.tables.trials import trials_table
from gdbench.types import Stage
from tests.tables.tables_frames import INF, done, hits, manifest_cell, stored

FOUND = {("a", "p"): [[1, 10], [2, INF]], ("b", "p"): [[3, 4], [5, 6]]}
CELL = manifest_cell(tags=["saddle", "moving"])
GAPS, COSTS, HIT = [[8, 4, 2, 1], [8, 9, np.nan, np.nan]], [[1, 2, 3, 4]] * 2, ((1, 2), (1, INF))
CURVES = [stored(CELL, [0, 0], [0, 1], GAPS, COSTS, hit=HIT, stage=stage) for stage in Stage]


def both():
    return pd.concat([hits(FOUND), hits(FOUND, trial=-1)]), done(FOUND)


TABLES = {
    "expected_running_time": lambda: expected_running_time(hits(FOUND)),
    "success_rates": lambda: success_rates(hits(FOUND)),
    "interquartile_means": lambda: interquartile_means(hits(FOUND), done(FOUND)),
    "default_beside_tuned": lambda: default_beside_tuned(*both()),
    "horizon_ladder": lambda: horizon_ladder(hits(FOUND), done(FOUND)),
    "trials_table": lambda: trials_table(CURVES),
    "best_of_k": lambda: best_of_k(trials_table(CURVES), pd.DataFrame([CELL])),
    "best_of_k_workloads": lambda: best_of_k_workloads(trials_table(CURVES)),
    "learning_rate_intervals": lambda: learning_rate_intervals(trials_table(CURVES).assign(learning_rate=0.1)),
    "fitted_rates": lambda: fitted_rates(CURVES),
    "monotonicity": lambda: monotonicity(CURVES),
    "escape_times": lambda: escape_times(CURVES).rename(columns={"escaped": "solved"}),
    "dynamic_regret": lambda: dynamic_regret(CURVES),
}


@pytest.mark.parametrize("name", TABLES)
def test_the_success_rate_stands_beside_every_mean(name):
    table = TABLES[name]()
    assert len(table)
    assert "success" in table or {"solved", "attempted"} <= set(table)
    if "success" in table:
        assert table["success"].between(0, 1).all() and table["success"].notna().all()
