"""Caches compiled programs across processes, in the user's cache folder and never among the results."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import jax
from jax.experimental.compilation_cache import compilation_cache

FOLDER = "jax_compilation_cache_dir"  # the option of JAX
LEAST_SECONDS = 0.05  # programs that compile faster are not cached
MOST_BYTES = 2**30  # the programs that were used least recently are deleted beyond this size


def cache_folder() -> Path:
    """Return where compiled programs are kept: ``gdbench/programs`` in the user's cache folder."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "gdbench" / "programs"


@contextmanager
def kept_programs() -> Iterator[None]:
    """Cache the programs that are compiled in this context, and use those that other processes have cached.

    A cache folder that the user has set in JAX stays in use. ``JAX_ENABLE_COMPILATION_CACHE=0`` turns the cache off, to
    measure compilation. Nothing is cached if the cache folder cannot be written.
    """
    chosen, enabled = (getattr(jax.config, name) for name in (FOLDER, "jax_enable_compilation_cache"))
    if chosen or not enabled or not _writable():
        yield
        return
    ours = {FOLDER: str(cache_folder()), "jax_persistent_cache_min_compile_time_secs": LEAST_SECONDS}
    before = {name: getattr(jax.config, name) for name in ours}
    for name, value in ours.items():
        jax.config.update(name, value)
    compilation_cache.reset_cache()  # JAX opens its cache only once, at the first compilation of a process
    try:
        yield
    finally:
        for name, value in before.items():
            jax.config.update(name, value)
        compilation_cache.reset_cache()
        shrink_cache()


def cache_size() -> int:
    """Return the bytes of all cached programs."""
    return sum(size for _, size, _ in _kept())


def shrink_cache(most: int | None = None) -> None:
    """Delete the programs that were used least recently until the others take at most ``most`` bytes (None: the limit).

    JAX's own limit needs a further package, and locks the folder for every program that is read.
    """
    kept = sorted(_kept(), reverse=True)
    total = 0
    for _, size, path in kept:
        total += size
        if total > (MOST_BYTES if most is None else most):
            with suppress(OSError):  # another process may have deleted it
                path.unlink()


def _kept() -> list[tuple[float, int, Path]]:
    """Return when each cached program was last used, its bytes and its file."""
    found = []
    for path in cache_folder().glob("*"):
        with suppress(OSError):
            facts = path.stat()
            if path.is_file():
                found.append((max(facts.st_atime, facts.st_mtime), facts.st_size, path))
    return found


def _writable() -> bool:
    try:
        cache_folder().mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(cache_folder(), os.W_OK)
