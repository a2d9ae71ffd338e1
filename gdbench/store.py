"""results/ on disk: keys, atomic commits, schema. The format is described in results/README.md.

A cell is one directory, written under a temporary name and committed by one rename; it is immutable after.
Its key is a hash of everything that determines its numbers, so equal keys mean equal results, and a run
resumes by computing what is missing. Timings are observations and only ever appended.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import shutil
import uuid
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from gdbench.errors import StoreError
from gdbench.types import Trace

SCHEMA_VERSION = 1
_SCALARS = ("status", "gap", "best", "grad_norm", "steps", "cost")
_LISTS = ("counts", "hit_step", "hit_cost", "curve_step", "curve_cost", "curve_gap")


def key_of(spec: Mapping[str, Any]) -> str:
    """Return the 32 hex digits under which results of ``spec`` are stored: blake2b of its canonical JSON."""
    return hashlib.blake2b(canonical(spec).encode(), digest_size=16).hexdigest()


def canonical(value: Any) -> str:
    """Return JSON that is equal for equal values: sorted keys, no spaces, floats as their exact hex."""
    return json.dumps(_exact(value), sort_keys=True, separators=(",", ":"), allow_nan=False)


def _exact(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(name): _exact(inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_exact(inner) for inner in value]
    if isinstance(value, (float, np.floating)):
        return float(value).hex()
    return value.item() if isinstance(value, np.generic) else value


class Store:
    """The results folder: cells by key, timings, and one folder per run with its manifest."""

    def __init__(self, root: Path | str):
        self.root = Path(root)
        self.cells = self.root / "cells"

    def open_for_writing(self) -> None:
        """Make the folder and check that it can be written; raises `StoreError` with a sentence."""
        probe = self.root / f".probe-{uuid.uuid4().hex}"
        try:
            self.cells.mkdir(parents=True, exist_ok=True)
            try:
                probe.write_bytes(b"\0" * 65536)
            finally:
                probe.unlink(missing_ok=True)
        except OSError as error:
            raise StoreError(self._refused("write to", error)) from error

    def path(self, key: str) -> Path:
        """Return the directory of a cell."""
        return self.cells / key[:2] / key

    def has(self, key: str) -> bool:
        """Whether the cell has been committed."""
        return self.path(key).is_dir()

    def commit(self, key: str, spec: Mapping[str, Any], trace: Trace | Iterable[Trace], lanes: Any, meta: Any) -> None:
        """Write a cell and commit it by one rename; if another worker was first, theirs stays.

        A trace may come in parts, in the order of the lanes: each is written before the next is asked for.
        """
        temporary = self.root / f".tmp-{key}-{os.getpid()}-{uuid.uuid4().hex[:8]}"
        try:
            temporary.mkdir(parents=True)
            _write(temporary / "spec.json", json.dumps(spec, indent=1, sort_keys=True).encode())
            if isinstance(trace, Trace):
                sink = pa.BufferOutputStream()
                _write_rows(sink, [trace], lanes)
                _write(temporary / "curves.parquet", sink.getvalue().to_pybytes())
            else:
                with (temporary / "curves.parquet").open("wb") as stream:
                    _write_rows(stream, trace, lanes)
                    stream.flush()
                    os.fsync(stream.fileno())
            digests = {name: _digest(temporary / name) for name in ("spec.json", "curves.parquet")}
            document = {"schema_version": SCHEMA_VERSION, **meta, "sha256": digests}
            _write(temporary / "meta.json", json.dumps(document, indent=1, sort_keys=True).encode())
            _sync(temporary)
            final = self.path(key)
            final.parent.mkdir(parents=True, exist_ok=True)
            if not final.exists():
                os.rename(temporary, final)
            _sync(final.parent)
        except OSError as error:
            if not (error.errno in (errno.ENOTEMPTY, errno.EEXIST) and self.has(key)):
                raise StoreError(self._refused("write to", error)) from error
        finally:
            shutil.rmtree(temporary, ignore_errors=True)

    def read(self, key: str) -> tuple[dict[str, Any], pa.Table]:
        """Return the meta document of a cell and its table of runs."""
        folder = self.path(key)
        try:
            meta = json.loads((folder / "meta.json").read_bytes())
            if meta["schema_version"] > SCHEMA_VERSION:
                raise StoreError(f"{folder} was written by a newer gdbench; upgrade to read it")
            with pq.ParquetFile(folder / "curves.parquet") as file:  # a third of the time of read_table
                return meta, file.read(use_threads=False)
        except (OSError, ValueError, KeyError, pa.ArrowException) as error:
            raise StoreError(f"{folder} cannot be read ({error}); delete it and run again") from error

    def spec(self, key: str) -> dict[str, Any]:
        """Return the inputs that a cell was computed from, those that its key is the hash of."""
        path = self.path(key) / "spec.json"
        try:
            return json.loads(path.read_bytes())
        except (OSError, ValueError) as error:
            raise StoreError(f"{path} cannot be read ({error}); delete {path.parent} and run again") from error

    def verify(self, key: str) -> bool:
        """Whether the files of a cell are the ones that were committed."""
        folder = self.path(key)
        try:
            digests = json.loads((folder / "meta.json").read_bytes())["sha256"]
            contents = {name: (folder / name).read_bytes() for name in digests}
        except (OSError, ValueError, KeyError):
            return False
        return all(hashlib.sha256(contents[name]).hexdigest() == digest for name, digest in digests.items())

    def committed(self) -> Iterator[str]:
        """Yield the keys of all committed cells."""
        for folder in sorted(self.cells.glob("??/*")):
            yield folder.name

    def sweep(self) -> int:
        """Delete what interrupted writers of this machine left behind; return how many."""
        ours = re.compile(r"\.tmp-[0-9a-f]{32}-(\d+)-[0-9a-f]{8}")
        found = [(path, ours.fullmatch(path.name)) for path in self.root.glob(".tmp-*")]
        left = [path for path, match in found if match and not _alive(int(match[1]))]
        for path in left:
            shutil.rmtree(path, ignore_errors=True)
        return len(left)

    def run_folder(self, name: str) -> Path:
        """Return the folder of a run: its manifest, suite file and timings."""
        return self.root / name

    def write_manifest(self, name: str, manifest: Mapping[str, Any], suite_text: bytes) -> None:
        """Write what a run consists of, beside a byte-for-byte copy of its suite file."""
        folder = self.run_folder(name)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            replace_file(folder / "suite.toml", suite_text)
            replace_file(folder / "run.json", json.dumps(manifest, indent=1).encode())
        except OSError as error:
            raise StoreError(self._refused("write to", error)) from error

    def read_manifest(self, name: str) -> dict[str, Any] | None:
        """Return the manifest of a run, None where there is none."""
        try:
            return json.loads((self.run_folder(name) / "run.json").read_bytes())
        except (OSError, ValueError):
            return None

    def discard(self, key: str) -> None:
        """Delete a cell, so that it can be computed again."""
        if self.has(key):
            doomed = self.root / f".tmp-{key}-{os.getpid()}-{uuid.uuid4().hex[:8]}"
            try:
                os.rename(self.path(key), doomed)
            except OSError as error:
                raise StoreError(self._refused("write to", error)) from error
            shutil.rmtree(doomed, ignore_errors=True)

    def runs(self) -> list[str]:
        """Return the names of the runs in this folder."""
        return sorted(path.parent.name for path in self.root.glob("*/run.json"))

    def write_closeups(self, name: str, document: Mapping[str, Any]) -> None:
        """Write the runs that were looked at closely, and the landscapes on which they went."""
        try:
            self.run_folder(name).mkdir(parents=True, exist_ok=True)
            replace_file(self.run_folder(name) / "closeups.json", json.dumps(document, separators=(",", ":")).encode())
        except OSError as error:
            raise StoreError(self._refused("write to", error)) from error

    def read_closeups(self, name: str) -> dict[str, Any]:
        """Return what `write_closeups` wrote; no cards and no landscapes where there is nothing."""
        path = self.run_folder(name) / "closeups.json"
        try:
            return json.loads(path.read_bytes())
        except (OSError, ValueError):
            return {"cards": [], "landscapes": []}

    def append_timings(self, name: str, rows: list[Mapping[str, Any]]) -> None:
        """Append observations, one JSON object a line; a line that a crash cut off stays alone on its line."""
        lines = "".join(json.dumps(row, sort_keys=True) + "\n" for row in rows).encode()
        path = self.run_folder(name) / "timings.jsonl"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            cut_off = path.exists() and not path.read_bytes().endswith(b"\n") and path.stat().st_size > 0
            with path.open("ab") as stream:
                stream.write(b"\n" * cut_off + lines)
                stream.flush()
                os.fsync(stream.fileno())
        except OSError as error:
            raise StoreError(self._refused("write to", error)) from error

    def read_timings(self, name: str) -> list[dict[str, Any]]:
        """Return every observation; a line that a crash cut off is left out."""
        path = self.run_folder(name) / "timings.jsonl"
        rows = []
        for line in path.read_bytes().splitlines(keepends=True) if path.exists() else []:
            if not line.endswith(b"\n"):
                continue
            try:
                rows.append(json.loads(line))
            except ValueError:
                continue
        return rows

    def _refused(self, what: str, error: OSError) -> str:
        reason = error.strerror or str(error)
        return (
            f"cannot {what} the results folder {self.root} ({reason}). Cells committed so far are safe. "
            f"Make room or make it writable, or choose another folder with --out DIR; the same command resumes."
        )


def replace_file(path: Path, content: bytes) -> None:
    """Write a file so that a reader sees the old content or the new, never a part."""
    temporary = path.with_name(f".{path.name}-{uuid.uuid4().hex[:8]}")
    try:
        _write(temporary, content)
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def _write_rows(sink: Any, parts: Iterable[Trace], lanes: Any) -> None:
    """Write traces of consecutive lanes as Parquet, a group of rows each."""
    writer, at = None, 0
    try:
        for trace in parts:
            table = _table(trace, lanes[at : at + len(trace.gap)])
            at += table.num_rows
            writer = writer or pq.ParquetWriter(sink, table.schema, compression="zstd", use_dictionary=False)
            writer.write_table(table)
    finally:
        if writer is not None:
            writer.close()


def _table(trace: Trace, lanes: Any) -> pa.Table:
    columns: dict[str, pa.Array] = {
        "trial": pa.array([lane.trial for lane in lanes], pa.int32()),
        "seed": pa.array([lane.seed for lane in lanes], pa.int64()),
    }
    for name in _SCALARS:
        columns[name] = pa.array(getattr(trace, name))
    for name, values in trace.measures.items():
        columns[f"measure_{name}"] = pa.array(values)
    for name in _LISTS:
        values = getattr(trace, name)
        flat = pa.array(np.ascontiguousarray(values).reshape(-1))
        columns[name] = pa.FixedSizeListArray.from_arrays(flat, values.shape[1])
    return pa.table(columns)


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
