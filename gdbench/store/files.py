"""Files and folders that a crash leaves whole or absent, never cut in half."""

from __future__ import annotations

import errno
import hashlib
import os
import socket
import uuid
from functools import cache
from pathlib import Path

from gdbench.errors import StoreError


class Folder:
    """The results folder, as the parts of the store share it."""

    def __init__(self, root: Path | str):
        self.root = Path(root)

    def refused(self, what: str, error: OSError) -> StoreError:
        """Return the error of a folder that the operating system refused to read or write."""
        reason = error.strerror or str(error)
        return StoreError(
            f"cannot {what} the results folder {self.root} ({reason}). Cells committed so far are safe. "
            f"Make room or make it writable, or choose another folder with --out DIR; the same command resumes."
        )


def check_writable(path: Path) -> None:
    """Raise OSError unless `replace_file` can write this file, in a folder that may have to be made first.

    Nothing is made, but for a file that is deleted at once, in the nearest folder that exists.
    """
    name = _beside(path).name
    folder = next(parent for parent in path.absolute().parents if parent.exists())
    (folder / name).touch()
    (folder / name).unlink()


def replace_file(path: Path, content: bytes) -> None:
    """Write a file so that a reader sees the old content or the new, never a part.

    Raises OSError where that is not possible, and for a folder or a device, which a file must not replace.
    """
    temporary = _beside(path)
    try:
        write_synced(temporary, content)
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def _beside(path: Path) -> Path:
    """Return a new name in the folder of a file; raises OSError if something other than a file has the file's name."""
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "it is not a regular file", str(path))
    return path.with_name(f".{path.name}-{uuid.uuid4().hex[:8]}")


def write_synced(path: Path, content: bytes) -> None:
    """Write a file and wait until it has reached the disk."""
    with path.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until the entries of a folder have reached the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file in hex digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@cache
def this_host() -> str:
    """Return eight hex digits for the name of this machine or container."""
    return hashlib.blake2b(socket.gethostname().encode(), digest_size=4).hexdigest()


def is_alive(pid: int) -> bool:
    """Return whether a process of this machine is still running."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
