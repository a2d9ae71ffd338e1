"""The one view of a run that the API, the pages, the exports and the gate use: all tables of a run by name."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import pandas as pd

from gdbench.errors import StoreError, UnknownName, UnknownTable
from gdbench.store import Store
from gdbench.tables import tidy
from gdbench.tables.studies import Studies
from gdbench.types import Closeups, Manifest, Stage, Timing


class Run(Studies):
    """The records of a run and all tables that are made of them; each table is made when it is first used.

    A table without content is empty and never absent. Tables are about the evaluation runs at the setting that tuning
    chose, unless a table says otherwise.
    """

    @classmethod
    def names(cls) -> list[str]:
        """Return the names of all tables; what begins with an underscore is only a step towards one."""
        known = {name: each for base in reversed(cls.__mro__) for name, each in vars(base).items()}
        return sorted(name for name, each in known.items() if _is_table(each) and not name.startswith("_"))

    def table(self, name: str) -> pd.DataFrame:
        """Return a table by its name; raises `UnknownTable`, which lists all names, for any other name."""
        if name not in self.names():
            raise UnknownTable(name, self.names())
        return getattr(self, name)

    @staticmethod
    def of(store: Store, name: str) -> StoredRun:
        """Return a run of a results folder; its records are read when they are first used.

        Raises `UnknownName` if there is no such run, and `StoreError` if some of its cells are missing.
        """
        manifest = store.read_manifest(name)
        if manifest is None:
            raise UnknownName("run", name, store.runs())
        missing = sum(not store.has(key) for key in manifest.keys)
        if missing:
            raise StoreError(f"run {name} misses {missing} cells in {store.cells}; run the suite again")
        return StoredRun(store, name, manifest)


class StoredRun(Run):
    """A run of a results folder; tables about evaluation read only the stored stages of evaluation."""

    def __init__(self, store: Store, name: str, manifest: Manifest):
        super().__init__(manifest)
        self.store, self.name = store, name

    @cached_property
    def stored(self) -> tidy.StoredCells:
        """All stored stages in the order of the manifest; the tuning of a cell comes before its evaluation."""
        place = {(cell.variant, cell.workload): i for i, cell in enumerate(self.manifest.cells)}
        both = [*tidy.read_cells(self.store, self.manifest, Stage.TUNING), *self.evaluated]
        return sorted(both, key=lambda part: place[part[0].variant, part[0].workload])

    @cached_property
    def evaluated(self) -> tidy.StoredCells:
        """The stored stages of evaluation alone."""
        return tidy.read_cells(self.store, self.manifest, Stage.EVALUATION)

    @cached_property
    def observations(self) -> list[Timing]:
        """The observations of the clock."""
        return self.store.read_timings(self.name)

    @cached_property
    def closeups(self) -> Closeups:
        """The runs that were recorded at every step, and the landscapes of their functions."""
        return self.store.read_closeups(self.name)

    @cached_property
    def suite_text(self) -> str:
        """The text of the run's suite file, empty if the run has none."""
        path = self.store.run_folder(self.name) / "suite.toml"
        return path.read_text(errors="replace") if path.exists() else ""


def _is_table(each: Any) -> bool:
    return isinstance(each, cached_property) and each.func.__annotations__.get("return") == "pd.DataFrame"
