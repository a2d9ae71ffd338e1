"""Tests the page of two runs: it names changes, says what cannot be compared, and escapes names."""

import re
from dataclasses import replace

import pytest

from gdbench.report.data.contrast import Contrast, labels, spoken
from gdbench.report.pages.contrast_page import write_contrast
from gdbench.report.text import contrast_sentences
from gdbench.report.text.words import signed
from gdbench.tables.run import Run
from gdbench.types import Manifest
from tests.report.browser import needs_browser
from tests.report.report_reader import Reader, lived
from tests.report.report_runs import cell, run_of, timing

WORKLOADS = ["sphere n=2", "sphere n=10", "digits"]
STRANGE = '<b>&"'
BASE = {"slow": 0.02, "steady": 0.4, "falls": 0.5, STRANGE: 0.1, "gone": 0.3}
HEAD = {"slow": 0.2, "steady": 0.4, "falls": 0.06, STRANGE: 0.1, "new": 0.3}
SUITE = "[suite]\nname = 'tiny' # <&>\n[tuning]\ntrials = 4\n"
STORY = """
  const first = () => document.querySelector("#ranking tbody th").textContent;
  const sort = () => document.querySelector("#ranking thead th:nth-child(7) button.sort").click();
  told.first = first();
  sort();
  told.best = first();
  sort();
  told.worst = first();
  const find = document.getElementById("find");
  find.value = "falls";
  find.dispatchEvent(new Event("input"));
  told.found = document.querySelectorAll("#times [data-words]:not([hidden])").length;
  told.said = document.getElementById("found").textContent;
"""


def run_with(folder, rates, workloads=WORKLOADS, suite=SUITE, **facts):
    cells = [cell(variant, workload) for workload in workloads for variant in rates]
    return run_of(folder, cells, rates, suite=suite, **facts)


@pytest.fixture(scope="module")
def contrast(tmp_path_factory):
    base = run_with(tmp_path_factory.mktemp("base"), BASE, timings=[timing("slow", 4e-6)], name="old")
    head = run_with(
        tmp_path_factory.mktemp("head"),
        HEAD,
        [*WORKLOADS, "booth n=2"],
        SUITE.replace("4", "8"),
        timings=[timing("slow", 2e-6)],
        name="new",
        environment={**base.manifest.environment, "jax": "0.12"},
    )
    return Contrast(base, head)


def again(run, **facts):
    """A run with other facts in its manifest."""
    manifest = replace(run.manifest, **facts)
    return Run(manifest, run.stored, run.observations, suite_text=run.suite_text)


@pytest.fixture(scope="module")
def written(contrast, tmp_path_factory):
    path = tmp_path_factory.mktemp("contrast") / "new_against_old.html"
    write_contrast(contrast, path, "0.1.0")
    return path


@pytest.fixture(scope="module")
def page(written):
    return Reader(written.read_text())


def test_the_lead_names_who_moved(page):
    assert "slow (area +" in page.text and "is better in new than in old." in page.text
    assert "falls (area −" in page.text and "is worse in new than in old." in page.text
    assert re.search(
        r"2 others did not change beyond chance\. Of 12 single cells, \d faster and \d slower\.", page.text
    )


def test_the_scope_counts_what_is_common(page):
    assert "Both evaluated 12 cells (new has 20, old 15)" in page.text
    assert "6 of them are one and the same computation, stored under one key" in page.text
    assert "The runs differ in jax." in page.text


def test_what_only_one_has_is_listed(page):
    for title in ("1 variant in old only", "1 variant in new only", "1 workload in new only"):
        assert title in page.text
    assert "booth n=2" in page.text and "gone" in page.text


def test_both_suites_are_compared_line_by_line(page, written):
    assert "-trials = 4" in page.text and "+trials = 8" in page.text
    assert '<span class="del">-trials = 4</span>' in written.read_text()


def test_times_of_different_machines_are_no_ratio_to_trust(page):
    assert "these times do not compare" in page.text and "without a ratio" in page.text
    assert "4.4 µs" in page.text.replace("\u202f", " ") and "0.50×" not in page.text


def test_times_of_one_machine_have_a_ratio(contrast, tmp_path):
    head = again(contrast.head, environment=contrast.base.manifest.environment)
    write_contrast(Contrast(contrast.base, head), tmp_path / "page.html", "0.1.0")
    text = Reader((tmp_path / "page.html").read_text()).text
    assert "0.50×" in text and "but at different times" in text


def test_nothing_comes_from_elsewhere_and_names_are_text(written, page):
    text = written.read_text()
    assert "default-src 'none'" in text
    assert all(link.startswith("#") for link in page.links), page.links
    assert not re.search(r"""(src|href)\s*=\s*["']?(https?:)?//""", text) and "@import" not in text
    assert STRANGE in page.text and STRANGE not in text
    assert "nan" not in page.text.lower().split() and "inf" not in page.text.split()


def test_parts_have_names_and_links_lead_somewhere(written, page):
    text = written.read_text()
    assert len(page.ids) == len(set(page.ids))
    assert all(link[1:] in page.ids for link in page.links)
    assert text.count("<table") == len(re.findall(r"<caption[ >]", text))
    assert not re.findall(r"<th(?= |>)(?![^>]*scope)[^>]*>", text)
    drawn = re.findall(r'<svg class="(?:slopes|strips)"[^>]*role="img"\s+aria-label="[^"]+">', text)
    assert len(drawn) == 2 and text.count("<figcaption>") == 2
    assert '<meta name="gdbench-contrast" content="new against old">' in text[:4096]


def test_equal_inputs_give_equal_bytes(contrast, written, tmp_path):
    write_contrast(contrast, tmp_path / "again.html", "0.1.0")
    assert (tmp_path / "again.html").read_bytes() == written.read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["again.html"]


def test_a_run_against_itself(contrast, tmp_path):
    twin = Contrast(contrast.base, contrast.base)
    write_contrast(twin, tmp_path / "page.html", "0.1.0")
    text = Reader((tmp_path / "page.html").read_text()).text
    assert "all 15 common cells are one and the same computation" in text
    assert "The suite files are identical." in text
    assert "Machine, packages and protocol are the same" in text
    assert "No cell changed beyond chance." in text
    assert "better" not in text.split("How to read it.")[0]


@pytest.mark.parametrize(
    ("workloads", "sentence"),
    [
        (["booth n=2"], "no evaluated cell in common"),
        (WORKLOADS[:1], "1 common cell"),
        ([], "no evaluated cell in common"),
    ],
)
def test_little_or_nothing_in_common(contrast, workloads, sentence, tmp_path):
    write_contrast(
        Contrast(contrast.base, run_with(tmp_path / "store", {"slow": 0.02}, workloads)),
        tmp_path / "page.html",
        "0.1.0",
    )
    assert sentence in Reader((tmp_path / "page.html").read_text()).text


def test_only_failures_in_common(contrast, tmp_path):
    cells = [cell("steady", name, "failed", "ValueError: no") for name in WORKLOADS]
    write_contrast(Contrast(contrast.base, run_of(tmp_path / "store", cells, {})), tmp_path / "page.html", "0.1.0")
    text = Reader((tmp_path / "page.html").read_text()).text
    assert "steady (area −" in text and "no longer reached" in text


def test_runs_of_one_name_are_told_apart(contrast):
    one, other = Manifest("a"), Manifest("a", created=86400.0)
    assert labels(one, Manifest("b")) == ("a", "b")
    assert labels(one, other) == ("earlier", "later") and labels(other, one) == ("later", "earlier")
    assert labels(one, one) == ("other", "this")
    assert spoken(one, other) == ("the earlier run", "the later run")
    assert spoken(one, one) == ("the other run", "this run")
    assert contrast_sentences.title(contrast) == "new against old"
    assert contrast_sentences.title(Contrast(contrast.base, contrast.base)) == "old: this against other"


@pytest.mark.parametrize(("value", "text"), [(0.1, "+0.10"), (-0.051, "−0.05"), (0.001, "0.00"), (-0.001, "0.00")])
def test_changes_have_a_sign(value, text):
    assert signed(value) == text


def test_the_number_expected_by_chance(contrast):
    told = contrast_sentences.chance(contrast)
    assert re.match(r"\d+ cells? changed beyond chance, of \d+ in which the two runs differ", told)


@needs_browser
@pytest.mark.parametrize("width", [1400, 500])
def test_the_page_lives(written, tmp_path, width):
    told = lived(written, tmp_path, width, STORY)
    assert told["first"] == told["best"] == "slow" and told["worst"] == "falls"
    assert told["found"] == 3 and told["said"] == "3 of 12"
    assert told["overflow"] == 0 and told["unnamed"] == 0
