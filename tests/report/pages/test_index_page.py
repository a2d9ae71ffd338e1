"""The index lists every run, newest first, with its verdict or with its error."""

import re
from dataclasses import replace

import pytest

from gdbench.report.data.indexed_runs import ContrastLink, IndexedRun
from gdbench.report.pages.index_page import write_index
from gdbench.report.text.sentences import scope, verdict
from tests.report.browser import needs_browser
from tests.report.report_reader import Reader, lived
from tests.report.report_runs import cell, manifest_of, run_of

STRANGE = '<b>&"'
STORY = """
  told.order = Array.from(document.querySelectorAll(".runs h2 code"), (name) => name.textContent);
  const find = document.getElementById("find");
  find.value = "Twin_A";
  find.dispatchEvent(new Event("input"));
  told.left = Array.from(document.querySelectorAll(".runs > li:not([hidden]) h2 code"), (name) => name.textContent);
  told.said = document.getElementById("found").textContent;
"""


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    rates = {"twin_a": 0.4, "slow": 0.05}
    cells = [cell(variant, name) for name in ("sphere n=2", "sphere n=10") for variant in rates]
    cells += [cell("newton", "sphere n=2", "declined", "no Hessian"), cell("broken", "sphere n=2", "failed", "E: x")]
    run = run_of(tmp_path_factory.mktemp("results"), cells, rates)
    told, manifest = (verdict(run), scope(run)), run.manifest
    return [
        IndexedRun("older", replace(manifest, created=1e9, title=""), *told, page="older.html"),
        IndexedRun("newer", replace(manifest, created=2e9, title=STRANGE), "nobody leads.", page="new%20er.html"),
        IndexedRun("unwritten", replace(manifest, created=1.5e9), *told),
        IndexedRun("gone", None, trouble="gone/run.json cannot be read."),
        IndexedRun("empty", manifest_of([])),
    ]


@pytest.fixture(scope="module")
def written(rows, tmp_path_factory):
    path = tmp_path_factory.mktemp("reports") / "index.html"
    write_index(rows, [ContrastLink("a against <b>", "a_against_b.html")], path, "0.1.0")
    return path


@pytest.fixture(scope="module")
def page(written):
    return Reader(written.read_text())


def test_runs_stand_newest_first(written):
    names = re.findall(r'<code class="quiet">(\w+)</code></h2>', written.read_text())
    assert names == ["newer", "empty", "unwritten", "older", "gone"]


def test_each_run_has_its_verdict_date_machine_and_counts(page):
    assert "5 runs, the latest of 18 May 2033, 03:33 UTC. 1 run cannot be shown in full." in page.text
    assert "twin_a has the largest area" in page.text and "nobody leads." in page.text
    assert "9 September 2001, 01:46 UTC" in page.text and "Abacus" in page.text
    assert "6 cells of 4 variants on 2 workloads: 4 done , 1 declined , 1 failed" in page.text


def test_links_lead_to_reports_that_are_there(page):
    assert [link for link in page.links if not link.startswith("#")] == [
        "new%20er.html",
        "older.html",
        "a_against_b.html",
    ]
    assert "gdbench report unwritten" in page.text and "gdbench report older" not in page.text


def test_trouble_is_said(page):
    assert "gone/run.json cannot be read." in page.text
    assert "gdbench report gone" not in page.text


def test_nothing_comes_from_elsewhere_and_names_are_text(written, page):
    text = written.read_text()
    assert "default-src 'none'" in text
    assert not re.search(r"""(src|href)\s*=\s*["']?(https?:)?//""", text) and "@import" not in text
    assert (
        STRANGE in page.text
        and STRANGE not in text
        and "a against <b>" in page.text
        and "<b>" not in text.split("</style>")[1].replace("<b class=", "")
    )


def test_no_run_yet(tmp_path):
    write_index([], [], tmp_path / "index.html", "0.1.0")
    assert "No run yet: gdbench run SUITE makes one" in Reader((tmp_path / "index.html").read_text()).text


def test_equal_inputs_give_equal_bytes(rows, written, tmp_path):
    write_index(rows[::-1], [ContrastLink("a against <b>", "a_against_b.html")], tmp_path / "index.html", "0.1.0")
    assert (tmp_path / "index.html").read_bytes() == written.read_bytes()


@needs_browser
@pytest.mark.parametrize("width", [1400, 500])
def test_the_page_lives(written, tmp_path, width):
    told = lived(written, tmp_path, width, STORY)
    assert told["order"] == ["newer", "empty", "unwritten", "older", "gone"]
    assert told["left"] == ["unwritten", "older"] and told["said"] == "2 of 5"
    assert told["overflow"] == 0 and told["unnamed"] == 0
