"""Average ranks over workloads: Friedman's test, Holm-corrected comparisons, the critical difference.

The tests are fixed in advance (Demšar 2006, Journal of Machine Learning Research 7:1) and are not chosen after looking
at the data. Workloads are the blocks; the value of a block is the mean score over seeds (see `scores`).
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from gdbench.tables.scores import contestants

ALPHA = 0.05


def block_ranks(hits: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """Return the rank of each ranked variant on each workload; the best has rank 1, and ties share their mean rank.

    Rows are workloads and columns are variants. A declined or failed workload has score 0 and so gets the last rank.
    """
    names, area, _ = contestants(hits, cells)
    value = pd.DataFrame(np.round(area.mean(axis=2).T, 12), columns=names)
    value.index = pd.Index(list(dict.fromkeys(cells["workload"])), name="workload")
    return value.rank(axis=1, ascending=False, method="average")


def average_ranks(hits: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """Return the mean rank of each ranked variant over workloads, best first: variant, mean_rank, workloads."""
    ranks = block_ranks(hits, cells)
    table = ranks.mean().rename("mean_rank").rename_axis("variant").reset_index().assign(workloads=len(ranks))
    return table.sort_values("mean_rank", kind="stable", ignore_index=True)


def friedman_test(hits: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """Return one row: Friedman's statistic, its p-value, and Nemenyi's critical difference of mean ranks.

    χ² = 12N / (k(k+1)) · (Σ R̄ⱼ² − k(k+1)²/4), corrected for ties, for N workloads and k variants. CD =
    q₀.₀₅ √(k(k+1)/6N), where q is the studentised range quantile for infinite degrees of freedom divided by √2. The
    statistic is NaN for fewer than three variants or two workloads, and p = 1 if all ranks are tied. Columns:
    statistic, p_value, variants, workloads, critical_difference.
    """
    from scipy import stats

    ranks = block_ranks(hits, cells)
    blocks, count = ranks.shape
    statistic, p_value, difference = np.nan, np.nan, np.nan
    if count >= 2 and blocks:
        quantile = stats.studentized_range.ppf(1 - ALPHA, count, np.inf) / np.sqrt(2.0)
        difference = quantile * np.sqrt(count * (count + 1) / (6.0 * blocks))
    if count >= 3 and blocks >= 2:
        tied = (ranks.nunique(axis=1) == 1).all()
        statistic, p_value = (0.0, 1.0) if tied else stats.friedmanchisquare(*ranks.to_numpy().T)
    row = {"statistic": statistic, "p_value": p_value, "variants": count, "workloads": blocks}
    return pd.DataFrame([row | {"critical_difference": difference}])


def posthoc(hits: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """Return, for each ordered pair of variants, the Holm-corrected p-value of their difference in mean rank.

    z = |R̄ᵢ − R̄ⱼ| / √(k(k+1)/6N), two-sided (Siegel & Castellan 1988). Columns: variant, against,
    difference (of mean ranks, negative where the first is better), p_value, apart (p < 0.05).
    """
    ranks = block_ranks(hits, cells)
    columns = ["variant", "against", "difference", "p_value", "apart"]
    if ranks.shape[1] < 2 or not len(ranks):
        return pd.DataFrame(columns=columns)
    mean, found = ranks.mean().to_numpy(), _p_values(ranks)
    first, second = np.nonzero(~np.eye(len(mean), dtype=bool))
    names = ranks.columns.to_numpy(object)
    p_value = found[first, second]
    facts = {"variant": names[first], "against": names[second], "difference": mean[first] - mean[second]}
    return pd.DataFrame(facts | {"p_value": p_value, "apart": p_value < ALPHA})


def rank_groups(hits: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """Return the bars of a critical-difference diagram: variants that do not differ significantly share a group.

    p falls as the difference in mean rank grows, so a group consists of consecutive variants in the order of mean rank.
    Groups can overlap, and a variant has one row per group. Columns: variant, mean_rank, group (from 0, best first).
    """
    ranks = block_ranks(hits, cells)
    mean = ranks.mean().sort_values(kind="stable")
    if len(mean) < 2 or not len(ranks):
        return pd.DataFrame({"variant": mean.index, "mean_rank": mean.to_numpy(), "group": 0})
    together = _p_values(ranks[mean.index]) >= ALPHA
    rows: list[tuple[str, float, int]] = []
    reached = -1
    for first, row in enumerate(together):
        last = int(np.flatnonzero(row)[-1])
        if last > reached:
            number = rows[-1][2] + 1 if rows else 0
            rows += [(str(mean.index[k]), float(mean.iloc[k]), number) for k in range(first, last + 1)]
            reached = last
    return pd.DataFrame(rows, columns=["variant", "mean_rank", "group"])


def _p_values(ranks: pd.DataFrame) -> np.ndarray:
    """Return the Holm-corrected p-values ``[v, v]``; scikit-posthocs gives the same but takes seconds to import."""
    from scipy.special import ndtr

    blocks, count = ranks.shape
    mean = ranks.mean().to_numpy()
    first, second = np.triu_indices(count, 1)
    z = np.abs(mean[first] - mean[second]) / np.sqrt(count * (count + 1) / (6.0 * blocks))
    alone = 2.0 * ndtr(-z)
    order = np.argsort(alone, kind="stable")
    stepped = np.maximum.accumulate(alone[order] * np.arange(len(alone), 0, -1))
    table = np.ones((count, count))
    pairs = first[order], second[order]
    table[pairs] = table[pairs[::-1]] = np.minimum(stepped, 1.0)
    return table
