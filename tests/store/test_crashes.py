"""If a process is killed while it commits cells, complete cells stay and incomplete ones are removed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from gdbench.store import Store
from gdbench.store.files import this_host
from tests.store.store_traces import commit, leftovers

HERE = Path(__file__).parent
KILLS = 20

# Runs in a process of its own, which forks writers and kills them: a fork after JAX has started is not safe.
CHILD = """
import json, os, random, signal, sys, time
from pathlib import Path
from gdbench.store import Store, key_of
from tests.store.store_traces import commit, spec_of
import gdbench.store.cells as module

HEAVY = sorted({"jax", "pandas", "scipy", "pydantic"} & set(sys.modules))
import pyarrow
pyarrow.array([1])  # its first array imports pandas, if there is one: once, here, and not in every writer
store, chance = Store(sys.argv[1]), random.Random(0)
store.open_for_writing()

def die(*args, **kwargs):
    os.kill(os.getpid(), signal.SIGKILL)

def forked(work):
    pid = os.fork()
    if pid == 0:
        try:
            work()
        finally:
            os._exit(1)
    return pid

def writing_for_ever(first):
    number = first
    while True:
        commit(store, number)
        number += 1

def dying_at(name, call):
    real, count = getattr(os, name), 0
    def counted(*args, **kwargs):
        nonlocal count
        count += 1
        return die() if count == call else real(*args, **kwargs)
    setattr(os, name, counted)
    commit(store, 0)

def dying_half_way_through(file):
    def write(path, content):
        with path.open("wb") as stream:
            stream.write(content[:len(content) // 2] if path.name == file else content)
            stream.flush()
            if path.name == file:
                die()
    module.write_synced = write
    commit(store, 0)

def killed(pid):
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == -signal.SIGKILL

dead = []
if sys.argv[2] == "random":
    for kill in range(int(sys.argv[3])):
        first = 1000 * (kill + 1)
        pid = forked(lambda: writing_for_ever(first))
        while not store.has(key_of(spec_of(first))) and os.waitpid(pid, os.WNOHANG) == (0, 0):
            time.sleep(0.001)
        time.sleep(chance.uniform(0.0, 0.06))
        os.kill(pid, signal.SIGKILL)
        dead.append(killed(pid))
else:
    plans = [("fsync", call) for call in (1, 2, 3, 4)] + [("rename", 1)]
    for plan in plans:
        dead.append(killed(forked(lambda: dying_at(*plan))))
        assert not store.has(next(iter(store.committed()), "0" * 32)), plan
    for file in ("spec.json", "curves.parquet", "meta.json"):
        dead.append(killed(forked(lambda: dying_half_way_through(file))))
        assert not list(store.committed()), file
    dead.append(killed(forked(lambda: dying_at("fsync", 5))))
print(json.dumps({"heavy": HEAVY, "killed": sum(dead), "tried": len(dead)}))
"""


def crashed(root: Path, how: str) -> dict[str, object]:
    """What the child says after its writers were killed."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(HERE.parent.parent), str(HERE)])}
    command = [sys.executable, "-c", CHILD, str(root), how, str(KILLS)]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


@pytest.fixture(scope="module")
def random_kills(tmp_path_factory):
    root = tmp_path_factory.mktemp("random")
    return Store(root), crashed(root, "random")


def test_every_writer_was_killed_at_work(random_kills):
    store, said = random_kills
    assert said["killed"] == said["tried"] == KILLS
    assert len(list(store.committed())) >= KILLS, "each had committed something"


def test_every_committed_cell_is_whole(random_kills):
    store, _ = random_kills
    for key in store.committed():
        assert store.verify(key)
        meta, table = store.read(key)
        assert meta["cell"].startswith("cell ") and table.num_rows == 12


def test_what_the_dead_left_is_swept_up(random_kills):
    store, _ = random_kills
    orphans = leftovers(store)
    assert store.sweep() == len(orphans) and leftovers(store) == []
    assert all(store.verify(key) for key in store.committed())


def test_the_store_imports_none_of_the_heavy_libraries(random_kills):
    assert random_kills[1]["heavy"] == []


def test_killed_at_every_step_of_a_commit(tmp_path):
    store, said = Store(tmp_path), crashed(tmp_path, "every step")
    assert said["killed"] == said["tried"] == 9
    (key,) = store.committed()  # only the writer that died after its rename has committed
    assert store.verify(key)
    orphans = leftovers(store)
    assert len(orphans) == 8, "the others left something behind"
    mine = tmp_path / f".tmp-{key}-{this_host()}-{os.getpid()}-12345678"
    elsewhere = tmp_path / f".tmp-{key}-00000000-4194304-12345678"
    for writer in (mine, elsewhere):
        writer.mkdir()
    assert store.sweep() == 8
    kept = {mine.name, elsewhere.name}
    assert set(leftovers(store)) == kept, "folders of living writers, here or elsewhere, are not touched"
    assert store.sweep() == 0 and store.verify(key)


@pytest.mark.parametrize("name", [".tmp-mine", ".tmp-a-b-c"])
def test_sweep_leaves_alone_what_is_not_its_own(tmp_path, name):
    store = Store(tmp_path)
    (tmp_path / name).mkdir()
    key = commit(store)
    assert store.sweep() == 0 and store.verify(key) and (tmp_path / name).is_dir()
