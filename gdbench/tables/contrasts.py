"""Two runs side by side, on what they have in common: areas, places and expected running times, with paired intervals.

Both runs are cut to the cells that both evaluated, to the targets that both have, and to the smaller budget of each
cell: a target that one run reached beyond the other's budget counts as missed. Runs are paired by workload and seed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from gdbench.tables.expected import tuned
from gdbench.tables.resampling import DRAWS, LEVEL, interval, multiplicities, run_multiplicities
from gdbench.tables.verdicts import RANKED_SHARE, ranks, scores, widening

# Changes too small to matter are no moves, however sure they are: an area that nobody sees, one call in a hundred.
SLIGHT_AREA = 0.005
SLIGHT_RATIO = 0.01
_CELL = ["variant", "workload"]


@dataclass(frozen=True)
class Pair:
    """Two runs cut to common ground: hits of the tuned settings, and one row per common cell in one order.

    ``base_cells`` and ``head_cells`` differ in status, setting, trial and evaluation key only.
    """

    base_hits: pd.DataFrame
    head_hits: pd.DataFrame
    base_cells: pd.DataFrame
    head_cells: pd.DataFrame

    @property
    def identical(self) -> int:
        """How many common cells are one and the same computation, stored under one key."""
        keys = self.base_cells["evaluation"], self.head_cells["evaluation"]
        return int((keys[0].notna() & (keys[0] == keys[1])).sum())


def common(
    base_hits: pd.DataFrame, head_hits: pd.DataFrame, base_cells: pd.DataFrame, head_cells: pd.DataFrame
) -> Pair:
    """Return two runs cut to the cells, targets and budgets that both have; cells declined by one are left out."""
    tried = [cells[cells["status"] != "declined"] for cells in (base_cells, head_cells)]
    both = tried[0].merge(tried[1], on=_CELL, suffixes=("_base", "_head"))
    levels = [
        sorted(set(one) & set(other), reverse=True)
        for one, other in zip(both["targets_base"], both["targets_head"], strict=True)
    ]
    both["budget"] = both[["budget_base", "budget_head"]].min(axis=1)
    both["levels"] = pd.Series(levels, index=both.index, dtype=object)
    both = both[both["levels"].str.len() > 0]
    columns = ["status", "setting", "trial", "evaluation"]
    sides = [
        both[[*_CELL, "budget", *(f"{name}_{side}" for name in columns)]]
        .rename(columns={f"{name}_{side}": name for name in columns})
        .reset_index(drop=True)
        for side in ("base", "head")
    ]
    return Pair(_cut(base_hits, both), _cut(head_hits, both), *sides)


def moves(pair: Pair) -> pd.DataFrame:
    """Return, per variant ranked in both runs, how its place and its area changed, most improved first.

    Both runs are ranked anew on the common ground. Columns: variant, workloads, rank_base, rank_head, climbed
    (places gained from base to head by area; negative: lost), climbed_low, climbed_high, area_base, area_head,
    difference (head − base, mean over the variant's own workloads), low, high (95 %, for all variants at once, see
    `_all_at_once`), moved (better, worse, or same where the interval of the difference holds 0 or the difference is
    below `SLIGHT_AREA`).
    """
    names, _, base, head = _areas(pair)
    own = ~(np.isnan(base).any(axis=2) | np.isnan(head).any(axis=2))  # [V, W]
    ranked = own.mean(axis=1) >= RANKED_SHARE if own.size else np.zeros(len(names), bool)
    names, own = [name for name, keep in zip(names, ranked, strict=True) if keep], own[ranked]
    sides = [np.where(own[:, :, None], side[ranked], 0.0) for side in (base, head)]
    if not names:
        return pd.DataFrame(columns=_MOVES)
    weights = run_multiplicities(DRAWS, *own.shape[1:], sides[0].shape[2]).reshape(DRAWS, -1)
    draws = [_means(side, weights) for side in sides]
    places = [1 + (each[:, :, None] > each[:, None, :]).sum(axis=1) for each in draws]
    mean = [side.mean(axis=(1, 2)) for side in sides]
    place = [1 + (each[None] > each[:, None]).sum(axis=1) for each in mean]
    climbed = [bound.astype(int) for bound in interval(places[0] - places[1])]
    share = _means(np.broadcast_to(own[:, :, None], sides[0].shape), weights)
    drawn = np.where(share > 0, draws[1] - draws[0], 0.0) / np.where(share > 0, share, 1.0)
    own_mean = [side.sum(axis=(1, 2)) / (own.sum(axis=1) * side.shape[2]) for side in sides]
    change = own_mean[1] - own_mean[0]
    low, high = _all_at_once(change, drawn, own.shape[1])
    values = {
        "variant": np.array(names, dtype=object),
        "workloads": own.sum(axis=1),
        "rank_base": ranks(mean[0], draws[0], own.shape[1]),
        "rank_head": ranks(mean[1], draws[1], own.shape[1]),
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


def ratios(pair: Pair, draws: int = DRAWS) -> pd.DataFrame:
    """Return, per common cell, ERT to the last common target in both runs and their ratio ERT_head / ERT_base.

    ERT = (calls of all runs) / (number of successful runs); see `expected.expected_running_time`. The 95 % interval
    is a paired bootstrap over seeds, in which a draw without any success counts as no difference. A ratio is 0
    where only head reached the target, inf where only base did, NaN where neither did. Columns: variant, workload,
    level, ert_base, ert_head, solved_base, solved_head, attempted, ratio, low, high, moved (faster, slower, same:
    the interval holds 1 or the change is below `SLIGHT_RATIO`, or unsolved), setting_base, setting_head.
    """
    cells = pair.base_cells[_CELL].copy()
    cells["setting_base"], cells["setting_head"] = pair.base_cells["setting"], pair.head_cells["setting"]
    sides = [_last_runs(hits, cells) for hits in (pair.base_hits, pair.head_hits)]
    ran = [len(hits) > 0 for hits in (pair.base_hits, pair.head_hits)]
    if not any(ran):  # nothing in common, or every common cell failed in both
        nothing = dict.fromkeys(_RATIOS[2:-2], np.nan) | {"attempted": 0, "moved": "unsolved"}
        return cells.assign(**nothing)[_RATIOS]
    calls, solved = (_paired([side[i] for side in sides], ran) for i in (0, 1))  # [P, S]
    seeds = calls[0].shape[1]
    weights = multiplicities(draws, seeds)
    ert = [_over(c.sum(axis=1), s.sum(axis=1)) for c, s in zip(calls, solved, strict=True)]
    drawn = [_over(c @ weights.T, s @ weights.T) for c, s in zip(calls, solved, strict=True)]  # [P, B]
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


def _cut(hits: pd.DataFrame, both: pd.DataFrame) -> pd.DataFrame:
    """Keep the tuned hits of common cells at common levels, within the common budget; targets are counted anew."""
    ground = both[[*_CELL, "levels"]].explode("levels").rename(columns={"levels": "level"})
    ground["level"] = ground["level"].astype(float)
    ground["target"] = ground.groupby(_CELL, sort=False).cumcount()
    ground = ground.merge(both[[*_CELL, "budget"]], on=_CELL)
    frame = tuned(hits).drop(columns=["target"]) if len(hits) else pd.DataFrame(columns=_HITS, dtype=float)
    frame = frame.astype({name: object for name in _CELL}).merge(ground, on=[*_CELL, "level"])
    late = frame["cost"].to_numpy(float) > frame["budget"].to_numpy(float)
    frame["cost"] = np.where(late, np.inf, frame["cost"].to_numpy(float))
    frame["spent"] = np.minimum(frame["spent"].to_numpy(float), frame["budget"].to_numpy(float))
    return frame.drop(columns=["budget"])


_HITS = [*_CELL, "stage", "trial", "seed", "level", "cost", "step", "spent", "steps"]


def _areas(pair: Pair) -> tuple[list[str], list[str], np.ndarray, np.ndarray]:
    """Areas ``[V, W, S]`` of both runs on the common ground; seeds are paired in their order."""
    sides = [scores(pair.base_hits, pair.base_cells), scores(pair.head_hits, pair.head_cells)]
    areas = _paired([side.area for side in sides], [len(pair.base_hits) > 0, len(pair.head_hits) > 0])
    return sides[0].variants, sides[0].workloads, *areas


def _paired(sides: list[np.ndarray], ran: list[bool]) -> list[np.ndarray]:
    """Cut both sides to as many seeds (last axis) as both have; a side of failed cells alone has as many as needed."""
    known = [side.shape[-1] for side, here in zip(sides, ran, strict=True) if here]
    seeds = min(known, default=1)
    return [
        side[..., :seeds] if here else np.repeat(side[..., :1], seeds, axis=-1)
        for side, here in zip(sides, ran, strict=True)
    ]


def _all_at_once(change: np.ndarray, drawn: np.ndarray, blocks: int) -> tuple[np.ndarray, np.ndarray]:
    """Return intervals of changes ``[V]`` that all hold together in 95 % of cases, from paired draws ``[B, V]``.

    change ± c · se, se the standard deviation over draws and c the 95 % quantile over draws of the largest
    |drawn − its mean| / se of any variant, widened for few workloads (`verdicts.widening`). Judging each variant alone
    would name one of twenty that did not change.
    """
    spread = drawn.std(axis=0)
    varies = spread > 1e-9
    if not varies.any():
        return change, change
    chance = np.abs(drawn - drawn.mean(axis=0))[:, varies] / spread[varies]
    reach = widening(blocks) * np.quantile(chance.max(axis=1), LEVEL) * np.where(varies, spread, 0.0)
    return change - reach, change + reach


def _means(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Means ``[B, V]`` of ``[V, W, S]`` over resampled runs, rounded so that equal values have equal means."""
    return np.round(weights @ values.reshape(len(values), -1).T / weights.sum(axis=1, keepdims=True), 12)


def _last_runs(hits: pd.DataFrame, cells: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Calls and successes ``[P, S]`` of each run to the last common target of its cell, and its level ``[P]``."""
    last = hits[hits["target"] == hits.groupby(_CELL)["target"].transform("max")] if len(hits) else hits
    place = {key: i for i, key in enumerate(cells[_CELL].itertuples(index=False, name=None))}
    seeds = {seed: i for i, seed in enumerate(sorted(last["seed"].unique()))}
    calls, solved = np.zeros((2, len(cells), max(1, len(seeds))))
    level = np.full(len(cells), np.nan)
    for row in last.itertuples():
        at = place[(row.variant, row.workload)], seeds[row.seed]
        hit = np.isfinite(row.cost)
        calls[at], solved[at] = row.cost if hit else row.spent, hit
        level[at[0]] = row.level
    return calls, solved, level


def _over(calls: np.ndarray, solved: np.ndarray) -> np.ndarray:
    """ERT: calls divided by successes, inf without one."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(solved > 0, calls / solved, np.inf)


def _ratio(head: np.ndarray, base: np.ndarray) -> np.ndarray:
    with np.errstate(divide="ignore", invalid="ignore"):
        return head / base  # inf / inf is NaN: neither reached it


def _side_of(
    low: np.ndarray, high: np.ndarray, neutral: float, seen: np.ndarray, *, more: str, less: str
) -> np.ndarray:
    """On which side of ``neutral`` an interval lies; same where it holds it, or where the change is not seen."""
    return np.where(seen & (low > neutral), more, np.where(seen & (high < neutral), less, "same"))
