"""A run killed at random moments resumes to the same tables, with nothing computed twice or half-written."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

import gdbench
from gdbench.store import Store

ROOT = Path(__file__).parent.parent.parent
KILLS = int(os.environ.get("GDBENCH_KILLS", "2"))
SUITE = {
    "suite": {"name": "killed"},
    "protocol": {"budget": 400, "targets": [0.1, 1e-3], "samples": 10},
    "tuning": {"trials": 4, "seeds": 2},
    "evaluation": {"seeds": 4},
    "run": [
        {
            "variants": ["sgd", "adam", "gd_armijo", "optax:adam"],
            "problems": ["booth", "matyas", "himmelblau", "mgh05_beale"],
        }
    ],
}
CHILD = "import sys, json, gdbench; gdbench.run(json.loads(sys.argv[1]), out=sys.argv[2], fresh=bool(sys.argv[3:]))"


def child(out: Path, cache: Path, *options: str) -> subprocess.Popen:
    """A run in a process of its own; compilations are cached so that it soon reaches the cells."""
    import json

    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "JAX_COMPILATION_CACHE_DIR": str(cache),
        "JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS": "0",
        "JAX_ENABLE_X64": "1",
    }
    command = [sys.executable, "-c", CHILD, json.dumps(SUITE), str(out), *options]
    return subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The tables of a run that was never interrupted, and how long one takes with a warm cache."""
    folder = tmp_path_factory.mktemp("whole")
    for name in ("first", "second"):
        began = time.monotonic()
        assert child(folder / name, folder / "cache").wait() == 0
    return gdbench.load("killed", folder / "second"), time.monotonic() - began, folder / "cache"


def test_killed_and_resumed_equals_uninterrupted(whole, tmp_path):
    expected, seconds, cache = whole
    chance = random.Random(0)
    store = Store(tmp_path)
    seen: dict[str, float] = {}
    for _ in range(KILLS):
        process = child(tmp_path, cache)
        deadline = time.monotonic() + chance.uniform(0.3, 1.0) * seconds
        while time.monotonic() < deadline and process.poll() is None:
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        process.wait()
        for key in store.committed():
            assert store.verify(key), "a committed cell is whole"
            written = (store.path(key) / "meta.json").stat().st_mtime_ns
            assert seen.setdefault(key, written) == written, "a committed cell is never computed again"
    assert child(tmp_path, cache).wait() == 0
    resumed = gdbench.load("killed", tmp_path)
    for name in ("runs", "hits", "curves"):
        pd.testing.assert_frame_equal(getattr(resumed, name), getattr(expected, name), check_exact=True)
    assert not list(tmp_path.glob(".tmp-*")), "the resumed run swept up what the killed ones left"
    assert all((store.path(key) / "meta.json").stat().st_mtime_ns == when for key, when in seen.items())


def test_two_fresh_runs_at_once_both_end_well(whole):
    expected, _, cache = whole
    store = expected.store
    before = {key: store.path(key).stat().st_ino for key in store.committed()}
    both = [child(store.root, cache, "fresh") for _ in range(2)]
    assert [process.wait() for process in both] == [0, 0]
    again = gdbench.load("killed", store.root)
    pd.testing.assert_frame_equal(again.runs, expected.runs, check_exact=True)
    assert {key: store.path(key).stat().st_ino for key in store.committed()} == before, "equal cells stay in place"
    assert not list(store.root.glob(".tmp-*"))


def test_a_second_run_computes_nothing(whole):
    expected, _, _ = whole
    again = gdbench.run(SUITE, out=expected.store.root)
    assert again.computed == 0 and again.compiled == 0


def test_fresh_computes_everything_again(whole):
    expected, _, _ = whole
    small = {**SUITE, "suite": {"name": "small"}, "run": [{"variants": ["sgd"], "problems": ["booth"]}]}
    first = gdbench.run(small, out=expected.store.root)
    again = gdbench.run(small, out=expected.store.root, fresh=True)
    assert again.computed == 2
    pd.testing.assert_frame_equal(first.runs, again.runs)
