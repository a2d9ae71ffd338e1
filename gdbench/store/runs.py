"""The folder of a run: its manifest, its suite file, its timings and its close-ups, as the records of `types`."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from gdbench.errors import StoreError
from gdbench.store.files import Folder, replace_file
from gdbench.types import Closeups, Manifest, Timing


class RunStore(Folder):
    """The runs of a results folder, by name."""

    def run_folder(self, name: str) -> Path:
        """Return the folder of a run."""
        return self.root / name

    def runs(self) -> list[str]:
        """Return the names of the runs in this folder; raises `StoreError` if it is a file."""
        if self.root.is_file():
            raise StoreError(f"{self.root} is a file and no results folder; name a folder with --out DIR")
        return sorted(path.parent.name for path in self.root.glob("*/run.json"))

    def write_manifest(self, name: str, manifest: Manifest, suite_text: bytes) -> None:
        """Write what a run consists of, beside a byte-for-byte copy of its suite file."""
        document = json.dumps(manifest.document(), indent=1).encode()
        self._replace(name, {"suite.toml": suite_text, "run.json": document})

    def read_manifest(self, name: str) -> Manifest | None:
        """Return the manifest of a run; None where there is none or where it cannot be read."""
        try:
            return Manifest.read(self._document(name, "run.json"))
        except (OSError, ValueError, TypeError):
            return None

    def write_closeups(self, name: str, closeups: Closeups) -> None:
        """Write the runs that were looked at closely, and the landscapes on which they went."""
        document = json.dumps(closeups.document(), separators=(",", ":")).encode()
        self._replace(name, {"closeups.json": document})

    def read_closeups(self, name: str) -> Closeups:
        """Return what `write_closeups` wrote; no cards and no landscapes where there is nothing."""
        try:
            return Closeups.read(self._document(name, "closeups.json"))
        except (OSError, ValueError, TypeError):
            return Closeups()

    def append_timings(self, name: str, rows: Iterable[Timing]) -> None:
        """Append observations, one JSON object a line; a line that a crash cut off stays alone on its line."""
        lines = "".join(json.dumps(row.document(), sort_keys=True) + "\n" for row in rows).encode()
        path = self.run_folder(name) / "timings.jsonl"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            cut_off = path.exists() and not path.read_bytes().endswith(b"\n") and path.stat().st_size > 0
            with path.open("ab") as stream:
                stream.write(b"\n" * cut_off + lines)
                stream.flush()
                os.fsync(stream.fileno())
        except OSError as error:
            raise self.refused("write to", error) from error

    def read_timings(self, name: str) -> list[Timing]:
        """Return every observation; a line that a crash cut off is left out."""
        path = self.run_folder(name) / "timings.jsonl"
        rows = []
        for line in path.read_bytes().splitlines(keepends=True) if path.exists() else []:
            if not line.endswith(b"\n"):
                continue
            try:
                rows.append(Timing.read(_object(json.loads(line))))
            except (ValueError, TypeError):
                continue
        return rows

    def _document(self, name: str, file: str) -> dict[str, Any]:
        return _object(json.loads((self.run_folder(name) / file).read_bytes()))

    def _replace(self, name: str, files: Mapping[str, bytes]) -> None:
        """Write files of a run, each whole or not at all; raises `StoreError` where the disk refuses."""
        folder = self.run_folder(name)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for file, content in files.items():
                replace_file(folder / file, content)
        except OSError as error:
            raise self.refused("write to", error) from error


def _object(document: Any) -> dict[str, Any]:
    """Return the document if it is a JSON object; raises TypeError for any other JSON."""
    if not isinstance(document, dict):
        raise TypeError(f"a JSON object is needed here, not {type(document).__name__}")
    return document
