"""The records of a run (manifest, stored cells, timings and close-ups) and the tables that restate them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

import pandas as pd

from gdbench.tables import bands, clocks, tidy, trials
from gdbench.types import CellRow, Closeups, Manifest, Stage, Timing


class Evidence:
    """The records of one run with the tables that restate them; each table is made when it is first used.

    A subclass may override ``stored``, ``evaluated``, ``observations``, ``closeups`` and ``suite_text`` to read them
    from disk.
    """

    def __init__(
        self,
        manifest: Manifest,
        stored: tidy.StoredCells = (),
        timings: Sequence[Timing] = (),
        closeups: Closeups | None = None,
        suite_text: str = "",
    ):
        self.manifest = manifest
        self._stored, self._timings = list(stored), list(timings)
        self._closeups, self._suite_text = closeups or Closeups(), suite_text

    @cached_property
    def stored(self) -> tidy.StoredCells:
        """Every stored stage: (row of the manifest, stage, table of runs)."""
        return self._stored

    @cached_property
    def evaluated(self) -> tidy.StoredCells:
        """The stored stages of evaluation alone."""
        return [part for part in self.stored if part[1] is Stage.EVALUATION]

    @cached_property
    def observations(self) -> list[Timing]:
        """The observations of the clock."""
        return self._timings

    @cached_property
    def closeups(self) -> Closeups:
        """The runs that were recorded at every step, and the landscapes of their functions."""
        return self._closeups

    @cached_property
    def suite_text(self) -> str:
        """The text of the run's suite file, empty if the run has none."""
        return self._suite_text

    @cached_property
    def workloads(self) -> Mapping[str, CellRow]:
        """One cell row per workload, by the workload's label, to look up the facts of the workload."""
        return {cell.workload: cell for cell in self.manifest.cells}

    @cached_property
    def status(self) -> Mapping[str, int]:
        """The number of cells that were done, declined and failed."""
        ends = [cell.status for cell in self.manifest.cells]
        return {name: ends.count(name) for name in ("done", "declined", "failed")}

    @cached_property
    def cells(self) -> pd.DataFrame:
        """One row per cell: its variant and workload, its status, and the setting that tuning chose."""
        return tidy.cells_table(self.manifest)

    @cached_property
    def runs(self) -> pd.DataFrame:
        """One row per run, tuning and evaluation; failed and declined cells have a row too."""
        return tidy.runs_table(self.manifest, self.stored)

    @cached_property
    def evaluation_runs(self) -> pd.DataFrame:
        """One row per run of evaluation; failed and declined cells have a row too."""
        return tidy.runs_table(self.manifest, self.evaluated)

    @cached_property
    def hits(self) -> pd.DataFrame:
        """One row per run and target: the step and the cost of the first hit; the cost of a missed target is inf."""
        return tidy.hits_table(self.stored)

    @cached_property
    def evaluation_hits(self) -> pd.DataFrame:
        """One row per run of evaluation and target, as in ``hits``."""
        return tidy.hits_table(self.evaluated)

    @cached_property
    def curves(self) -> pd.DataFrame:
        """One row per run and sample of its convergence curve."""
        return tidy.curves_table(self.stored)

    @cached_property
    def bands(self) -> pd.DataFrame:
        """The median curve of every cell at the tuned setting, with its quartiles."""
        return bands.bands_table(self.evaluated)

    @cached_property
    def trials(self) -> pd.DataFrame:
        """One row per setting that tuning tried on each cell, best first, with its effort and its label."""
        return trials.trials_table(self.stored)

    @cached_property
    def timings(self) -> pd.DataFrame:
        """One row per wall-clock sample."""
        return clocks.timings_table(self.observations)

    @cached_property
    def steps(self) -> pd.DataFrame:
        """The time per step of each variant that was timed."""
        return clocks.steps_table(self.observations)

    @cached_property
    def conformance(self) -> pd.DataFrame:
        """Each timed own variant beside its counterpart in Optax: distance of end points, ratio of step times."""
        return clocks.conformance_table(self.observations)
