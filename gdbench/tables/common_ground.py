"""The common ground of two runs: the cells, targets, budgets and seeds that both have.

The smaller of the two budgets applies to both runs: a target that was reached later counts as missed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from gdbench.tables.expected import tuned
from gdbench.tables.scores import scores

CELL = ["variant", "workload"]


@dataclass(frozen=True)
class CommonGround:
    """Two runs restricted to their common cells, targets, budgets and seeds: the tuned hits, and one row per cell.

    ``base_cells`` and ``head_cells`` have the same order and differ only in status, setting, trial and evaluation key.
    """

    base_hits: pd.DataFrame
    head_hits: pd.DataFrame
    base_cells: pd.DataFrame
    head_cells: pd.DataFrame

    @property
    def identical(self) -> int:
        """The number of common cells that are the same computation, which both runs store under the same key."""
        keys = self.base_cells["evaluation"], self.head_cells["evaluation"]
        return int((keys[0].notna() & (keys[0] == keys[1])).sum())

    def areas(self) -> tuple[list[str], np.ndarray, np.ndarray]:
        """Return the variants and the areas ``[V, W, S]`` of both runs; seeds are paired in their order."""
        sides = [scores(self.base_hits, self.base_cells), scores(self.head_hits, self.head_cells)]
        base, head = paired([side.area for side in sides], [len(self.base_hits) > 0, len(self.head_hits) > 0])
        return sides[0].variants, base, head


def common(
    base_hits: pd.DataFrame, head_hits: pd.DataFrame, base_cells: pd.DataFrame, head_cells: pd.DataFrame
) -> CommonGround:
    """Return two runs restricted to their common cells, targets and budgets, without cells that either run declined."""
    tried = [cells[cells["status"] != "declined"] for cells in (base_cells, head_cells)]
    both = tried[0].merge(tried[1], on=CELL, suffixes=("_base", "_head"))
    levels = [
        sorted(set(one) & set(other), reverse=True)
        for one, other in zip(both["targets_base"], both["targets_head"], strict=True)
    ]
    both["budget"] = both[["budget_base", "budget_head"]].min(axis=1)
    both["levels"] = pd.Series(levels, index=both.index, dtype=object)
    both = both[both["levels"].str.len() > 0]
    columns = ["status", "setting", "trial", "evaluation"]
    sides = [
        both[[*CELL, "budget", *(f"{name}_{side}" for name in columns)]]
        .rename(columns={f"{name}_{side}": name for name in columns})
        .reset_index(drop=True)
        for side in ("base", "head")
    ]
    found = [_cut(base_hits, both), _cut(head_hits, both)]
    return CommonGround(found[0], found[1], sides[0], sides[1])


def paired(sides: list[np.ndarray], ran: list[bool]) -> tuple[np.ndarray, np.ndarray]:
    """Return both sides cut to the same number of seeds (last axis); a side without runs is repeated to that number."""
    known = [side.shape[-1] for side, here in zip(sides, ran, strict=True) if here]
    seeds = min(known, default=1)
    base, head = (
        side[..., :seeds] if here else np.repeat(side[..., :1], seeds, axis=-1)
        for side, here in zip(sides, ran, strict=True)
    )
    return base, head


def _cut(hits: pd.DataFrame, both: pd.DataFrame) -> pd.DataFrame:
    """Keep the tuned hits of common cells at common levels within the common budget, and number the targets anew."""
    ground = both[[*CELL, "levels"]].explode("levels").rename(columns={"levels": "level"})
    ground["level"] = ground["level"].astype(float)
    ground["target"] = ground.groupby(CELL, sort=False).cumcount()
    ground = ground.merge(both[[*CELL, "budget"]], on=CELL)
    frame = tuned(hits).drop(columns=["target"]) if len(hits) else pd.DataFrame(columns=_HITS, dtype=float)
    frame = frame.astype({name: object for name in CELL}).merge(ground, on=[*CELL, "level"])
    late = frame["cost"].to_numpy(float) > frame["budget"].to_numpy(float)
    frame["cost"] = np.where(late, np.inf, frame["cost"].to_numpy(float))
    frame["spent"] = np.minimum(frame["spent"].to_numpy(float), frame["budget"].to_numpy(float))
    return frame.drop(columns=["budget"])


_HITS = [*CELL, "stage", "trial", "seed", "level", "cost", "step", "spent", "steps"]
