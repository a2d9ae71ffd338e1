"""The sides that a user may name as BASE or HEAD: a run, a results folder, a baseline, or a pytest-benchmark file."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from gdbench.errors import ConfigError, NotComparable
from gdbench.store import Store
from gdbench.suite import CompareSection
from gdbench.tables.run import StoredRun


@dataclass(frozen=True)
class StoredSide:
    """One side of a comparison, as the user named it."""

    path: Path
    kind: Literal["run", "store", "baseline", "pytest-benchmark"]

    @property
    def store(self) -> Store:
        """The store of the run, or the store that the side itself is."""
        return Store(self.path.resolve().parent if self.kind == "run" else self.path)

    def runs(self) -> list[str]:
        """Return the names of the runs on this side."""
        return [self.path.resolve().name] if self.kind == "run" else self.store.runs()

    def only_run(self) -> str | None:
        """Return the only run of this side, or None for a baseline; raises `ConfigError` if there are several."""
        if self.kind == "baseline":
            return None
        runs = self.runs()
        if len(runs) > 1:
            named = ", ".join(str(self.path / run) for run in runs)
            raise ConfigError("command line", [(str(self.path), f"holds {len(runs)} runs; name one of {named}")])
        return runs[0]

    def run(self, name: str) -> StoredRun:
        """Return a run; raises `NotComparable` if some of its cells are missing."""
        manifest = self.store.read_manifest(name)
        if manifest is None:
            raise ConfigError(str(self.path), [("run.json", f"the manifest of {name} cannot be read")])
        missing = sum(not self.store.has(key) for key in manifest.keys)
        if missing:
            raise NotComparable(f"run {name} misses {missing} results in {self.store.cells}; run the suite again")
        return StoredRun(self.store, name, manifest)

    def limits(self, run: str) -> CompareSection:
        """Return the [compare] section of the suite file beside a run, or the defaults."""
        where = self.store.run_folder(run) / "suite.toml"
        try:
            return CompareSection.model_validate(tomllib.loads(where.read_text("utf-8-sig")).get("compare", {}))
        except OSError:
            return CompareSection()
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValidationError) as error:
            raise ConfigError(str(where), [("compare", str(error).replace("\n", " "))]) from error


def side_of(name: str | Path, which: Literal["BASE", "HEAD"]) -> StoredSide:
    """Return the side that a name given for BASE or HEAD stands for.

    Raises `NotComparable` for a BASE that does not exist or is still empty, and `ConfigError` for any other name that
    is not a side of a comparison.
    """
    path = Path(name)
    if path.is_dir():
        if (path / "run.json").exists():
            return StoredSide(path, "run")
        if Store(path).runs():
            return StoredSide(path, "store")
        files = sorted(path.glob("*.json"))
        saved = [str(each) for each in files if _kind_of_file(each) == "pytest-benchmark"]
        if saved:
            named = ", ".join(saved[-3:])
            raise ConfigError(which, [(str(path), f"holds files of pytest-benchmark; name one, such as {named}")])
        if files:
            return StoredSide(path, "baseline")
        raise _nothing(path, which, "it holds no run and no baseline")
    if path.suffix == ".json" and (path.exists() or which == "BASE"):
        return StoredSide(path, _kind_of_file(path))
    if not path.exists():
        raise _nothing(path, which, "it does not exist")
    raise ConfigError(which, [(str(path), "is neither a results folder nor a .json file")])


def _kind_of_file(path: Path) -> Literal["baseline", "pytest-benchmark"]:
    try:
        document = json.loads(path.read_bytes())
    except FileNotFoundError:
        return "baseline"  # reading the baseline will name the files beside it
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        what = "give a baseline or a file of pytest-benchmark"
        raise ConfigError(str(path), [("file", f"cannot be read as JSON ({reason}); {what}")]) from error
    return "pytest-benchmark" if isinstance(document, dict) and "benchmarks" in document else "baseline"


def _nothing(path: Path, which: str, why: str) -> NotComparable | ConfigError:
    if which == "BASE":
        return NotComparable(f"no baseline: {path}: {why}. Run the suite on the base version first.")
    what = "give a run's folder (results/<suite>), a results folder, a baseline or a file of pytest-benchmark"
    return ConfigError("HEAD", [(str(path), f"{why}; {what}")])
