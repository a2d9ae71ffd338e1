"""Compiled programs are cached in the user's cache folder, and the settings of JAX are restored afterwards."""

import os

import jax
import pytest
from jax import numpy as jnp

from gdbench.running.program_cache import cache_folder, cache_size, kept_programs, shrink_cache


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr("gdbench.running.program_cache.LEAST_SECONDS", 0.0)
    assert jax.config.jax_compilation_cache_dir is None
    return tmp_path / "gdbench" / "programs"


def compile_something(number):
    jax.jit(lambda x: jnp.sin(x) * number).lower(1.0).compile()


def test_programs_are_kept_in_the_cache_folder_alone(folder):
    assert cache_folder() == folder
    with kept_programs():
        compile_something(1.25)
    kept = list(folder.iterdir())
    assert kept
    compile_something(2.25)
    assert list(folder.iterdir()) == kept


def test_jax_is_left_as_it_was(folder):
    before = jax.config.jax_persistent_cache_min_compile_time_secs
    with kept_programs():
        assert jax.config.jax_compilation_cache_dir == str(folder)
    assert jax.config.jax_compilation_cache_dir is None
    assert jax.config.jax_persistent_cache_min_compile_time_secs == before


def test_a_folder_of_the_users_is_left_in_place(folder, tmp_path):
    jax.config.update("jax_compilation_cache_dir", str(tmp_path / "mine"))
    try:
        with kept_programs():
            assert jax.config.jax_compilation_cache_dir == str(tmp_path / "mine")
    finally:
        jax.config.update("jax_compilation_cache_dir", None)
    assert not folder.exists()


def test_what_cannot_be_written_is_done_without(folder):
    folder.parent.mkdir()
    folder.write_text("a file where the folder should be")
    with kept_programs():
        assert jax.config.jax_compilation_cache_dir is None


def test_programs_used_least_recently_are_deleted_beyond_the_limit(folder):
    folder.mkdir(parents=True)
    for age, name in enumerate(("new", "middle", "old")):
        (folder / name).write_bytes(bytes(100))
        os.utime(folder / name, (1e9 - age, 1e9 - age))
    assert cache_size() == 300
    shrink_cache(250)
    assert sorted(path.name for path in folder.iterdir()) == ["middle", "new"]
    shrink_cache()
    assert cache_size() == 200


def test_a_run_keeps_the_cache_within_its_limit(folder, monkeypatch):
    monkeypatch.setattr("gdbench.running.program_cache.MOST_BYTES", 1)
    with kept_programs():
        compile_something(3.25)
        assert cache_size() > 1
    assert cache_size() <= 1
