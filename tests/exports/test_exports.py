"""Exports: what is read back is what the run says, in every format that the folder holds."""

import csv
import json
import math
import sys

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

from gdbench import exports
from gdbench.errors import ConfigError
from gdbench.exports.columns import TABLES, meaning, plain
from gdbench.exports.folders import folders_of
from gdbench.types import Manifest

CREATED = 1795311070.0


def curves_of(variant, workload, gaps, *, seed=0, dim=2):
    """Samples of one evaluated run: a gap per evaluation 1, 2, 4, …"""
    cost = 2.0 ** np.arange(len(gaps))
    facts = {"variant": variant, "workload": workload, "unit": workload.split(" ")[0], "kind": "problem", "dim": dim}
    columns = {"batch": pd.NA, "stage": "evaluation", "trial": 3, "seed": seed, "step": cost, "cost": cost, "gap": gaps}
    return pd.DataFrame(facts | columns)


def hit_of(variant, workload, level, cost, *, seed=0, spent=16.0):
    row = {"variant": variant, "workload": workload, "stage": "evaluation", "trial": 3, "seed": seed, "target": 0}
    return row | {
        "level": level,
        "cost": cost,
        "step": cost if math.isfinite(cost) else -1,
        "spent": spent,
        "steps": spent,
    }


def run_row(variant, workload, best, *, seed=0, cost=16.0):
    facts = {"variant": variant, "workload": workload, "stage": "evaluation", "trial": 3, "seed": seed}
    return facts | {"status": "budget", "gap": best, "best": best, "cost": cost}


def cell_row(variant, workload, unit, **facts):
    own = {"variant": variant, "workload": workload, "unit": unit, "dim": 2, "relative": True, "status": "done"}
    return own | {"setting": '{"learning_rate": 0.1}', "targets": [0.1], "fixed": {}, "tags": ["smooth"]} | facts


STRANGE = 'odd "name", with, commas\nand <b>lines</b>'


@pytest.fixture
def exported():
    """A run of two variants on one bbob function (two seeds) and one other problem."""
    names = ["bbob_f08_rosenbrock(instance=3) n=2", "booth n=2"]
    parts, hits, runs, cells = [], [], [], []
    for variant in ("adam", STRANGE):
        for name in names:
            cells.append(cell_row(variant, name, name.split(" ")[0]))
            for seed in (0, 1):
                parts.append(curves_of(variant, name, [8.0, 4.0 + seed, 6.0, math.inf, 0.5], seed=seed))
                hits.append(hit_of(variant, name, 0.1, 11.0 if seed == 0 else math.inf, seed=seed))
                runs.append(run_row(variant, name, 0.25, seed=seed))
    bands = [
        {"variant": variant, "workload": name, "cost": cost, "start": 8.0, "runs": 2}
        | {"median": gap, "low": gap / 2, "high": gap * 2}
        for variant in ("adam", STRANGE)
        for name in names
        for cost, gap in ((1.0, 8.0), (2.0, 4.0), (2.0, 3.0), (4.0, math.inf))
    ]  # fmt: skip
    tables = {
        "curves": pd.concat(parts, ignore_index=True).astype({"variant": "category", "workload": "category"}),
        "hits": pd.DataFrame(hits),
        "runs": pd.DataFrame(runs).assign(reason=np.nan, test_error=0.5),
        "cells": pd.DataFrame(cells),
        "bands": pd.DataFrame(bands),
        "timings": pd.DataFrame([{"kind": "step", "variant": "adam", "seconds": 1e-6, "machine": {"cores": 2}}]),
        "verdict": pd.DataFrame(),
    }
    manifest = Manifest("tiny", gdbench="0.1.0", created=CREATED)
    texts = {"verdict.tex": "a table"}
    return exports.Exported(
        manifest, tables.__getitem__, lambda form: texts if form == "latex" else {"verdict.md": "x"}
    )


def test_formats_are_found_by_their_folder():
    assert exports.names() == ["coco", "csv", "json", "latex", "markdown", "parquet", "tensorboard"]


@pytest.mark.parametrize("form", exports.names())
def test_every_format_writes_and_says_what(form, exported, tmp_path):
    files = exports.write(form, exported, tmp_path / "new" / "folder")
    assert files == sorted(path for path in (tmp_path / "new" / "folder").rglob("*") if path.is_file())
    assert files and all(path.stat().st_size for path in files)
    assert not [path for path in files if path.name.startswith(".")], "a temporary file was left over"


@pytest.mark.parametrize("form", exports.names())
def test_a_full_folder_is_refused_and_force_replaces(form, exported, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(ConfigError, match=r"is not empty; name another folder, or add --force"):
        exports.write(form, exported, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
    files = exports.write(form, exported, tmp_path, force=True)
    assert files and tmp_path / "mine.txt" not in files and (tmp_path / "mine.txt").read_text() == "mine"


def test_wrong_usage_is_a_sentence(exported, tmp_path):
    with pytest.raises(ConfigError, match="no format 'xls'; there are coco, csv, json"):
        exports.write("xls", exported, tmp_path)
    (tmp_path / "file").write_text("x")
    with pytest.raises(ConfigError, match="is a file; name a folder"):
        exports.write("csv", exported, tmp_path / "file")
    with pytest.raises(ConfigError, match="cannot write to"):
        exports.write("csv", exported, tmp_path / "file" / "below")


def test_csv_has_every_digit(exported, tmp_path):
    exports.write("csv", exported, tmp_path)
    assert {path.stem for path in tmp_path.glob("*.csv")} == set(TABLES)
    with (tmp_path / "hits.csv").open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert rows[0]["variant"] == "adam" and rows[-1]["variant"] == STRANGE
    assert float(rows[0]["level"]) == 0.1 and float(rows[1]["cost"]) == math.inf
    back = pd.read_csv(tmp_path / "curves.csv")
    assert (back["gap"].to_numpy() == exported.table("curves")["gap"].to_numpy()).all()


def test_parquet_keeps_types_and_says_what_columns_mean(exported, tmp_path):
    exports.write("parquet", exported, tmp_path)
    table = pq.read_table(tmp_path / "hits.parquet")
    assert table.schema.field("level").metadata[b"description"].decode().startswith("the target")
    back = pd.read_parquet(tmp_path / "hits.parquet")
    pd.testing.assert_frame_equal(back, plain(exported.table("hits")), check_dtype=False)
    assert json.loads(pd.read_parquet(tmp_path / "timings.parquet")["machine"][0]) == {"cores": 2}


def test_json_is_json(exported, tmp_path):
    exports.write("json", exported, tmp_path)

    def never(word):
        raise AssertionError(f"{word} is no JSON")

    rows = json.loads((tmp_path / "hits.json").read_text(), parse_constant=never)
    assert len(rows) == 8 and rows[1]["cost"] is None and rows[1]["step"] == -1 and rows[0]["cost"] == 11.0
    assert json.loads((tmp_path / "verdict.json").read_text()) == []
    assert json.loads((tmp_path / "runs.json").read_text())[0]["reason"] is None


def test_the_page_beside_the_tables_names_every_column(exported, tmp_path):
    exports.write("csv", exported, tmp_path)
    text = (tmp_path / "README.md").read_text()
    for name in TABLES:
        for column in exported.table(name).columns:
            assert meaning(name, column) and f"- `{column}`: {meaning(name, column)}" in text, (name, column)


def test_tensorboard_reads_the_curves(exported, tmp_path):
    exports.write("tensorboard", exported, tmp_path)
    places = sorted(path.name for path in tmp_path.iterdir())
    assert places == ["adam", "odd--name---with--commas-and--b-lines--b-"]
    events = scalars(next((tmp_path / "adam").iterdir()))
    medians = [(step, value) for tag, step, value, _ in events if tag == "gap/booth-n-2"]
    assert medians == [(1, 8.0), (2, 3.0)], "the last of a repeated cost counts, infinity is left out"
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


def test_a_missing_package_is_a_sentence(exported, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "tensorboardX", None)
    with pytest.raises(ConfigError, match=r"pip install 'gdbench\[tensorboard\]'"):
        exports.write("tensorboard", exported, tmp_path / "folder")
    assert not list((tmp_path / "folder").iterdir())


def test_coco_sees_the_known_improvements(exported, tmp_path):
    exports.write("coco", exported, tmp_path)
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


def test_coco_takes_its_own_functions_only(exported, tmp_path):
    tables = {
        name: exported.table(name).query("workload == 'booth n=2'") for name in ("curves", "hits", "runs", "cells")
    }
    other = exports.Exported(exported.manifest, tables.__getitem__, exported.typeset)
    with pytest.raises(ConfigError, match="holds no runs on COCO's functions"):
        exports.write("coco", other, tmp_path)


def test_folders_are_safe_and_different():
    names = ["a", "A", "a/b", "a:b", "..", "", "ü", "a-b"]
    found = folders_of(names)
    assert len({folder.lower() for folder in found.values()}) == len(names)
    assert all(
        folder and not set(folder) & set('/\\:*?"<>|') and folder not in (".", "..") for folder in found.values()
    )
