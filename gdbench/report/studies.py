"""What is asked of a run beyond its ranking: the tables behind the sections on ranks, profiles, rates and tuning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from gdbench.report.facts import Facts
from gdbench.tables import (
    budgets,
    duels,
    expected,
    friedman,
    ladder,
    profiles,
    rates,
    runlengths,
    sensitivity,
    trials,
)

LEAST_RANKED = 3  # variants and workloads below which a rank test says nothing


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


def study(facts: Facts) -> Studies:
    """Return every table that the run can fill."""
    if not facts.stored:
        return Studies()
    tables: dict[str, pd.DataFrame] = {}
    if min(len(facts.ranking), len(facts.workloads)) >= LEAST_RANKED:
        tables["groups"] = friedman.rank_groups(facts.hits, facts.frame)
        tables["friedman"] = friedman.friedman_test(facts.hits, facts.frame)
    if len(facts.ranking) > 1:
        names = list(facts.ranking["variant"])
        ranked = [table[table["variant"].isin(names)] for table in (facts.hits, facts.frame)]
        tables["duels"] = duels.win_probabilities(*ranked)
        tables["ladder"] = ladder.horizon_ladder(facts.hits, facts.frame)
    if len(facts.profile):
        tuned = expected.tuned(facts.hits)
        level = hardest_common_target(facts)
        tables["data_profile"] = profiles.data_profile(tuned[tuned["level"] == level])
        tables["run_lengths"] = runlengths.run_lengths(tuned)
    tried = trials.trials_table(facts.every)
    if tried.groupby("variant")["trial"].nunique().gt(1).any():
        tables["trials"] = tried
        tables["intervals"] = sensitivity.learning_rate_intervals(tried)
        tables["budgets"] = budgets.best_of_k(tried, facts.frame)
    told = [part for part in facts.stored if theory_may_speak(part[0])]
    if len(tried) and told:
        found = rates.rates_beside_theory(rates.fitted_rates(told), facts.frame)
        tables["rates"] = found[found["kind"].astype(bool)]
    return Studies(**tables)


def theory_may_speak(cell: Mapping[str, Any]) -> bool:
    """Whether theory has a rate for this variant on a function whose curvature is known."""
    return cell.get("theory") is not None


def hardest_common_target(facts: Facts) -> float:
    """Return the smallest target level that most workloads share."""
    shared = pd.Series([float(level) for load in facts.workloads.values() for level in load["targets"]]).value_counts()
    return float(shared.index[shared == shared.max()].min())
