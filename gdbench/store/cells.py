"""The cells of a results folder: each is one directory, committed by one rename and immutable after.

A cell's key is a hash of everything that determines its numbers, so equal keys mean equal results, and a run resumes
by computing the keys that are missing.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import shutil
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from gdbench.errors import StoreError
from gdbench.store.files import Folder, is_alive, sha256_of, sync_folder, this_host, write_synced
from gdbench.store.trace_rows import SCHEMA_VERSION, write_rows
from gdbench.types import Lane, Trace


class CellStore(Folder):
    """The cells of a results folder, by key."""

    @property
    def cells(self) -> Path:
        """The folder of all cells."""
        return self.root / "cells"

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
            raise self.refused("write to", error) from error

    def path(self, key: str) -> Path:
        """Return the directory of a cell."""
        return self.cells / key[:2] / key

    def has(self, key: str) -> bool:
        """Return whether the cell has been committed."""
        return self.path(key).is_dir()

    def commit(
        self,
        key: str,
        spec: Mapping[str, Any],
        trace: Trace | Iterable[Trace],
        lanes: Sequence[Lane],
        meta: Mapping[str, Any],
        *,
        anew: bool = False,
    ) -> None:
        """Write a cell and commit it by one rename; if another worker was first, its cell stays.

        A trace may come in parts, in the order of the lanes: each part is written before the next one is asked for.
        ``anew`` replaces a stored cell whose content is broken or differs; an equal one stays, so that other processes
        can read it all the time.
        """
        temporary = self._temporary(key)
        try:
            temporary.mkdir(parents=True)
            write_synced(temporary / "spec.json", json.dumps(spec, indent=1, sort_keys=True).encode())
            _write_curves(temporary / "curves.parquet", trace, lanes)
            digests = {name: sha256_of(temporary / name) for name in ("spec.json", "curves.parquet")}
            document = {"schema_version": SCHEMA_VERSION, **meta, "sha256": digests}
            write_synced(temporary / "meta.json", json.dumps(document, indent=1, sort_keys=True).encode())
            sync_folder(temporary)
            if anew and self.has(key) and not self._holds(key, digests):
                self.discard(key)
            self._place(temporary, self.path(key))
        except OSError as error:
            raise self.refused("write to", error) from error
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
        """Return whether the files of a cell are the ones that were committed."""
        folder = self.path(key)
        try:
            digests = json.loads((folder / "meta.json").read_bytes())["sha256"]
            contents = {name: (folder / name).read_bytes() for name in digests}
        except (OSError, ValueError, KeyError):
            return False
        return all(hashlib.sha256(contents[name]).hexdigest() == digest for name, digest in digests.items())

    def _holds(self, key: str, digests: Mapping[str, str]) -> bool:
        """Return whether the stored cell is whole and its files have these digests."""
        try:
            known = json.loads((self.path(key) / "meta.json").read_bytes())["sha256"]
        except (OSError, ValueError, KeyError):
            return False
        return known == digests and self.verify(key)

    def _place(self, temporary: Path, final: Path) -> None:
        """Rename a folder to its final name, unless another worker did so before.

        The cell of a worker that was first may be discarded at once by a third one, so the rename is tried again.
        """
        final.parent.mkdir(parents=True, exist_ok=True)
        while not final.exists():
            try:
                os.rename(temporary, final)
                break
            except OSError as error:
                if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
                    raise
        sync_folder(final.parent)

    def committed(self) -> Iterator[str]:
        """Yield the keys of all committed cells."""
        for folder in sorted(self.cells.glob("??/*")):
            yield folder.name

    def discard(self, key: str) -> None:
        """Delete a cell, so that it can be computed again; a cell that is not there, or no longer, is no error."""
        doomed = self._temporary(key)
        try:
            os.rename(self.path(key), doomed)
        except FileNotFoundError:
            return
        except OSError as error:
            raise self.refused("write to", error) from error
        shutil.rmtree(doomed, ignore_errors=True)

    def sweep(self) -> int:
        """Delete what interrupted writers of this machine left behind; return how many folders that were.

        Writers on another machine, or in another container, may be alive although no process here has their number.
        """
        ours = re.compile(rf"\.tmp-[0-9a-f]{{32}}-{this_host()}-(\d+)-[0-9a-f]{{8}}")
        found = [(path, ours.fullmatch(path.name)) for path in self.root.glob(".tmp-*")]
        left = [path for path, match in found if match and not is_alive(int(match[1]))]
        for path in left:
            shutil.rmtree(path, ignore_errors=True)
        return len(left)

    def _temporary(self, key: str) -> Path:
        """Return a folder of this process, whose name tells `sweep` whether its writer is still alive."""
        return self.root / f".tmp-{key}-{this_host()}-{os.getpid()}-{uuid.uuid4().hex[:8]}"


def _write_curves(path: Path, trace: Trace | Iterable[Trace], lanes: Sequence[Lane]) -> None:
    """Write the rows of a cell; a whole trace is laid out in memory, so that it is written at once."""
    if isinstance(trace, Trace):
        sink = pa.BufferOutputStream()
        write_rows(sink, [trace], lanes)
        write_synced(path, sink.getvalue().to_pybytes())
        return
    with path.open("wb") as stream:
        write_rows(stream, trace, lanes)
        stream.flush()
        os.fsync(stream.fileno())
