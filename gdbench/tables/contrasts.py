"""Two runs side by side on their common ground: areas, places and expected running times, with paired intervals."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gdbench import measures
from gdbench.tables.blocks import blocks, drawn_means, mean_interval
from gdbench.tables.bootstrap import DRAWS, TAIL, interval, multiplicities
from gdbench.tables.common_ground import CELL, CommonGround, paired
from gdbench.tables.scores import RANKED_SHARE
from gdbench.tables.ties import ranks
from gdbench.tables.verdicts import places_of

# Smaller changes count as no change even when they are significant, because they do not matter in practice.
SLIGHT_AREA = 0.005
SLIGHT_RATIO = 0.01


def moves(ground: CommonGround) -> pd.DataFrame:
    """Return, per variant ranked in both runs, how its place and its area changed, most improved first.

    Both runs are ranked on the common ground. Columns: variant, workloads, rank_base, rank_head, climbed (places gained
    by area from base to head, negative if lost), climbed_low, climbed_high, area_base, area_head, difference (head −
    base, mean over the variant's own workloads), low, high (95 % intervals that hold for all variants together), moved
    (better, worse, or same; same if the interval of the difference contains 0 or the difference is below
    `SLIGHT_AREA`). Intervals are NaN if there is only one block (see `blocks`).
    """
    names, base, head = ground.areas()
    own = ~(np.isnan(base).any(axis=2) | np.isnan(head).any(axis=2))  # [V, W]
    ranked = own.mean(axis=1) >= RANKED_SHARE if own.size else np.zeros(len(names), bool)
    names, own = [name for name, keep in zip(names, ranked, strict=True) if keep], own[ranked]
    if not names:
        return pd.DataFrame(columns=_MOVES)
    sides = [np.where(own[:, :, None], side[ranked], 0.0) for side in (base, head)]
    areas = [blocks(side) for side in sides]
    place = [places_of(each.mean(axis=1)[None])[0] for each in areas]
    rank = [ranks(each) for each in areas]
    climbed = _climbed(areas)
    own_mean = [side.sum(axis=(1, 2)) / (own.sum(axis=1) * side.shape[2]) for side in sides]
    change = own_mean[1] - own_mean[0]
    low, high = _changes(sides[1] - sides[0], own)
    values = {
        "variant": np.array(names, dtype=object),
        "workloads": own.sum(axis=1),
        "rank_base": rank[0],
        "rank_head": rank[1],
        "climbed": place[0] - place[1],
        "climbed_low": climbed[0],
        "climbed_high": climbed[1],
        "area_base": own_mean[0],
        "area_head": own_mean[1],
        "difference": change,
        "low": low,
        "high": high,
        "moved": _side_of(low, high, 0.0, np.abs(change) >= SLIGHT_AREA, more="better", less="worse"),
    }
    return pd.DataFrame(values, columns=_MOVES).sort_values("difference", ascending=False, ignore_index=True)


_MOVES = [
    "variant", "workloads", "rank_base", "rank_head", "climbed", "climbed_low", "climbed_high",
    "area_base", "area_head", "difference", "low", "high", "moved",
]  # fmt: skip


def ratios(ground: CommonGround) -> pd.DataFrame:
    """Return, per common cell, ERT to the last common target in both runs and their ratio ERT_head / ERT_base.

    The 95 % interval comes from a paired bootstrap over seeds, in which a draw without any success counts as no
    difference; it is NaN for fewer than `LEAST` seeds. The ratio is 0 if only head reached the target, inf if only base
    did, and NaN if neither did. Columns: variant, workload, level, ert_base, ert_head, solved_base, solved_head,
    attempted, ratio, low, high, moved (faster, slower, same, or unsolved; same if the interval contains 1 or the change
    is below `SLIGHT_RATIO`), setting_base, setting_head.
    """
    cells = ground.base_cells[CELL].copy()
    cells["setting_base"], cells["setting_head"] = ground.base_cells["setting"], ground.head_cells["setting"]
    sides = [_last_runs(hits, cells) for hits in (ground.base_hits, ground.head_hits)]
    ran = [len(hits) > 0 for hits in (ground.base_hits, ground.head_hits)]
    if not any(ran):  # nothing in common, or every common cell failed in both
        cells[_RATIOS[2:-2]] = np.nan
        cells["attempted"], cells["moved"] = 0, "unsolved"
        return cells[_RATIOS]
    calls, solved = (paired([side[i] for side in sides], ran) for i in (0, 1))  # [P, S]
    seeds = calls[0].shape[1]
    weights = multiplicities(DRAWS, seeds)
    ert = [measures.expected_time(c.sum(axis=1), s.sum(axis=1)) for c, s in zip(calls, solved, strict=True)]
    drawn = [measures.expected_time(c @ weights.T, s @ weights.T) for c, s in zip(calls, solved, strict=True)]  # [P, B]
    spread = _ratio(drawn[1], drawn[0])
    spread = np.where(np.isnan(spread), 1.0, spread)  # neither reached the target in this draw: no difference
    low, high = interval(spread, seeds, axis=1)
    cells["level"] = np.where(np.isnan(sides[0][2]), sides[1][2], sides[0][2])
    cells["ert_base"], cells["ert_head"] = ert
    cells["solved_base"], cells["solved_head"] = (each.sum(axis=1).astype(int) for each in solved)
    cells["attempted"] = seeds
    cells["ratio"] = _ratio(ert[1], ert[0])
    unsolved = cells["ratio"].isna().to_numpy()
    cells["low"], cells["high"] = np.where(unsolved, np.nan, low), np.where(unsolved, np.nan, high)
    seen = np.abs(cells["ratio"].to_numpy() - 1.0) >= SLIGHT_RATIO
    moved = _side_of(low, high, 1.0, seen, more="slower", less="faster")
    cells["moved"] = np.where(unsolved, "unsolved", moved)
    return cells[_RATIOS]


_RATIOS = [
    "variant", "workload", "level", "ert_base", "ert_head", "solved_base", "solved_head", "attempted",
    "ratio", "low", "high", "moved", "setting_base", "setting_head",
]  # fmt: skip


def _climbed(areas: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Return the interval of the places that each variant gained from the first areas ``[V, n]`` to the second."""
    variants, count = areas[0].shape
    if count < 2:
        return np.full(variants, 1 - variants), np.full(variants, variants - 1)
    base, head = (places_of(drawn_means(each)) for each in areas)
    low, high = np.quantile(base - head, [TAIL, 1 - TAIL], axis=0, method="nearest").astype(int)
    return low, high


def _changes(change: np.ndarray, own: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the intervals of the mean changes ``[V, W, S]`` over each variant's ``own`` workloads ``[V, W]``.

    The intervals hold together, because an interval at 95 % for each variant would find a change in one of twenty
    variants that did not change. Variants that have the same workloads share a call, and with it their variance.
    """
    low, high = np.full(len(own), np.nan), np.full(len(own), np.nan)
    for chosen in np.unique(own, axis=0):
        same = (own == chosen).all(axis=1)
        low[same], high[same] = mean_interval(blocks(change[same][:, chosen]), comparisons=len(own))
    return low, high


def _last_runs(hits: pd.DataFrame, cells: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return calls and successes ``[P, S]`` of all runs for the last common target of a cell, and its level ``[P]``."""
    level = np.full(len(cells), np.nan)
    if not len(hits):
        return np.zeros((len(cells), 1)), np.zeros((len(cells), 1)), level
    last = hits[hits["target"] == hits.groupby(CELL)["target"].transform("max")]
    place = pd.MultiIndex.from_frame(cells[CELL]).get_indexer(pd.MultiIndex.from_frame(last[CELL]))
    seeds, seed = np.unique(last["seed"], return_inverse=True)
    calls, solved = np.zeros((2, len(cells), len(seeds)))
    cost = last["cost"].to_numpy(float)
    calls[place, seed] = measures.charged(cost, last["spent"].to_numpy(float))
    solved[place, seed] = np.isfinite(cost)
    level[place] = last["level"]
    return calls, solved, level


def _ratio(head: np.ndarray, base: np.ndarray) -> np.ndarray:
    with np.errstate(divide="ignore", invalid="ignore"):
        return head / base  # inf / inf is NaN: neither run reached the target


def _side_of(
    low: np.ndarray, high: np.ndarray, neutral: float, seen: np.ndarray, *, more: str, less: str
) -> np.ndarray:
    """Return on which side of ``neutral`` each interval lies: same if it contains ``neutral`` or is not ``seen``."""
    return np.where(seen & (low > neutral), more, np.where(seen & (high < neutral), less, "same"))
