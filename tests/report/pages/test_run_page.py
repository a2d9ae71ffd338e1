"""The page: self-contained, complete, stable, safe, and calm where there is nothing to say."""

import re
from dataclasses import replace

import pytest
from markupsafe import escape

from gdbench.report import digest_of, write_report
from gdbench.report.text import words
from gdbench.tables.run import Run, StoredRun
from tests.report.report_reader import Reader
from tests.report.report_runs import cell, pair, run_of, timing

WORKLOADS = ["sphere n=2", "sphere n=10", "digits"]
STRANGE = '<b>&"'
RATES = {"slow": 0.02, "twin_a": 0.4, "twin_b": 0.4, "optax:adam": 0.2, STRANGE: 0.1, "my.opt:new": 0.3}
TIMINGS = [
    timing("twin_a", 4e-6),
    timing("optax:adam", 3e-5),
    pair("twin_a", 4e-6, "optax:adam", 1.3),
]


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    cells = [cell(variant, workload) for workload in WORKLOADS for variant in RATES]
    cells += [cell("newton", name, "declined", "newton needs a Hessian, which sphere has not") for name in WORKLOADS]
    cells += [cell("broken", WORKLOADS[0], "failed", "Traceback\n  deep\nValueError: no <luck>\n")]
    return run_of(tmp_path_factory.mktemp("results"), cells, RATES, timings=TIMINGS)


@pytest.fixture(scope="module")
def written(run, tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "tiny.html"
    write_report(run, path)
    return path


@pytest.fixture(scope="module")
def page(written):
    return Reader(written.read_text())


def test_nothing_comes_from_elsewhere(written, page):
    text = written.read_text()
    assert "default-src 'none'" in text
    assert all(link.startswith(("#", "tiny_figures/")) for link in page.links), page.links
    assert not re.search(r"url\((?!#)", text)
    assert "@import" not in text
    assert not re.search(r"""(src|href)\s*=\s*["']?(https?:)?//""", text)


def test_every_name_is_there(page):
    for name in [*RATES, *WORKLOADS, "newton", "broken"]:
        assert name in page.text, name


def test_ids_are_unique(page):
    assert len(page.ids) == len(set(page.ids))


def test_links_lead_somewhere(page, written):
    for link in page.links:
        target = link[1:] in page.ids if link.startswith("#") else (written.parent / link).is_file()
        assert target, link


def test_ties_are_shown_as_ties(page, run):
    assert "twin_a has the largest area" in page.text
    assert "but cannot be told apart from twin_b" in page.text
    assert page.text.count("=1 ") == (run.ranking["rank"] == 1).sum() > 1


def test_other_scores_are_shown(written, run):
    part = re.search(r'<section id="scores">.*?</section>', written.read_text(), re.S)[0]
    rows = [re.findall(r"<t[hd].*?</t[hd]>", row, re.S) for row in re.findall(r"<tr data-v.*?</tr>", part, re.S)]
    shown = {re.search('data-sort="([^"]+)"', row[0])[1]: [Reader(each).text for each in row[1:]] for row in rows}
    assert len(shown) == len(run.table("aggregates"))
    for row in run.table("algoperf").itertuples():
        assert shown[escape(row.submission)][0] == f"{row.score:.3f}"
    for row in run.table("aggregates").itertuples():
        assert shown[escape(row.variant)][1:3] == [f"{row.iqm:.2f}", words.interval(row.low, row.high)]
    assert "AlgoPerf score is the area under" in part and "interquartile mean is the mean of the middle half" in part


def test_what_missed_the_target_is_said(page):
    assert "not reached" in page.text
    assert "inf" not in page.text.split()
    assert "nan" not in page.text.lower().split()


def test_failures_and_refusals_are_told(page):
    assert "ValueError: no <luck>" in page.text
    assert "needs a Hessian, which the workload has not" in page.text


def test_settings_that_diverge_are_confessed(tmp_path):
    run = run_of(
        tmp_path / "results",
        [cell("safe", "sphere n=2"), cell("rash", "sphere n=2")],
        {"safe": 0.4, "rash": float("nan")},
    )
    write_report(run, tmp_path / "page.html")
    text = Reader((tmp_path / "page.html").read_text()).text
    assert "In 1 of 2 cells more than half of the runs diverged" in text
    assert "rash on sphere n=2." in text
    assert "6 solved" in text and "6 diverged" in text


def test_no_label_is_markup(written):
    text = written.read_text()
    assert '<b>&"' not in text
    assert "<run>" not in text
    assert "<luck>" not in text
    assert "&lt;b&gt;&amp;" in text


def test_the_page_follows_the_theme(written):
    text = written.read_text()
    assert "prefers-color-scheme: dark" in text
    assert "fill:currentColor" in text
    assert "#010203" not in text, "a stand-in colour was left over"


def test_figures_have_names_captions_and_files(written, page):
    text = written.read_text()
    labelled = re.findall(r'<svg viewBox="[^"]+" role="img" aria-label="[^"]+">', text)
    folder = written.parent / "tiny_figures"
    assert len(labelled) == len(list(folder.glob("*.svg"))) == len(list(folder.glob("*.pdf"))) > len(WORKLOADS) + 6
    assert text.count("<figcaption>") == len(labelled) + 1, "the explorer is drawn by the script alone"
    for svg in folder.glob("*.svg"):
        assert "currentColor" not in svg.read_text() and "var(" not in svg.read_text()
        assert len(svg.with_suffix(".csv").read_text().splitlines()) > 1, svg.name
        assert svg.with_suffix(".pdf").read_bytes().startswith(b"%PDF")


def test_tables_have_captions_and_scopes(written):
    text = written.read_text()
    assert text.count("<table") == text.count("<caption>")
    assert not re.findall(r"<th(?= |>)(?![^>]*(?:scope|colspan))[^>]*>", text)


def test_the_digest_is_at_the_top_and_stable(run, written):
    digest = digest_of(run)
    assert f'<meta name="gdbench-digest" content="{digest}">' in written.read_bytes()[:4096].decode()
    timings, closeups = run.observations, run.closeups
    assert digest == digest_of(Run(run.manifest, timings=timings, closeups=closeups)), "the same records"
    assert digest != digest_of(Run(run.manifest, timings=timings[:1], closeups=closeups))
    assert digest != digest_of(Run(replace(run.manifest, title="another"), timings=timings, closeups=closeups))


def test_equal_inputs_give_equal_bytes(run, written, tmp_path):
    again = tmp_path / "tiny.html"
    write_report(StoredRun(run.store, run.name, run.manifest), again)
    assert again.read_bytes() == written.read_bytes()
    for file in (written.parent / "tiny_figures").iterdir():
        assert (tmp_path / "tiny_figures" / file.name).read_bytes() == file.read_bytes(), file.name


def test_figures_of_an_earlier_version_go_and_other_files_stay(run, tmp_path):
    folder = tmp_path / "tiny_figures"
    folder.mkdir()
    for name in ("convergence_gone.svg", "convergence_gone.csv", "mine.txt"):
        (folder / name).write_text("old")
    write_report(run, tmp_path / "tiny.html")
    assert not (folder / "convergence_gone.svg").exists()
    assert (folder / "mine.txt").read_text() == "old"
    assert not list(tmp_path.glob(".tiny*")), "a temporary file was left over"


EMPTY = {
    "no cells": ([], "holds no cells"),
    "only declined": ([cell("newton", "sphere n=2", "declined", "newton declines")], "No cell was evaluated"),
    "only failed": ([cell("sgd", "sphere n=2", "failed", "")], "1 failed"),
}


@pytest.mark.parametrize("name", EMPTY)
def test_a_run_with_nothing_says_so(name, tmp_path):
    cells, sentence = EMPTY[name]
    write_report(run_of(tmp_path / "results", cells, {}), tmp_path / "page.html")
    text = Reader((tmp_path / "page.html").read_text()).text
    assert sentence in text
    assert "No times were measured" in text


@pytest.mark.parametrize(
    ("rate", "sentence"),
    [(0.4, "adam is the only ranked variant"), (1e-9, "No variant reached any target"), (float("nan"), "No variant")],
)
def test_one_variant_alone(rate, sentence, tmp_path):
    run = run_of(tmp_path / "results", [cell("adam", "sphere n=2"), cell("adam", "digits")], {"adam": rate})
    write_report(run, tmp_path / "page.html")
    assert sentence in Reader((tmp_path / "page.html").read_text()).text


def test_specialists_only(tmp_path):
    cells = [cell("a", "sphere n=2"), cell("b", "sphere n=10"), cell("c", "digits")]
    for variant, home in zip("abc", WORKLOADS, strict=True):
        others = [name for name in WORKLOADS if name != home]
        cells += [cell(variant, name, "declined", f"{variant} declines") for name in others]
    run = run_of(tmp_path / "results", cells, dict.fromkeys("abc", 0.3))
    write_report(run, tmp_path / "page.html")
    text = Reader((tmp_path / "page.html").read_text()).text
    assert "none is ranked" in text
    assert "Specialists" in text
