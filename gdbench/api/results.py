"""A finished run as a user holds it: the tables of `gdbench.tables.run.Run`, and its report."""

from __future__ import annotations

from pathlib import Path

from gdbench.store import Store
from gdbench.tables.run import Run, StoredRun
from gdbench.types import Manifest

DEFAULT_OUT = "results"
DEFAULT_REPORTS = "reports"


class Results(StoredRun):
    """A finished run: its tables as attributes or by ``table(name)``, each made when it is first asked for.

    ``computed`` and ``compiled`` count the stages of cells and the programs that the call which returned this object
    computed and compiled; both are 0 for a run that was loaded.
    """

    def __init__(self, store: Store, name: str, manifest: Manifest, computed: int = 0, compiled: int = 0):
        super().__init__(store, name, manifest)
        self.computed, self.compiled = computed, compiled

    def report(self, path: str | Path | None = None, *, force: bool = True) -> Path:
        """Write the HTML report and return its path; without ``force`` an up-to-date one is left as it is."""
        from gdbench.report import digest_of, write_report

        path = Path(path) if path is not None else Path(DEFAULT_REPORTS) / f"{self.name}.html"
        if not force and path.exists() and digest_of(self).encode() in path.read_bytes()[:4096]:
            return path
        path.parent.mkdir(parents=True, exist_ok=True)
        write_report(self, path)
        return path


def load(name: str, out: str | Path = DEFAULT_OUT) -> Results:
    """Return the results of an earlier run, by its name or its folder."""
    folder = Path(name)
    if folder.is_dir() and (folder / "run.json").exists():
        store, name = Store(folder.resolve().parent), folder.resolve().name
    else:
        store = Store(out)
    return Results(store, name, Run.of(store, name).manifest)
