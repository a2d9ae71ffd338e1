"""What a page or a text in short needs of a run, each table made when it is first asked for.

`facts` gathers everything the main page shows; an index over fifty runs wants fifty verdicts and nothing else. Names
are those of `facts.Facts`, so that `sentences` speaks of both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from gdbench.tables import clocks, expected, profiles, tidy, verdicts
from gdbench.types import Stage


@dataclass(frozen=True)
class Brief:
    """A run in short: its manifest, its stored cells, its timings, and the tables made of them."""

    manifest: Mapping[str, Any]
    stored: tidy.Cells
    timings: Sequence[Mapping[str, Any]]

    @property
    def cells(self) -> Sequence[Mapping[str, Any]]:
        """The cells of the manifest."""
        return self.manifest["cells"]

    @cached_property
    def status(self) -> Mapping[str, int]:
        """How many cells were done, declined and failed."""
        ends = [cell["status"] for cell in self.cells]
        return {name: ends.count(name) for name in ("done", "declined", "failed")}

    @cached_property
    def workloads(self) -> Mapping[str, Mapping[str, Any]]:
        """The facts of one cell of each workload, by its label."""
        return {cell["workload"]: cell for cell in self.cells}

    @cached_property
    def table(self) -> pd.DataFrame:
        """One row per cell."""
        return tidy.cells_table(self.manifest) if self.cells else pd.DataFrame(columns=_NO_CELLS)

    @cached_property
    def _reported(self) -> tidy.Cells:
        return [part for part in self.stored if part[1] is Stage.EVALUATION]

    @cached_property
    def hits(self) -> pd.DataFrame:
        """One row per evaluated run and target."""
        return tidy.hits_table(self._reported)

    @cached_property
    def runs(self) -> pd.DataFrame:
        """One row per evaluated run, and per failed or declined cell."""
        return tidy.runs_table(self.manifest, self._reported)

    @cached_property
    def steps(self) -> pd.DataFrame:
        """Time per step of each variant."""
        return clocks.steps_table(self.timings)

    @cached_property
    def ranking(self) -> pd.DataFrame:
        """The verdict; empty where no variant applies to enough workloads."""
        tried = self.table[self.table["status"] != "declined"].groupby("variant")["workload"].nunique()
        if not self._reported or not (tried >= verdicts.RANKED_SHARE * len(self.workloads)).any():
            return pd.DataFrame()
        return verdicts.ranking(self.hits, self.runs, self.table, self.steps)

    @cached_property
    def specialists(self) -> pd.DataFrame:
        """The variants beside the ranking."""
        if not self._reported:
            return pd.DataFrame()
        leader = self.ranking["variant"].iloc[0] if len(self.ranking) else None
        return verdicts.specialists(self.hits, self.runs, self.table, leader)

    @cached_property
    def profile(self) -> pd.DataFrame:
        """The performance profile; empty where nothing was solved."""
        if not self._reported:
            return pd.DataFrame()
        ert = expected.expected_running_time(expected.tuned(self.hits))
        return profiles.performance_profile(ert) if ert["solved"].any() else pd.DataFrame()


_NO_CELLS = ["variant", "workload", "status", "targets", "budget", "setting", "trial", "evaluation"]
