"""Compiled programs are kept from process to process, in the user's cache folder and never among the results."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LEAST_SECONDS = 0.05  # of compiling, for a program to be kept


def cache_folder() -> Path:
    """Return where compiled programs are kept: ``gdbench/programs`` in the user's cache folder."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "gdbench" / "programs"


@contextmanager
def kept_programs() -> Iterator[None]:
    """Keep what is compiled meanwhile, and take from there what another process has compiled.

    A folder that the user has given JAX is left in place, and ``JAX_ENABLE_COMPILATION_CACHE=0`` keeps nothing: it is
    for measurements of compiling. A folder that cannot be written is done without.
    """
    import jax
    from jax.experimental.compilation_cache import compilation_cache

    if jax.config.jax_compilation_cache_dir or not jax.config.jax_enable_compilation_cache or not _writable():
        yield
        return
    names = ("jax_compilation_cache_dir", "jax_persistent_cache_min_compile_time_secs")
    before = {name: getattr(jax.config, name) for name in names}
    for name, value in zip(names, (str(cache_folder()), LEAST_SECONDS), strict=True):
        jax.config.update(name, value)
    compilation_cache.reset_cache()  # JAX decides once, at the first compilation of a process
    try:
        yield
    finally:
        for name, value in before.items():
            jax.config.update(name, value)
        compilation_cache.reset_cache()


def _writable() -> bool:
    try:
        cache_folder().mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(cache_folder(), os.W_OK)
