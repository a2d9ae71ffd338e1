"""What a page or a text in short needs of a run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from gdbench.tables.run import Run


@dataclass(frozen=True)
class Brief:
    """A run under the names of `facts.Facts`."""

    run: Run

    @cached_property
    def manifest(self) -> Mapping[str, Any]:
        """The manifest as a JSON object."""
        return self.run.manifest.document()

    @property
    def cells(self) -> Sequence[Mapping[str, Any]]:
        """The cells of the manifest."""
        return self.manifest["cells"]

    @cached_property
    def workloads(self) -> Mapping[str, Mapping[str, Any]]:
        """The facts of one cell of each workload, by its label."""
        return {cell["workload"]: cell for cell in self.cells}

    @property
    def table(self) -> pd.DataFrame:
        """One row per cell."""
        return self.run.cells

    @property
    def hits(self) -> pd.DataFrame:
        """One row per evaluated run and target."""
        return self.run.evaluation_hits

    @property
    def runs(self) -> pd.DataFrame:
        """One row per evaluated run, and per failed or declined cell."""
        return self.run.evaluation_runs

    def __getattr__(self, name: str) -> Any:
        return getattr(self.run, name)
