"""Every format of the folder, read back, gives the contents of the run."""

import csv
import json
import math
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

from gdbench import exports
from gdbench.errors import ConfigError
from gdbench.exports.columns import TABLES, meaning, plain
from gdbench.exports.folders import folders_of
from gdbench.store import Store, key_of
from gdbench.tables.run import Run, StoredRun
from gdbench.types import ORACLE_PRICES, CellRow, Lane, Manifest, Status, Timing, Trace

CREATED = 1795311070.0


STRANGE = 'odd "name", with, commas\nand <b>lines</b>'
COCO, OTHER = "bbob_f08_rosenbrock(instance=3) n=2", "booth n=2"


def traced(seeds=2):
    """Runs that spend 16 evaluations: they rise once, leave the numbers once, and the first hits 0.1 at 11."""
    hit = np.array([[11.0], [np.inf]], np.float32)[:seeds]
    gap = np.array([[8.0, 4.0 + seed, 6.0, np.inf, 0.5, 0.25] for seed in range(seeds)], np.float32)
    cost = np.tile(np.array([1, 2, 4, 8, 16, 16], np.float32), (seeds, 1))
    spent = np.full(seeds, 16, np.float32)
    return Trace(
        status=np.full(seeds, Status.BUDGET, np.int8),
        gap=gap[:, -1],
        best=gap.min(axis=1),
        grad_norm=spent,
        steps=spent.astype(np.int32),
        cost=spent,
        counts=np.ones((seeds, len(ORACLE_PRICES)), np.float32),
        hit_step=np.where(np.isfinite(hit), hit, -1).astype(np.int32),
        hit_cost=hit,
        curve_step=cost.astype(np.int32),
        curve_cost=cost,
        curve_gap=gap,
        measures={"test_error": np.full(seeds, 0.5, np.float32)},
    )


def written(folder, workloads):
    """A run of two variants, one under a strange name, as it lies in a store, with a timing."""
    store = Store(folder)
    store.open_for_writing()
    cells = []
    for variant in ("adam", STRANGE):
        for workload in workloads:
            spec = {"variant": variant, "workload": workload}
            key = key_of(spec)
            store.commit(key, spec, traced(), [Lane(3, seed, {}) for seed in range(2)], {})
            facts = {
                "unit": workload.split(" ")[0],
                "dim": int(workload.split("n=")[1]),
                "targets": (0.1,),
                "budget": 16,
                "tags": ("smooth",),
            }
            chosen = {"evaluation": key, "trial": 3, "setting": {"learning_rate": 0.1}}
            cells.append(CellRow(variant, workload, "done", **facts | chosen))
    store.append_timings("tiny", [Timing("step", "adam", (1e-6,), machine={"cores": "2"})])
    return StoredRun(store, "tiny", Manifest("tiny", tuple(cells), gdbench="0.1.0", created=CREATED))


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """A run on one of COCO's functions and on another problem, two seeds each."""
    return written(tmp_path_factory.mktemp("run"), [COCO, OTHER])


def test_formats_are_found_by_their_folder():
    """Every file that writes is a format, and nothing else is."""
    files = Path(exports.__file__).parent.glob("[!_]*.py")
    assert exports.names() == sorted(path.stem for path in files if "\ndef write(run" in path.read_text())
    assert {"coco", "csv", "parquet", "tensorboard"} <= set(exports.names())


@pytest.mark.parametrize("form", exports.names())
def test_every_format_writes_and_says_what(form, run, tmp_path):
    files = exports.write(form, run, tmp_path / "new" / "folder")
    assert files == sorted(path for path in (tmp_path / "new" / "folder").rglob("*") if path.is_file())
    assert files and all(path.stat().st_size for path in files)
    assert not [path for path in files if path.name.startswith(".")], "a temporary file was left over"


@pytest.mark.parametrize("form", exports.names())
def test_a_full_folder_is_refused_and_force_replaces(form, run, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(ConfigError, match=r"is not empty; name another folder, or add --force"):
        exports.write(form, run, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
    files = exports.write(form, run, tmp_path, force=True)
    assert files and tmp_path / "mine.txt" not in files and (tmp_path / "mine.txt").read_text() == "mine"


def test_wrong_usage_is_a_sentence(run, tmp_path):
    with pytest.raises(ConfigError, match=f"no format 'xls'; there are {', '.join(exports.names())}"):
        exports.write("xls", run, tmp_path)
    (tmp_path / "file").write_text("x")
    with pytest.raises(ConfigError, match="is a file; name a folder"):
        exports.write("csv", run, tmp_path / "file")
    with pytest.raises(ConfigError, match="cannot write to"):
        exports.write("csv", run, tmp_path / "file" / "below")


def test_csv_has_every_digit(run, tmp_path):
    exports.write("csv", run, tmp_path)
    assert {path.stem for path in tmp_path.glob("*.csv")} == set(TABLES)
    with (tmp_path / "hits.csv").open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert rows[0]["variant"] == "adam" and rows[-1]["variant"] == STRANGE
    assert float(rows[0]["level"]) == 0.1 and float(rows[1]["cost"]) == math.inf
    back = pd.read_csv(tmp_path / "curves.csv")
    assert (back["gap"].to_numpy() == run.table("curves")["gap"].to_numpy()).all()


def test_parquet_keeps_types_and_says_what_columns_mean(run, tmp_path):
    exports.write("parquet", run, tmp_path)
    table = pq.read_table(tmp_path / "hits.parquet")
    assert table.schema.field("level").metadata[b"description"].decode().startswith("the target")
    back = pd.read_parquet(tmp_path / "hits.parquet")
    pd.testing.assert_frame_equal(back, plain(run.table("hits")), check_dtype=False)
    assert json.loads(pd.read_parquet(tmp_path / "timings.parquet")["machine"][0]) == {"cores": "2"}


def test_json_is_json(run, tmp_path):
    exports.write("json", run, tmp_path)

    def never(word):
        raise AssertionError(f"{word} is no JSON")

    rows = json.loads((tmp_path / "hits.json").read_text(), parse_constant=never)
    assert len(rows) == 8 and rows[1]["cost"] is None and rows[1]["step"] == -1 and rows[0]["cost"] == 11.0
    assert json.loads((tmp_path / "runs.json").read_text())[0]["reason"] is None


def test_a_run_without_cells_is_exported_with_its_columns(tmp_path):
    exports.write("csv", Run(Manifest("nothing")), tmp_path)
    assert (tmp_path / "cells.csv").read_text().startswith("variant,name,family,")
    assert (tmp_path / "timings.csv").read_text().startswith("call_seconds,clock,compile_seconds,dim,")


def test_the_page_beside_the_tables_names_every_column(run, tmp_path):
    exports.write("csv", run, tmp_path)
    text = (tmp_path / "README.md").read_text()
    for name in TABLES:
        for column in run.table(name).columns:
            assert meaning(name, column) and f"- `{column}`: {meaning(name, column)}" in text, (name, column)


def test_tensorboard_reads_the_curves(run, tmp_path):
    exports.write("tensorboard", run, tmp_path)
    places = sorted(path.name for path in tmp_path.iterdir())
    assert places == ["adam", "odd--name---with--commas-and--b-lines--b-"]
    events = scalars(next((tmp_path / "adam").iterdir()))
    medians = [(step, value) for tag, step, value, _ in events if tag == "gap/booth-n-2"]
    assert medians == [(1, 8.0), (2, 4.0), (4, 6.0), (16, 0.25)], "infinity and repeated costs are left out"
    assert {when for *_, when in events} == {CREATED}


def scalars(path):
    """Return (tag, step, value, time) of the scalars of an event file."""
    from tensorboardX.proto.event_pb2 import Event

    data, events, at = path.read_bytes(), [], 0
    while at < len(data):
        length = int.from_bytes(data[at : at + 8], "little")
        event = Event.FromString(data[at + 12 : at + 12 + length])
        events += [
            (value.tag, event.step, value.simple_value, event.wall_time)
            for value in event.summary.value
            if value.HasField("simple_value")
        ]
        at += length + 16
    return events


def test_a_missing_package_is_a_sentence(run, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "tensorboardX", None)
    with pytest.raises(ConfigError, match=r"pip install 'gdbench\[tensorboard\]'"):
        exports.write("tensorboard", run, tmp_path / "folder")
    assert not list((tmp_path / "folder").iterdir())


def test_coco_sees_the_known_improvements(run, tmp_path):
    exports.write("coco", run, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir())[0] == "adam" and len(list(tmp_path.iterdir())) == 2
    info = (tmp_path / "adam" / "bbobexp_f8.info").read_text().splitlines()
    assert "funcId = 8, DIM = 2" in info[0] and "algId = 'adam'" in info[0] and info[1].startswith("%")
    assert info[2] == "data_f8/bbobexp_f8_DIM2.dat, 3:16|2.5e-01, 3:16|2.5e-01"
    text = (tmp_path / "adam" / "data_f8" / "bbobexp_f8_DIM2.dat").read_text()
    runs = [[line.split() for line in block.splitlines()[1:]] for block in text.split("% f eval")[1:]]
    known = [[(int(line[0]), float(line[2])) for line in run] for run in runs]
    # Gap 8 at 1 and 4 at 2; worse at 4, not finite at 8; a tenth of 8 hit at 11; 0.25 the best, known at the end.
    assert known == [[(1, 8.0), (2, 4.0), (11, 0.8), (16, 0.25)], [(1, 8.0), (2, 5.0), (16, 0.25)]]
    assert text == (tmp_path / "adam" / "data_f8" / "bbobexp_f8_DIM2.tdat").read_text()


SPHERE = "bbob_f01_sphere(instance=1) n={}"


@pytest.mark.parametrize(
    ("dims", "kept"), [((2, 5, 7), [2, 5]), ((4, 40), [40]), ((2, 3, 5, 10, 20, 40), [2, 3, 5, 10, 20, 40])]
)
def test_coco_gets_the_dimensions_that_cocopp_reads(dims, kept, tmp_path):
    notes = []
    run = written(tmp_path / "run", [SPHERE.format(dim) for dim in dims])
    files = exports.write("coco", run, tmp_path / "coco", say=notes.append)
    assert {int(path.stem.partition("_DIM")[2]) for path in files if path.suffix == ".dat"} == set(kept)
    rest = [dim for dim in dims if dim not in kept]
    assert [f"so runs in {', '.join(map(str, rest))} dimensions were left out" in note for note in notes] == [
        True
    ] * bool(rest)


def test_coco_refuses_a_run_without_such_a_dimension(tmp_path):
    with pytest.raises(ConfigError, match=r"cocopp reads only the dimensions 2, 3, 5, 10, 20, 40, and .* have 4, 7"):
        exports.write("coco", written(tmp_path / "run", [SPHERE.format(4), SPHERE.format(7)]), tmp_path / "coco")
    assert not list((tmp_path / "coco").iterdir())


def test_coco_takes_its_own_functions_only(tmp_path):
    with pytest.raises(ConfigError, match="holds no runs on COCO's functions"):
        exports.write("coco", written(tmp_path / "run", [OTHER]), tmp_path / "coco")


def test_folders_are_safe_and_different():
    names = ["a", "A", "a/b", "a:b", "..", "", "ü", "a-b"]
    found = folders_of(names)
    assert len({folder.lower() for folder in found.values()}) == len(names)
    assert all(
        folder and not set(folder) & set('/\\:*?"<>|') and folder not in (".", "..") for folder in found.values()
    )
