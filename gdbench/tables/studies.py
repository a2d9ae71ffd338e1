"""The conclusions from a run: running times, the ranking, profiles, tests, tuning, rates and special workloads.

The conditions under which a table is empty are decided here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import pandas as pd

from gdbench.tables import (
    aggregates,
    algoperf,
    basins,
    budgets,
    contenders,
    defaults,
    duels,
    escapes,
    expected,
    friedman,
    ladder,
    monotonicity,
    profiles,
    range_ends,
    rates,
    regret,
    runlengths,
    scores,
    sensitivity,
    success,
    verdicts,
)
from gdbench.tables import axes as cost_axes
from gdbench.tables.evidence import Evidence

LEAST_RANKED = 3  # a rank test needs at least this many variants and this many workloads
NOTHING = pd.DataFrame()
NO_ENDS = pd.DataFrame(columns=range_ends.COLUMNS)


class Studies(Evidence):
    """The conclusions from the records of a run, as tables."""

    @cached_property
    def ert(self) -> pd.DataFrame:
        """Expected running times per variant, workload and target."""
        return expected.expected_running_time(self._tuned)

    @cached_property
    def ranking(self) -> pd.DataFrame:
        """The ranked variants, best first; empty where no variant applies to half of the workloads."""
        if not self.evaluated:
            return NOTHING
        return verdicts.ranking(self.evaluation_hits, self.evaluation_runs, self.cells, self.steps)

    @cached_property
    def verdict(self) -> pd.DataFrame:
        """The ranking, best first, with the number of workloads whose tuned learning rate is at an end of its range."""
        if not len(self.ranking):
            return self.ranking
        ends = self.range_ends.assign(at_end=self.range_ends["at_low_end"] + self.range_ends["at_high_end"])
        return self.ranking.merge(ends[["variant", "at_end"]], on="variant", how="left")

    @cached_property
    def specialists(self) -> pd.DataFrame:
        """The variants that are not ranked, because they apply to less than half of the workloads."""
        if not self.evaluated:
            return NOTHING
        leader = self.ranking["variant"].iloc[0] if len(self.ranking) else None
        return verdicts.specialists(self.evaluation_hits, self.evaluation_runs, self.cells, leader)

    @cached_property
    def areas(self) -> pd.DataFrame:
        """The mean area of every cell over its seeds, at the tuned and at the default setting."""
        return scores.cell_areas(self.evaluation_hits, self.cells)

    @cached_property
    def ends(self) -> pd.DataFrame:
        """The number of runs per end and evaluated cell: variant, workload, and a column per end that occurred."""
        return verdicts.cell_ends(self.evaluation_runs) if self.evaluated else NOTHING

    @cached_property
    def axes(self) -> pd.DataFrame:
        """The price, budget and unit on every cost axis for which some cell has a price, one row per axis and cell."""
        if not self.evaluated:
            return NOTHING
        return cost_axes.scales_table(self.cells, self.evaluation_hits, self.evaluation_runs, self.steps)

    @cached_property
    def profile(self) -> pd.DataFrame:
        """The performance profile; empty where nothing was solved."""
        return profiles.performance_profile(self.ert) if self._is_solved else NOTHING

    @cached_property
    def data_profile(self) -> pd.DataFrame:
        """The data profile at the hardest target that most workloads share; empty where nothing was solved."""
        hits = self._tuned[self._tuned["level"] == self.common_level]
        return profiles.data_profile(hits) if self._is_solved else NOTHING

    @cached_property
    def run_lengths(self) -> pd.DataFrame:
        """The distribution of run lengths with simulated restarts; empty where nothing was solved."""
        return runlengths.run_lengths(self._tuned) if self._is_solved else NOTHING

    @cached_property
    def success(self) -> pd.DataFrame:
        """The share of runs of every evaluated cell that reached the last target."""
        return success.success_rates(self._tuned, ("variant", "workload"))

    @cached_property
    def contenders(self) -> pd.DataFrame:
        """Expected running times with intervals, and which variants tie with the best on each workload and target."""
        return contenders.contenders(self.evaluation_hits)

    @cached_property
    def aggregates(self) -> pd.DataFrame:
        """Interquartile means of the scores of all runs, per variant."""
        return aggregates.interquartile_means(self.evaluation_hits, self.cells) if self.evaluated else NOTHING

    @cached_property
    def final_gaps(self) -> pd.DataFrame:
        """Interquartile mean and median of the last gap of every evaluated cell."""
        return aggregates.final_gaps(self.evaluation_runs)

    @cached_property
    def algoperf(self) -> pd.DataFrame:
        """The AlgoPerf score of every variant, best first."""
        return algoperf.algoperf_scores(algoperf.target_times(self._tuned))

    @cached_property
    def algoperf_profile(self) -> pd.DataFrame:
        """The performance profiles whose areas are the AlgoPerf scores."""
        return algoperf.algoperf_profile(algoperf.target_times(self._tuned))

    @cached_property
    def mean_ranks(self) -> pd.DataFrame:
        """The mean rank of each ranked variant over workloads; empty below three variants or workloads."""
        return friedman.average_ranks(self.evaluation_hits, self.cells) if self._can_be_tested else NOTHING

    @cached_property
    def friedman(self) -> pd.DataFrame:
        """Friedman's test of the mean ranks, one row; empty below three variants or workloads."""
        return friedman.friedman_test(self.evaluation_hits, self.cells) if self._can_be_tested else NOTHING

    @cached_property
    def posthoc(self) -> pd.DataFrame:
        """Holm-corrected comparisons of mean ranks; empty below three variants or workloads."""
        return friedman.posthoc(self.evaluation_hits, self.cells) if self._can_be_tested else NOTHING

    @cached_property
    def groups(self) -> pd.DataFrame:
        """The bars of the critical-difference diagram; empty below three variants or workloads."""
        return friedman.rank_groups(self.evaluation_hits, self.cells) if self._can_be_tested else NOTHING

    @cached_property
    def duels(self) -> pd.DataFrame:
        """How often one ranked variant beats another from the same start; empty below two ranked variants."""
        if len(self.ranking) < 2:
            return NOTHING
        return duels.win_probabilities(self.evaluation_hits, self.cells, list(self.ranking["variant"]))

    @cached_property
    def ladder(self) -> pd.DataFrame:
        """The ranking at shorter horizons; empty below two ranked variants."""
        return ladder.horizon_ladder(self.evaluation_hits, self.cells) if len(self.ranking) > 1 else NOTHING

    @cached_property
    def defaults(self) -> pd.DataFrame:
        """The area at the default setting beside that at the tuned one; empty unless both were run."""
        trials = self.evaluation_hits["trial"]
        both = (trials < 0).any() and (trials >= 0).any()
        return defaults.default_beside_tuned(self.evaluation_hits, self.cells) if both else NOTHING

    @cached_property
    def intervals(self) -> pd.DataFrame:
        """The interval of good learning rates of every cell; empty where no variant had more than one trial."""
        return sensitivity.learning_rate_intervals(self.trials) if self.is_searched else NOTHING

    @cached_property
    def range_ends(self) -> pd.DataFrame:
        """On how many workloads the tuned learning rate is at an end of its range; empty where none was searched."""
        return range_ends.range_ends(self.trials, self.cells) if self.is_searched else NO_ENDS

    @cached_property
    def budgets(self) -> pd.DataFrame:
        """The expected score of the best of k trials, per variant; empty if no variant had more than one trial."""
        return budgets.best_of_k(self.trials, self.cells) if self.is_searched else NOTHING

    @cached_property
    def cell_budgets(self) -> pd.DataFrame:
        """The expected result of the best of k trials on every cell; empty if no variant had more than one trial."""
        return budgets.best_of_k_workloads(self.trials) if self.is_searched else NOTHING

    @cached_property
    def rates(self) -> pd.DataFrame:
        """The fitted convergence rate of every evaluated cell, beside the rate that theory gives."""
        return rates.rates_beside_theory(rates.fitted_rates(self.evaluated), self.cells)

    @cached_property
    def theory_rates(self) -> pd.DataFrame:
        """The rows of ``rates`` in which a rate was fitted and theory gives a rate."""
        told = [part for part in self.evaluated if part[0].theory is not None]
        if not told or not len(self.trials):
            return NOTHING
        found = rates.rates_beside_theory(rates.fitted_rates(told), self.cells)
        return found[found["kind"].astype(bool)]

    @cached_property
    def rises(self) -> pd.DataFrame:
        """How often the curves of every evaluated cell rise."""
        return monotonicity.monotonicity(self.evaluated)

    @cached_property
    def basins(self) -> pd.DataFrame:
        """How often runs on multimodal functions found the basin of the global minimum."""
        return basins.basin_success(self.evaluation_hits, self.cells)

    @cached_property
    def escapes(self) -> pd.DataFrame:
        """The cost at which runs left the plateau of a saddle."""
        return escapes.escape_times(self.evaluated)

    @cached_property
    def regret(self) -> pd.DataFrame:
        """How far runs stayed behind a moving minimum."""
        return regret.dynamic_regret(self.evaluated)

    @cached_property
    def is_searched(self) -> bool:
        """Whether tuning compared more than one trial of some variant."""
        return bool(self.trials.groupby("variant")["trial"].nunique().gt(1).any())

    @cached_property
    def common_level(self) -> float:
        """The smallest of the targets that the most workloads have; 1 if there are no targets."""
        levels = [float(level) for cell in self.workloads.values() for level in cell.targets]
        most = max(map(levels.count, levels), default=0)
        return min((level for level in levels if levels.count(level) == most), default=1.0)

    @cached_property
    def last_ert(self) -> Mapping[tuple[str, str], float]:
        """Expected evaluations to the last target, by variant and workload."""
        table = expected.last_target(self.ert)
        return dict(zip(zip(table["variant"], table["workload"], strict=True), table["ert"], strict=True))

    @cached_property
    def _tuned(self) -> pd.DataFrame:
        return expected.tuned(self.evaluation_hits)

    @property
    def _is_solved(self) -> bool:
        return bool(self.ert["solved"].any())

    @property
    def _can_be_tested(self) -> bool:
        return min(len(self.ranking), len(self.workloads)) >= LEAST_RANKED
