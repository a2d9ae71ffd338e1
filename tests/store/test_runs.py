"""Tests the folder of a run: manifest, suite text, and timings, to which lines are only appended."""

import json
import os
from pathlib import Path

import pytest

from gdbench.errors import StoreError
from gdbench.store import Store, check_writable, replace_file
from gdbench.types import Card, CellRow, Closeups, Manifest, Timing

MANIFEST = Manifest("tiny", (CellRow("sgd", "booth n=2", "done", targets=(0.1,)),), seconds=1 / 3, title="µ")
ROWS = [Timing("step", f"v{i}", (1e-9 / 3, float(i))) for i in range(3)]


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


@pytest.mark.parametrize("content", [None, b"", b"{", b"\xff", b"[]", b"3", b"{}"])
def test_a_manifest_that_is_not_there_or_broken_is_none(store, content):
    if content is None:
        assert store.read_manifest("other") is None
        return
    (store.run_folder("tiny") / "run.json").write_bytes(content)
    assert store.read_manifest("tiny") is None


def test_a_manifest_is_replaced_whole_or_not_at_all(store, monkeypatch):
    with monkeypatch.context() as patch, pytest.raises(StoreError, match="No space left"):
        patch.setattr("os.replace", refuse)
        store.write_manifest("tiny", Manifest("other"), b"other")
    assert store.read_manifest("tiny") == MANIFEST
    assert sorted(path.name for path in store.run_folder("tiny").iterdir()) == ["run.json", "suite.toml"]


def test_a_file_is_replaced_without_a_trace_of_the_old_one(tmp_path):
    path = tmp_path / "file"
    for content in (b"long content", b"short", b""):
        replace_file(path, content)
        assert path.read_bytes() == content and list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("made", [False, True])
def test_whether_a_file_can_be_written_is_found_out_without_a_trace(tmp_path, made):
    if made:
        (tmp_path / "a").mkdir()
    check_writable(tmp_path / "a" / "b.html")
    assert [path.name for path in tmp_path.rglob("*")] == ["a"] * made


def test_a_file_replaces_neither_a_folder_nor_a_device(tmp_path):
    (tmp_path / "file").write_text("")
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "file" / "below", tmp_path / "pipe", Path("/dev/null"), Path(), Path("..")):
        for write in (check_writable, lambda path: replace_file(path, b"")):
            with pytest.raises(OSError, match=r"Is a directory|Not a directory|not a regular file"):
                write(path)


def test_a_file_is_no_results_folder(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="is a file and no results folder; name a folder with --out DIR"):
        Store(tmp_path / "file").runs()
    assert Store(tmp_path / "nowhere").runs() == []


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
    last = len(json.dumps(ROWS[2].document(), sort_keys=True)) + 1
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


OLD_MANIFEST = {"name": "old", "cells": [{"variant": "sgd", "workload": "booth n=2", "status": "failed"}], "later": 1}
OLD_TIMING = {"kind": "step", "variant": "sgd", "samples": [0.5], "later": 1}


def test_what_an_older_version_wrote_takes_the_defaults_of_what_it_lacks(store):
    (store.run_folder("tiny") / "run.json").write_text(json.dumps(OLD_MANIFEST))
    timings(store).write_text(json.dumps(OLD_TIMING) + "\n[]\n{}\n")
    (cell,) = store.read_manifest("tiny").cells
    assert (cell.kind, cell.setting, cell.keys) == ("problem", {}, [])
    assert store.read_timings("tiny") == [Timing("step", "sgd", (0.5,), clock=1)]
    assert store.read_closeups("tiny") == Closeups()


def test_closeups_are_read_as_they_were_written(store):
    card = Card(
        "sgd", "booth n=2", 7, {"learning_rate": 0.1}, (1, 2), (0.5, None), (1.0, 2.0), (0.1, 0.2), (1.0, 1.0), {}
    )
    store.write_closeups("tiny", Closeups((card,)))
    (found,) = store.read_closeups("tiny").cards
    assert found.document() == card.document()


def test_a_step_has_no_fields_of_a_pair(store):
    store.append_timings("tiny", [ROWS[0], Timing("pair", "adam", (1.0,), counterpart="optax:adam")])
    step, pair = map(json.loads, timings(store).read_text().splitlines())
    assert pair["counterpart"] == "optax:adam" and "counterpart" not in step
