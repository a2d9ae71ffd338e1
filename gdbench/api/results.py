"""A finished run as a user holds it: the tables of `gdbench.tables.run.Run`, and its report."""

from __future__ import annotations

from pathlib import Path

from gdbench.errors import ConfigError, NotWritten
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
        """Write the HTML report and return its path; without ``force`` an up-to-date one is left as it is.

        Raises `NotWritten` if the file cannot be written.
        """
        from gdbench.report import digest_of, write_report

        path = Path(path) if path is not None else Path(DEFAULT_REPORTS) / f"{self.name}.html"
        if not force and path.is_file() and digest_of(self).encode() in path.read_bytes()[:4096]:
            return path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_report(self, path)
        except OSError as error:
            raise NotWritten(path, error, self.kept) from error
        return path

    @property
    def exit_code(self) -> int:
        """1 if every cell that was tried has failed, else 0."""
        ends = {cell.status for cell in self.manifest.cells}
        return 1 if "failed" in ends and "done" not in ends else 0

    @property
    def kept(self) -> str:
        """A sentence for a report that cannot be written: where the run is, and how to write its report elsewhere."""
        folder = self.store.run_folder(self.name)
        return f"the run is kept in {folder}, and gdbench report {folder} --to FILE writes its report"


def load(name: str, out: str | Path = DEFAULT_OUT) -> Results:
    """Return the results of an earlier run, by its name or its folder.

    Raises `UnknownName` for a run that is not there, and `ConfigError` for a folder that holds several.
    """
    folder = Path(name)
    if folder.is_dir() and (folder / "run.json").exists():
        store, name = Store(folder.resolve().parent), folder.resolve().name
    else:
        store = Store(out)
        inside = Store(folder).runs() if folder.is_dir() else []
        if inside and name not in store.runs():
            named = ", ".join(str(folder / run) for run in inside)
            raise ConfigError("command line", [("RUN", f"{name} is a results folder; name one of its runs: {named}")])
    return Results(store, name, Run.of(store, name).manifest)
