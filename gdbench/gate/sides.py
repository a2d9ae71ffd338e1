"""What BASE and HEAD are: a run's folder, a store with runs, a baseline, or a file of pytest-benchmark."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from gdbench.errors import ConfigError, NotComparable
from gdbench.store import Store
from gdbench.suite import CompareSection

Kind = Literal["run", "store", "baseline", "pytest-benchmark"]


@dataclass(frozen=True)
class Side:
    """One side of a comparison, as it was named."""

    path: Path
    kind: Kind

    @property
    def store(self) -> Store:
        """The store that a run lies in, or that the side is."""
        return Store(self.path.resolve().parent if self.kind == "run" else self.path)

    def runs(self) -> list[str]:
        """Return the names of the runs on this side."""
        return [self.path.resolve().name] if self.kind == "run" else self.store.runs()

    def manifest(self, run: str) -> dict[str, Any]:
        """Return the manifest of a run; raises `NotComparable` where some of its cells are gone."""
        record = self.store.read_manifest(run)
        if record is None:
            raise ConfigError(str(self.path), [("run.json", f"the manifest of {run} cannot be read")])
        manifest = record.document()
        keys = [cell[stage] for cell in manifest["cells"] for stage in ("tuning", "evaluation") if cell[stage]]
        missing = sum(not self.store.has(key) for key in keys)
        if missing:
            raise NotComparable(f"run {run} misses {missing} results in {self.store.cells}; run the suite again")
        return manifest

    def limits(self, run: str) -> CompareSection:
        """Return the [compare] section of the suite file beside a run, or the defaults."""
        where = self.store.run_folder(run) / "suite.toml"
        try:
            return CompareSection.model_validate(tomllib.loads(where.read_text()).get("compare", {}))
        except OSError:
            return CompareSection()
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValidationError) as error:
            raise ConfigError(str(where), [("compare", str(error).replace("\n", " "))]) from error


def side_of(name: str | Path, which: Literal["BASE", "HEAD"]) -> Side:
    """Return what a name given for BASE or HEAD is.

    Raises `NotComparable` for a BASE that does not exist or holds nothing yet, `ConfigError` for anything else.
    """
    path = Path(name)
    if path.is_dir():
        if (path / "run.json").exists():
            return Side(path, "run")
        if Store(path).runs():
            return Side(path, "store")
        if any(path.glob("*.json")):
            return Side(path, "baseline")
        raise _nothing(path, which, "it holds no run and no baseline")
    if path.suffix == ".json" and (path.exists() or which == "BASE"):
        return Side(path, _kind_of_file(path))
    if not path.exists():
        raise _nothing(path, which, "it does not exist")
    raise ConfigError(which, [(str(path), "is neither a results folder nor a .json file")])


def _kind_of_file(path: Path) -> Kind:
    try:
        document = json.loads(path.read_text())
    except (OSError, ValueError):
        return "baseline"  # reading it as one says what is wrong
    return "pytest-benchmark" if isinstance(document, dict) and "benchmarks" in document else "baseline"


def _nothing(path: Path, which: str, why: str) -> NotComparable | ConfigError:
    if which == "BASE":
        return NotComparable(f"no baseline: {path}: {why}. Run the suite on the base version first.")
    what = "give a run's folder (results/<suite>), a results folder, a baseline or a file of pytest-benchmark"
    return ConfigError("HEAD", [(str(path), f"{why}; {what}")])
