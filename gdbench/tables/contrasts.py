"""Two runs side by side on their common ground: areas, places and expected running times, with paired intervals."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gdbench import measures
from gdbench.tables.bootstrap import DRAWS, LEVEL, interval, multiplicities, resampled_means
from gdbench.tables.common_ground import CELL, CommonGround, paired
from gdbench.tables.scores import RANKED_SHARE
from gdbench.tables.ties import ranks, widening

# Smaller changes count as no change even when they are significant, because they do not matter in practice.
SLIGHT_AREA = 0.005
SLIGHT_RATIO = 0.01


def moves(ground: CommonGround) -> pd.DataFrame:
    """Return, per variant ranked in both runs, how its place and its area changed, most improved first.

    Both runs are ranked on the common ground, each with its own bootstrap weights. Columns: variant, workloads,
    rank_base, rank_head, climbed (places gained by area from base to head, negative if lost), climbed_low,
    climbed_high, area_base, area_head, difference (head − base, mean over the variant's own workloads), low, high (95 %
    simultaneous interval, see `_all_at_once`), moved (better, worse, or same; same if the interval of the difference
    contains 0 or the difference is below `SLIGHT_AREA`).
    """
    names, base, head = ground.areas()
    own = ~(np.isnan(base).any(axis=2) | np.isnan(head).any(axis=2))  # [V, W]
    ranked = own.mean(axis=1) >= RANKED_SHARE if own.size else np.zeros(len(names), bool)
    names, own = [name for name, keep in zip(names, ranked, strict=True) if keep], own[ranked]
    if not names:
        return pd.DataFrame(columns=_MOVES)
    sides = [np.where(own[:, :, None], side[ranked], 0.0) for side in (base, head)]
    places = [_places(resampled_means(side, ground.base_weights)) for side in sides]
    mean = [side.mean(axis=(1, 2)) for side in sides]
    place = [_places(each[None])[0] for each in mean]
    climbed = [bound.astype(int) for bound in interval(places[0] - places[1])]
    own_mean = [side.sum(axis=(1, 2)) / (own.sum(axis=1) * side.shape[2]) for side in sides]
    change = own_mean[1] - own_mean[0]
    low, high = _all_at_once(change, _own_means(sides[1] - sides[0], own, ground.base_weights), own.shape[1])
    weights = (ground.base_weights, ground.head_weights)
    blocks = own.shape[1]
    rank = [ranks(m, resampled_means(s, w), blocks) for m, s, w in zip(mean, sides, weights, strict=True)]
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
    difference. The ratio is 0 if only head reached the target, inf if only base did, and NaN if neither did. Columns:
    variant, workload, level, ert_base, ert_head, solved_base, solved_head, attempted, ratio, low, high, moved (faster,
    slower, same, or unsolved; same if the interval contains 1 or the change is below `SLIGHT_RATIO`), setting_base,
    setting_head.
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
    low, high = interval(spread, axis=1)
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


def _places(means: np.ndarray) -> np.ndarray:
    """Return the places ``[B, V]`` of mean areas ``[B, V]``; the largest area has place 1."""
    return 1 + (means[:, :, None] > means[:, None, :]).sum(axis=1)


def _own_means(values: np.ndarray, own: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return means ``[B, V]`` of values ``[V, W, S]`` over only the ``own`` workloads ``[V, W]`` of each variant."""
    seeds = weights.shape[2]
    drawn = weights.reshape(len(weights), -1).astype(float)
    share = drawn @ np.repeat(own, seeds, axis=1).T.astype(float)
    total = drawn @ values.reshape(len(values), -1).T
    return np.where(share > 0, total, 0.0) / np.where(share > 0, share, 1.0)


def _all_at_once(change: np.ndarray, drawn: np.ndarray, blocks: int) -> tuple[np.ndarray, np.ndarray]:
    """Return simultaneous 95 % intervals of changes ``[V]``, from paired draws ``[B, V]``.

    Each interval is change ± c · se, where se is the standard deviation over draws and c is the 95 % quantile over
    draws of the largest |drawn − its mean| / se of any variant, widened for few workloads (`ties.widening`). Separate
    intervals would report a change for one of twenty variants that did not change.
    """
    spread = drawn.std(axis=0)
    varies = spread > 1e-9
    if not varies.any():
        return change, change
    chance = np.abs(drawn - drawn.mean(axis=0))[:, varies] / spread[varies]
    reach = widening(blocks) * np.quantile(chance.max(axis=1), LEVEL) * np.where(varies, spread, 0.0)
    return change - reach, change + reach


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
