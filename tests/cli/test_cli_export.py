"""Tests `gdbench report` and `gdbench export` through the command line, on a real tiny run."""

import json
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest

import gdbench
from gdbench import exports
from gdbench.api import pages
from gdbench.exports.columns import TABLES

TWIN = "tiny_again"


@pytest.fixture
def there(played, command, tmp_path):
    """A command in a folder that holds the run and a copy of it under another name."""
    shutil.copytree(played[0] / "results", tmp_path / "results")
    shutil.copytree(tmp_path / "results" / "tiny", tmp_path / "results" / TWIN)
    path = tmp_path / "results" / TWIN / "run.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"name": TWIN, "title": "Once <more>"}))
    return command


def test_without_a_run_every_run_is_listed(there):
    answer = there("report")
    assert (answer.code, answer.out) == (0, "reports/index.html\n")
    text = Path("reports/index.html").read_text()
    assert "2 runs, the latest of" in text and "Once &lt;more&gt;" in text
    assert "gdbench report tiny_again" in text, "there is no report of it yet"


def test_the_index_follows_the_reports(there):
    assert there("report", "tiny").out == "reports/tiny.html\n"
    text = Path("reports/index.html").read_text()
    assert 'href="tiny.html"' in text and 'href="tiny_again.html"' not in text
    there("report", "tiny", "--against", TWIN)
    text = Path("reports/index.html").read_text()
    assert 'href="tiny_against_tiny_again.html">tiny against tiny_again</a>' in text


def test_a_page_elsewhere_leaves_the_index_alone(there):
    there("report", "tiny", "--to", "elsewhere/page.html")
    assert Path("elsewhere/page.html").exists() and not Path("reports").exists()


def test_the_index_reads_a_run_once(there, monkeypatch):
    there("report")
    before = Path("reports/index.html").read_bytes()
    monkeypatch.setattr("gdbench.tables.tidy.read_cells", None)
    assert there("report").code == 0
    assert Path("reports/index.html").read_bytes() == before


def test_a_broken_run_does_not_hide_the_others(there):
    Path(f"results/{TWIN}/run.json").write_text("{")
    for cell in Path("results/cells").glob("*/*"):
        shutil.rmtree(cell)
    text = Path(there("report").out.strip()).read_text()
    assert "results/tiny_again/run.json cannot be read" in text
    assert re.search(r"\d+ of its stored cells are gone: run the suite again", text)


def test_a_run_called_index_keeps_its_report(there):
    shutil.copytree("results/tiny", "results/index")
    assert there("report").out == "reports/runs.html\n"


def test_one_run_against_another(there):
    answer = there("report", "tiny", "--against", TWIN)
    assert (answer.code, answer.out) == (0, "reports/tiny_against_tiny_again.html\n")
    text = Path("reports/tiny_against_tiny_again.html").read_text()
    assert "one and the same computation" in text and "The suite files are identical" in text
    folder = there("report", "tiny", "--against", f"results/{TWIN}", "--to", "p.html")
    assert folder.out == "p.html\n" and Path("p.html").read_text() == text


@pytest.mark.parametrize(("form", "ending", "sign"), [("md", "md", "| adam"), ("latex", "tex", r"\toprule")])
def test_tables_as_text(there, form, ending, sign):
    assert there("report", "tiny", "--format", form).out == f"reports/tiny.{ending}\n"
    text = Path(f"reports/tiny.{ending}").read_text()
    assert sign in text and "Expected running time on booth n=2" in text


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("report", "--against", "tiny"), "gdbench report RUN --against OTHER"),
        (("report", "--format", "md"), "gdbench report RUN --format md"),
        (("report", "tiny", "--against", TWIN, "--format", "latex"), "latex is for the tables of one run"),
        (("report", "tony"), "did you mean 'tiny'"),
        (("report", "results"), "results is a results folder; name one of its runs: results/tiny, results/tiny_again"),
        (("report", "tiny", "--against", "tony"), "did you mean 'tiny'"),
        (("report", "tiny", "--format", "md", "--to", "tiny.toml/x.md"), "cannot write tiny.toml/x.md"),
        (("export", "tiny", "--to", "xls"), "no format 'xls'; there are coco, csv"),
        (("export", "tony", "--to", "csv"), "did you mean 'tiny'"),
        (("export", "tiny", "--to", "csv", "--folder", "results"), "results is not empty; name another folder"),
        (("export", "tiny", "--to", "coco"), "holds no runs on COCO's functions"),
    ],
)
def test_wrong_usage_is_a_sentence(there, arguments, sentence):
    answer = there(*arguments)
    assert answer.code == 2 and sentence in answer.err and "Traceback" not in answer.err
    assert not answer.out


def test_a_page_is_opened(there, monkeypatch):
    opened = []
    monkeypatch.setattr("webbrowser.open", lambda address: opened.append(address) or True)
    assert there("report", "--open").code == 0
    assert opened == [Path("reports/index.html").resolve().as_uri()]
    monkeypatch.setattr("webbrowser.open", lambda address: False)
    assert "no browser was found" in there("report", "--open").err


@pytest.mark.parametrize("form", [name for name in exports.names() if name != "coco"])
def test_every_format_takes_a_real_run(there, form):
    answer = there("export", "tiny", "--to", form)
    assert answer.code == 0, answer.err
    files = [Path(line) for line in answer.out.splitlines()]
    assert files == sorted(path for path in Path(f"reports/tiny_{form}").rglob("*") if path.is_file())
    again = there("export", "tiny", "--to", form)
    assert again.code == 2 and "--force" in again.err
    assert there("export", "tiny", "--to", form, "--force").code == 0


def test_every_column_has_a_meaning_and_every_row_is_there(there):
    there("export", "tiny", "--to", "parquet", "--folder", "out")
    results = gdbench.load("tiny")
    for name in TABLES:
        back = pd.read_parquet(f"out/{name}.parquet")
        assert not set(back.columns) - set(TABLES[name][1]), name
        if name != "bands":
            assert len(back) == len(getattr(results, name)), name
    hits = pd.read_parquet("out/hits.parquet")
    assert (hits["cost"].to_numpy() == results.hits["cost"].to_numpy()).all()


def test_python_has_the_same_verbs(there):
    results = gdbench.load("tiny")
    assert pages.report("tiny", form="md") == Path("reports/tiny.md")
    assert pages.contrast(gdbench.load(TWIN), results).name == "tiny_against_tiny_again.html"
