"""Cells are read back bit for bit, the first commit of a key counts, and refusals are sentences."""

import errno
import json
import os
import resource
import stat
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import numpy as np
import pyarrow as pa
import pytest

from gdbench.errors import StoreError
from gdbench.store import SCHEMA_VERSION, Store, key_of
from gdbench.types import Trace
from tests.store.store_traces import commit, lanes, leftovers, spec_of, trace


@pytest.fixture
def store(tmp_path):
    made = Store(tmp_path / "results")
    made.open_for_writing()
    return made


def files(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@contextmanager
def largest_file(size):
    """As on a disk that is nearly full: writing beyond ``size`` bytes fails half-way."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def refusing(code):
    """A function of the operating system that always refuses."""

    def refuse(*args, **kwargs):
        raise OSError(code, os.strerror(code))

    return refuse


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("runs", [1, 12, 400])
def test_what_was_committed_is_read_bit_for_bit(store, dtype, runs):
    given = trace(runs, dtype, measures=("loss", "accuracy"))
    key = key_of(spec_of(1))
    store.commit(key, spec_of(1), given, lanes(runs), {"cell": "a cell", "seconds": 1 / 3})
    assert store.has(key) and store.verify(key) and list(store.committed()) == [key]
    meta, table = store.read(key)
    assert (meta["cell"], meta["seconds"], meta["schema_version"]) == ("a cell", 1 / 3, SCHEMA_VERSION)
    assert table["trial"].to_pylist() == [lane.trial for lane in lanes(runs)]
    assert table["seed"].to_pylist() == [lane.seed for lane in lanes(runs)]
    columns = {name: value for name, value in vars(given).items() if name != "measures"}
    columns |= {f"measure_{name}": value for name, value in given.measures.items()}
    assert set(table.column_names) == {"trial", "seed", *columns}
    for name, expected in columns.items():
        column = table[name].combine_chunks()
        assert column.null_count == 0
        if expected.ndim == 2:
            assert column.type == pa.list_(pa.from_numpy_dtype(expected.dtype), expected.shape[1])
            column = column.flatten()
        found = column.to_numpy(zero_copy_only=False)
        assert found.dtype == expected.dtype
        assert found.tobytes() == expected.tobytes(), name


def test_the_spec_beside_a_cell_gives_its_key(store):
    key = commit(store, 3)
    assert key_of(json.loads((store.path(key) / "spec.json").read_bytes())) == key
    assert store.path(key).parent.name == key[:2]


def test_the_second_committer_loses_quietly(store):
    key = commit(store, 1, seed=1)
    first = files(store.path(key))
    assert commit(store, 1, seed=2) == key
    assert files(store.path(key)) == first and leftovers(store) == []
    assert store.verify(key)


def test_a_rival_between_the_last_look_and_the_rename_wins(store, monkeypatch):
    def rename(source, target):
        monkeypatch.undo()
        commit(store, 1, seed=1)
        won.update(files(store.path(key_of(spec_of(1)))))
        os.rename(source, target)

    won = {}
    monkeypatch.setattr("os.rename", rename)
    key = commit(store, 1, seed=2)
    assert files(store.path(key)) == won != {} and leftovers(store) == []


def test_a_rival_whose_cell_is_discarded_at_once_does_not_stop_a_commit(store, monkeypatch):
    def rename(source, target):
        monkeypatch.undo()
        raise OSError(errno.ENOTEMPTY, "a rival was first, and a third one has discarded its cell since")

    monkeypatch.setattr("os.rename", rename)
    assert store.verify(commit(store, 1)) and leftovers(store) == []


def test_of_many_committers_at_once_one_wins_whole(store):
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda seed: commit(Store(store.root), 1, seed=seed), range(24)))
    assert len(keys) == 1 and list(store.committed()) == list(keys) and leftovers(store) == []
    assert store.verify(keys.pop())


def test_a_changed_file_is_noticed(store):
    key = commit(store, 1)
    path = store.path(key) / "curves.parquet"
    content = path.read_bytes()
    path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    assert not store.verify(key)
    with pytest.raises(StoreError, match=r"cannot be read .*; delete it and run again"):
        store.read(key)
    path.write_bytes(content)
    assert store.verify(key)


@pytest.mark.parametrize("name", ["spec.json", "curves.parquet", "meta.json"])
def test_a_missing_file_is_not_what_was_committed(store, name):
    key = commit(store, 1)
    (store.path(key) / name).unlink()
    assert store.verify(key) is False


@pytest.mark.parametrize("content", [b"", b"{", b"{}", b"\xff"])
def test_an_unreadable_cell_says_what_to_do(store, content):
    key = commit(store, 1)
    (store.path(key) / "meta.json").write_bytes(content)
    with pytest.raises(StoreError, match="delete it and run again"):
        store.read(key)


def test_a_cell_that_is_not_there_is_a_store_error(store):
    assert not store.has("0" * 32)
    for read in (store.read, store.spec):
        with pytest.raises(StoreError):
            read("0" * 32)


def test_the_inputs_of_a_cell_are_read_as_they_were_hashed(store):
    key = commit(store, 3)
    assert store.spec(key) == spec_of(3) and key_of(store.spec(key)) == key
    (store.path(key) / "spec.json").write_bytes(b"{")
    with pytest.raises(StoreError, match=r"delete .* and run again"):
        store.spec(key)


def test_a_newer_format_is_refused_in_a_sentence(store):
    key = commit(store, 1)
    path = store.path(key) / "meta.json"
    meta = json.loads(path.read_bytes())
    path.write_text(json.dumps(meta | {"schema_version": SCHEMA_VERSION + 1}))
    with pytest.raises(StoreError, match="written by a newer gdbench; upgrade to read it"):
        store.read(key)


def test_a_discarded_cell_can_be_computed_again(store):
    kept, gone = commit(store, 1), commit(store, 2, seed=1)
    store.discard(gone)
    store.discard(gone)
    assert not store.has(gone) and store.verify(kept) and leftovers(store) == []
    commit(store, 2, seed=5)
    assert store.verify(gone)


def test_a_cell_that_cannot_be_discarded_is_a_store_error(store, monkeypatch):
    key = commit(store, 1)
    monkeypatch.setattr("os.rename", refusing(errno.EACCES))
    with pytest.raises(StoreError):
        store.discard(key)


def test_a_cell_that_is_computed_anew_stays_if_it_is_equal(store, monkeypatch):
    key = commit(store, 1, seed=1)
    first = store.path(key).stat().st_ino
    monkeypatch.setattr(store, "discard", None)
    store.commit(key, spec_of(1), trace(seed=1), lanes(), {"seconds": 9.0}, anew=True)
    assert store.path(key).stat().st_ino == first and leftovers(store) == []


@pytest.mark.parametrize("broken", [False, True])
def test_a_cell_that_is_computed_anew_replaces_another(store, broken):
    key = commit(store, 1, seed=2 if broken else 1)
    if broken:
        (store.path(key) / "curves.parquet").write_bytes(b"cut off")
    store.commit(key, spec_of(1), trace(seed=2), lanes(), {}, anew=True)
    other = commit(store, 2, seed=2)
    assert store.verify(key) and leftovers(store) == []
    assert store.read(key)[1].to_pydict().__repr__() == store.read(other)[1].to_pydict().__repr__()


def test_of_many_that_compute_anew_nobody_fails_and_one_stays(store):
    def anew(seed):
        Store(store.root).commit(key_of(spec_of(1)), spec_of(1), trace(seed=seed), lanes(), {}, anew=True)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(anew, range(48)))
    assert store.verify(key_of(spec_of(1))) and leftovers(store) == []


def test_a_folder_that_cannot_be_made_is_refused_with_what_to_do(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    for root in (tmp_path / "file", tmp_path / "file" / "results"):
        with pytest.raises(StoreError) as caught:
            Store(root).open_for_writing()
        assert str(root) in str(caught.value) and "--out DIR" in str(caught.value)
        assert caught.value.exit_code == 2


@pytest.mark.parametrize("code", [errno.EACCES, errno.EROFS, errno.ENOSPC, errno.EDQUOT])
def test_a_folder_that_cannot_be_written_is_refused_before_any_work(store, monkeypatch, code):
    monkeypatch.setattr("pathlib.Path.write_bytes", refusing(code))
    with pytest.raises(StoreError, match="Make room or make it writable") as caught:
        store.open_for_writing()
    assert os.strerror(code) in str(caught.value)


def test_a_full_disk_at_the_start_leaves_nothing(store):
    with largest_file(1000), pytest.raises(StoreError):
        store.open_for_writing()
    assert leftovers(store) == []


@pytest.mark.parametrize("size", [0, 100, 3000])
def test_a_full_disk_leaves_no_part_of_a_cell(store, size):
    kept = commit(store, 1)
    with largest_file(size), pytest.raises(StoreError, match="Cells committed so far are safe") as caught:
        commit(store, 2)
    assert "the same command resumes" in str(caught.value)
    assert list(store.committed()) == [kept] and store.verify(kept) and leftovers(store) == []
    key = commit(store, 2)
    assert store.verify(key)


@pytest.mark.parametrize("function", ["os.rename", "os.fsync", "pathlib.Path.open", "pathlib.Path.mkdir"])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.EIO])
def test_whatever_the_system_refuses_there_is_no_partial_cell(store, monkeypatch, function, code):
    with monkeypatch.context() as patch, pytest.raises(StoreError, match=os.strerror(code)):
        patch.setattr(function, refusing(code))
        commit(store, 1)
    assert list(store.committed()) == [] and leftovers(store) == []


def test_a_refusal_after_the_rename_is_a_store_error_too(store, monkeypatch):
    real = os.fsync

    def after_the_rename(descriptor):
        if stat.S_ISDIR(os.fstat(descriptor).st_mode) and list(store.committed()):
            refusing(errno.EIO)()
        real(descriptor)

    monkeypatch.setattr("os.fsync", after_the_rename)
    with pytest.raises(StoreError):
        commit(store, 1)


def test_a_trace_that_cannot_be_written_leaves_nothing(store):
    broken = trace()
    broken.curve_gap = np.array([[object()]])
    with pytest.raises(Exception, match=r"."):
        store.commit(key_of(spec_of(1)), spec_of(1), broken, lanes(), {})
    assert leftovers(store) == []


def part(whole, rows):
    measures = {name: values[rows] for name, values in whole.measures.items()}
    return Trace(
        **{name: values[rows] for name, values in vars(whole).items() if name != "measures"}, measures=measures
    )


def test_a_trace_in_parts_is_stored_as_the_whole(store):
    whole = trace(6, measures=("accuracy",))
    store.commit("a" * 32, {}, whole, lanes(6), {})
    store.commit("b" * 32, {}, iter([part(whole, slice(0, 2)), part(whole, slice(2, 6))]), lanes(6), {})
    assert store.verify("b" * 32)
    one, other = (store.read(key * 32)[1].to_pydict() for key in "ab")
    assert repr(one) == repr(other)  # which holds for NaN too


def test_a_trace_whose_parts_fail_is_not_stored(store):
    def parts():
        yield trace(2)
        raise ValueError("the second part")

    with pytest.raises(ValueError, match="the second part"):
        store.commit("a" * 32, {}, parts(), lanes(4), {})
    assert not list(store.committed())
    assert not leftovers(store)
