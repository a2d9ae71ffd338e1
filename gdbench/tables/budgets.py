"""The expected result of a smaller tuning budget: that of the best of the first k trials."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from math import comb

import numpy as np
import pandas as pd

from gdbench.tables.bootstrap import interval, multiplicities

DRAWS = 200  # of curves


@cache
def order_weights(trials: int) -> np.ndarray:
    """Return ``[n, n]``: the chance that the i-th best of n trials is the best of k drawn without replacement.

    P(i, k) = C(n − i, k − 1) / C(n, k), rows k = 1 … n, columns i = 1 … n (Dodge et al. 2019 without replacement).
    """
    n = trials
    return np.array([[comb(n - i, k - 1) / comb(n, k) for i in range(1, n + 1)] for k in range(1, n + 1)])


def best_of_first(values: np.ndarray, rounds: Sequence[np.ndarray]) -> np.ndarray:
    """Return ``[B, n, C]``: the expected ``values`` ``[n, C]`` of the best of the first k trials, k = 1 … n.

    ``values`` are given best first, and ``rounds`` hold the places ``[B, m]`` of the trials of each round in B draws.
    The trials of a round are exchangeable, so k stands for all trials of the rounds before and a random choice from the
    next round (see `order_weights`).
    """
    leader, curves = np.full((len(rounds[0]), 1), len(values)), []
    for members in rounds:
        place = np.minimum(np.sort(members, axis=1), leader)
        curves.append(order_weights(place.shape[1]) @ values[place])
        leader = place[:, :1]
    return np.concatenate(curves, axis=1)


def best_of_k_workloads(trials: pd.DataFrame) -> pd.DataFrame:
    """Return, per variant, workload and k, the expected result of the best of the first k trials on the tuning seeds.

    E[y of the best of k] = Σ_i P(i, k) y_(i), with the trials ordered as tuning ranks them (see `trials_table` and
    `best_of_first`). Columns: variant, workload, k, effort, calls (exp(effort): the geometric mean over seeds and
    targets, in which a miss counts as ten budgets), area, success (share of runs that reach the last target).
    """
    groups = cell_rows(trials)
    values = np.stack([trials["effort"], trials["area"], trials["solved"] / trials["attempted"]], axis=1).astype(float)
    rounds = trials["round"].to_numpy()
    means = [best_of_first(values[first:last], _members(rounds[first:last]))[0] for first, last in groups]
    mean = np.concatenate(means) if means else np.empty((0, 3))
    k = [np.arange(1, last - first + 1) for first, last in groups]
    table = trials[["variant", "workload"]].reset_index(drop=True).assign(k=np.concatenate(k) if k else [])
    return table.assign(effort=mean[:, 0], calls=np.exp(mean[:, 0]), area=mean[:, 1], success=mean[:, 2])


def best_of_k(trials: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """Return, per variant and k, the expected score of the best of the first k trials, averaged over workloads.

    A workload on which the variant failed, or to which it does not apply, counts 0, as in the ranking. A workload with
    fewer than k trials keeps the value of its largest k. low and high come from a bootstrap over workloads and over the
    trials of each workload, and are NaN for fewer than `LEAST` workloads. Columns: variant, k, area, low, high, success
    (share of runs that reach the last target), trials.
    """
    workloads = list(dict.fromkeys(cells["workload"]))
    place = {name: i for i, name in enumerate(workloads)}
    often = multiplicities(DRAWS, len(workloads)) / max(1, len(workloads))  # [B, W]
    names, loads = trials["variant"].to_numpy(object), trials["workload"].to_numpy(object)
    values = np.stack([trials["area"], trials["solved"] / trials["attempted"]], axis=1).astype(float)
    rounds, most = trials["round"].to_numpy(), dict.fromkeys(names, 0)
    found: dict[str, list[tuple[int, np.ndarray, np.ndarray]]] = {name: [] for name in most}
    for first, last in cell_rows(trials):
        found[names[first]].append((place[loads[first]], *_drawn(values[first:last], rounds[first:last])))
        most[names[first]] = max(most[names[first]], last - first)
    rows = []
    for name, parts in found.items():
        mean, drawn = np.zeros((most[name], 2)), np.zeros((DRAWS, most[name]))
        for w, expected, sampled in parts:
            kept = np.minimum(np.arange(most[name]), len(expected) - 1)
            mean += expected[kept] / len(workloads)
            drawn += often[:, w : w + 1] * sampled[:, kept]
        low, high = interval(drawn, len(workloads))
        facts = {"variant": name, "k": np.arange(1, most[name] + 1), "area": mean[:, 0], "low": low, "high": high}
        rows.append(pd.DataFrame(facts | {"success": mean[:, 1], "trials": most[name]}))
    columns = ["variant", "k", "area", "low", "high", "success", "trials"]
    return pd.concat(rows, ignore_index=True) if rows else pd.DataFrame(columns=columns)


def _drawn(values: np.ndarray, rounds: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return expected values ``[n, 2]`` of the best of k trials, and the first column for resamples ``[B, n]``.

    The trials of a round are resampled among themselves, because a later round was placed by the results of the first.
    """
    random, members = np.random.default_rng(len(values)), _members(rounds)
    drawn = [each[0, random.integers(each.size, size=(DRAWS, each.size))] for each in members]
    return best_of_first(values, members)[0], best_of_first(values[:, :1], drawn)[:, :, 0]


def _members(rounds: np.ndarray) -> list[np.ndarray]:
    """Return the places ``[1, m]`` of the trials of each round, given the rounds of the trials, best first."""
    return [np.flatnonzero(rounds == number)[None] for number in np.unique(rounds)]


def cell_rows(trials: pd.DataFrame) -> list[tuple[int, int]]:
    """Return (first row, last row + 1) of each cell in a table of trials; the rows of a cell must be contiguous."""
    if not len(trials):
        return []
    codes = [pd.factorize(trials[name])[0] for name in ("variant", "workload")]
    changed = np.flatnonzero((np.diff(codes[0]) != 0) | (np.diff(codes[1]) != 0)) + 1
    edges = [0, *changed.tolist(), len(trials)]
    return list(pairwise(edges))
