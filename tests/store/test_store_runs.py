"""The folder of a run: manifest, suite text, and timings that are only ever appended."""

import json
import os

import pytest

from gdbench.errors import StoreError
from gdbench.store import Store, replace_file

MANIFEST = {"name": "tiny", "cells": [], "seconds": 1 / 3, "title": "µ"}
ROWS = [{"kind": "step", "variant": f"v{i}", "samples": [1e-9 / 3, float(i)]} for i in range(3)]


@pytest.fixture
def store(tmp_path):
    made = Store(tmp_path)
    made.write_manifest("tiny", MANIFEST, b"text\r\n\xc2\xb5")
    return made


def timings(store):
    return store.run_folder("tiny") / "timings.jsonl"


def refuse(*args, **kwargs):
    raise OSError(28, os.strerror(28))


def test_a_manifest_is_read_as_it_was_written(store):
    assert store.read_manifest("tiny") == MANIFEST
    assert (store.run_folder("tiny") / "suite.toml").read_bytes() == b"text\r\n\xc2\xb5"
    assert store.runs() == ["tiny"]


@pytest.mark.parametrize("content", [None, b"", b"{", b"\xff"])
def test_a_manifest_that_is_not_there_or_broken_is_none(store, content):
    if content is None:
        assert store.read_manifest("other") is None
        return
    (store.run_folder("tiny") / "run.json").write_bytes(content)
    assert store.read_manifest("tiny") is None


def test_a_manifest_is_replaced_whole_or_not_at_all(store, monkeypatch):
    with monkeypatch.context() as patch, pytest.raises(StoreError, match="No space left"):
        patch.setattr("os.replace", refuse)
        store.write_manifest("tiny", {"name": "other"}, b"other")
    assert store.read_manifest("tiny") == MANIFEST
    assert sorted(path.name for path in store.run_folder("tiny").iterdir()) == ["run.json", "suite.toml"]


def test_a_file_is_replaced_without_a_trace_of_the_old_one(tmp_path):
    path = tmp_path / "file"
    for content in (b"long content", b"short", b""):
        replace_file(path, content)
        assert path.read_bytes() == content and list(tmp_path.iterdir()) == [path]


def test_timings_are_appended_and_exact(store):
    assert store.read_timings("tiny") == []
    store.append_timings("tiny", ROWS[:1])
    before = timings(store).read_bytes()
    store.append_timings("tiny", ROWS[1:])
    store.append_timings("tiny", [])
    assert timings(store).read_bytes().startswith(before)
    assert store.read_timings("tiny") == ROWS


def test_a_half_written_last_line_is_left_out(store):
    store.append_timings("tiny", ROWS)
    whole = timings(store).read_bytes()
    last = len(json.dumps(ROWS[2], sort_keys=True)) + 1
    for cut in range(1, last + 1):
        timings(store).write_bytes(whole[:-cut])
        assert store.read_timings("tiny") == ROWS[:2]


def test_timings_can_be_appended_after_a_half_written_line(store):
    store.append_timings("tiny", ROWS[:2])
    timings(store).write_bytes(timings(store).read_bytes()[:-5])
    store.append_timings("tiny", ROWS[2:])
    assert store.read_timings("tiny") == [ROWS[0], ROWS[2]]


def test_a_line_cut_inside_a_character_is_left_out(store):
    store.append_timings("tiny", ROWS[:1])
    with timings(store).open("ab") as stream:
        stream.write(b'{"variant": "\xc2')
    assert store.read_timings("tiny") == ROWS[:1]


def test_timings_that_cannot_be_written_are_a_store_error(store, monkeypatch):
    with monkeypatch.context() as patch, pytest.raises(StoreError, match="--out DIR"):
        patch.setattr("os.fsync", refuse)
        store.append_timings("tiny", ROWS)
    (store.root / "taken").write_text("a file where the folder of a run would be")
    with pytest.raises(StoreError, match="File exists"):
        store.append_timings("taken", ROWS)


def test_timings_of_a_new_run_open_its_folder(store):
    store.append_timings("new", ROWS)
    assert store.read_timings("new") == ROWS and "new" not in store.runs(), "without a manifest it is not a run yet"
