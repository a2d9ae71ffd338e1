"""What is asked of a run beyond its ranking: the tables behind the sections on ranks, profiles, rates and tuning."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from gdbench.tables.run import Run


@dataclass(frozen=True)
class Studies:
    """Tables that are empty where a run has nothing to say."""

    groups: pd.DataFrame = field(default_factory=pd.DataFrame)  # bars of the critical-difference diagram
    friedman: pd.DataFrame = field(default_factory=pd.DataFrame)
    duels: pd.DataFrame = field(default_factory=pd.DataFrame)
    ladder: pd.DataFrame = field(default_factory=pd.DataFrame)
    data_profile: pd.DataFrame = field(default_factory=pd.DataFrame)
    run_lengths: pd.DataFrame = field(default_factory=pd.DataFrame)
    trials: pd.DataFrame = field(default_factory=pd.DataFrame)
    intervals: pd.DataFrame = field(default_factory=pd.DataFrame)  # of good learning rates
    budgets: pd.DataFrame = field(default_factory=pd.DataFrame)
    rates: pd.DataFrame = field(default_factory=pd.DataFrame)


def study(run: Run) -> Studies:
    """Return every table that the run can fill."""
    names = ["groups", "friedman", "duels", "ladder", "data_profile", "run_lengths", "intervals", "budgets"]
    tables = {name: run.table(name) for name in names} | {"rates": run.theory_rates}
    return Studies(**tables, trials=run.trials if run.is_searched else pd.DataFrame())
