"""A finished run: its tables on demand, and its report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gdbench.api.manifest import keys_of
from gdbench.errors import StoreError, UnknownName
from gdbench.store import Store

if TYPE_CHECKING:
    import pandas as pd

DEFAULT_OUT = "results"
DEFAULT_REPORTS = "reports"


@dataclass(frozen=True)
class Results:
    """A finished run: tables on demand, from the cells that its manifest names."""

    store: Store
    name: str
    manifest: Mapping[str, Any]
    computed: int = 0  # cell stages computed by the call that made this object
    compiled: int = 0  # programs compiled by it

    @cached_property
    def cells(self) -> pd.DataFrame:
        """One row per cell: what it is, how it ended, which setting tuning chose."""
        from gdbench.tables.tidy import cells_table

        return cells_table(self.manifest)

    @cached_property
    def _stored(self) -> Any:
        from gdbench.tables.tidy import read_cells

        return read_cells(self.store, self.manifest)

    @cached_property
    def runs(self) -> pd.DataFrame:
        """One row per run, tuning and evaluation; failed and declined cells have a row too."""
        from gdbench.tables.tidy import runs_table

        return runs_table(self.manifest, self._stored)

    @cached_property
    def hits(self) -> pd.DataFrame:
        """One row per run and target: step and cost of the first hit, inf where it was missed."""
        from gdbench.tables.tidy import hits_table

        return hits_table(self._stored)

    @cached_property
    def curves(self) -> pd.DataFrame:
        """One row per run and sample of its convergence curve."""
        from gdbench.tables.tidy import curves_table

        return curves_table(self._stored)

    @cached_property
    def trials(self) -> pd.DataFrame:
        """One row per setting that tuning tried on each cell, best first: its effort, and how it went."""
        from gdbench.tables.trials import trials_table

        return trials_table(self._stored)

    @cached_property
    def rates(self) -> pd.DataFrame:
        """One row per cell: the fitted convergence rate with its interval, beside what theory says of it."""
        from gdbench.tables.rates import fitted_rates, rates_beside_theory

        return rates_beside_theory(fitted_rates(self._stored), self.cells)

    @cached_property
    def timings(self) -> pd.DataFrame:
        """One row per wall-clock sample."""
        from gdbench.tables.clocks import timings_table

        return timings_table(self._timings)

    @property
    def _timings(self) -> list[dict[str, Any]]:
        return [row.document() for row in self.store.read_timings(self.name)]

    @cached_property
    def verdict(self) -> pd.DataFrame:
        """The ranking, best first."""
        from gdbench.tables.clocks import steps_table
        from gdbench.tables.verdicts import ranking

        steps = steps_table(self._timings)
        return ranking(self.hits, self.runs, self.cells, steps)

    def report(self, path: str | Path | None = None, *, force: bool = True) -> Path:
        """Write the HTML report and return its path; without ``force`` an up-to-date one is left as it is."""
        from gdbench.report import digest_of, write_report

        path = Path(path) if path is not None else Path(DEFAULT_REPORTS) / f"{self.name}.html"
        timings = self._timings
        closeups = self.store.read_closeups(self.name).document()
        digest = digest_of(self.manifest, timings, closeups)
        if not force and path.exists() and digest.encode() in path.read_bytes()[:4096]:
            return path
        suite_text = (self.store.run_folder(self.name) / "suite.toml").read_text()
        path.parent.mkdir(parents=True, exist_ok=True)
        write_report(self.manifest, self._stored, timings, suite_text, path, closeups)
        return path


def load(name: str, out: str | Path = DEFAULT_OUT) -> Results:
    """Return the results of an earlier run, by its name or its folder."""
    folder = Path(name)
    if folder.is_dir() and (folder / "run.json").exists():
        store, name = Store(folder.resolve().parent), folder.resolve().name
    else:
        store = Store(out)
    record = store.read_manifest(name)
    if record is None:
        raise UnknownName("run", name, store.runs())
    manifest = record.document()
    missing = [key for cell in manifest["cells"] for key in keys_of(cell) if not store.has(key)]
    if missing:
        raise StoreError(f"run {name} misses {len(missing)} cells in {store.cells}; run the suite again")
    return Results(store, name, manifest)
