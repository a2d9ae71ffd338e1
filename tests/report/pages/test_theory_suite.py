"""One small suite from its file to the page, the paper figures, the exports and the results: rates, axes, close-ups."""

import base64
import gzip
import json
import math
import re

import pandas as pd
import pytest

from gdbench.api.exporting import export
from gdbench.tables.axes import AXES
from tests.report.browser import needs_browser
from tests.report.conftest import set_up
from tests.report.report_reader import Reader

CELLS = [(v, f"quad_log_k100 n={n}") for v in ("gd", "heavy_ball_optimal", "nesterov") for n in (2, 5)]


@pytest.fixture(scope="module")
def text(theory_page):
    return theory_page.read_text()


@pytest.fixture(scope="module")
def payload(text):
    """The facts that travel inside the page."""
    packed = re.search(r'<script type="application/octet-stream" id="data">([^<]+)</script>', text)[1]
    return json.loads(gzip.decompress(base64.b64decode(packed)).partition(b"\n")[0])


@pytest.fixture
def page(browser, theory_page):
    set_up(browser)
    browser.open(theory_page.as_uri())
    return browser


def drawn(page, key):
    """Draw a figure live and return its traces."""
    page.ask(f"gdbench.Plots.drawnNow('{key}').then(() => 1)")
    plot = f"document.querySelector('[data-chart={key}] .js-plotly-plot')"
    told = "({x, name, type}) => ({x: Array.from(x ?? []), name, type: String(type)})"
    return page.ask(f"{plot}.data.map({told})")


def section(text, key):
    """The markup of one section."""
    return re.search(rf'<section id="{key}">.*?</section>', text, re.S)[0]


def test_results_have_the_rates_of_theory(theory):
    rates = theory.theory_rates
    compared = rates[rates["agrees"].notna()]
    assert sorted(zip(compared["variant"], compared["workload"], strict=True)) == sorted(CELLS)
    assert (compared["agrees"] == True).all()  # noqa: E712 - a column of True, False and None
    # The setting of a tuned variant decides whether its curve is a straight line that theory speaks of.
    others = rates[rates["agrees"].isna()]
    assert others["theory"].isna().all() and (others["reason"] != "").all()
    measured = dict(zip(compared["variant"], compared["factor"], strict=True))
    assert measured["gd"] == pytest.approx(0.98, abs=1e-3), "(1 − μ/L)² per step"
    assert measured["heavy_ball_optimal"] == pytest.approx((9 / 11) ** 2, abs=0.02)


def test_the_page_lists_every_rate(text, theory):
    part = section(text, "rates")
    rows = re.findall(r"<tr data-v.*?</tr>", part, re.S)
    assert len(rows) == len(CELLS)
    for variant, workload in CELLS:
        assert sum(f'data-sort="{variant}"' in row and workload in row and "agrees" in row for row in rows) == 1
    assert "rate for 6 of them: 6 agree, 0 differ" in Reader(part).text
    assert 'id="figure-rates" data-chart="rates"' in part and "<figcaption>" in part
    assert f"{theory.theory_rates['factor'].iloc[0]:.4g}" in part
    assert '<a href="#rates">Rates</a>' in text


def test_the_rates_travel_in_the_page_and_beside_it(payload, theory, theory_page):
    labels = [each["label"] for each in payload["variants"]], [each["label"] for each in payload["workloads"]]
    found = {(labels[0][row["v"]], labels[1][row["w"]]): row for row in payload["rates"]}
    assert sorted(found) == sorted(CELLS)
    rates = theory.theory_rates
    for row in rates[rates["agrees"].notna()].itertuples():
        own = found[row.variant, row.workload]
        assert own["measured"] == pytest.approx(-row.measured / math.log(10), rel=1e-5) and own["agrees"] is True
    folder = theory_page.parent / "theory_figures"
    beside = pd.read_csv(folder / "rates.csv").dropna(subset="theory")
    assert sorted(zip(beside["variant"], beside["workload"], strict=True)) == sorted(CELLS)
    assert (folder / "rates.svg").read_text().count("agrees") == len(CELLS)


def test_a_task_on_batches_gives_the_axes_of_examples_epochs_and_flops(payload, text, theory):
    names = [each["name"] for each in payload["axes"]]
    assert {"gradients", "steps", "examples", "epochs", "flops", "seconds"} <= set(names)
    options = re.findall(r"<option[^>]*>([^<]+)</option>", re.search(r'<select id="axis">.*?</select>', text, re.S)[0])
    assert options == [AXES[name] for name in names]
    prices = theory.axes.set_index(["axis", "workload"])["price"].groupby(level=[0, 1]).first()
    task = "logreg_breast_cancer b=32"
    assert prices["examples", task] == 32
    examples = theory.workloads[task].examples
    assert prices["epochs", task] == pytest.approx(32 / examples)
    assert prices["flops", task] > prices["flops", "matyas n=2"] > 0


def test_close_ups_are_on_the_page(payload, text, theory, theory_page):
    part = section(text, "lens")
    assert [row["w"] for row in payload["landscapes"]] == [list(theory.workloads).index("matyas n=2")]
    cards = theory.closeups.cards
    assert len(cards) == len(payload["cards"]) == 2
    assert payload["cards"][0]["step"] == list(cards[0].step)
    for card in cards:
        assert f">{card.variant} on matyas n=2</option>" in part
    assert 'aria-label="Landscape of matyas n=2' in part and "Parts of the steps of" in part
    folder = theory_page.parent / "theory_figures"
    assert len(pd.read_csv(folder / "steps_apart.csv")) == len(cards[0].step)
    assert len(pd.read_csv(folder / "landscape_matyas-n-2.csv")) > 10


def test_exports_hold_the_ranking_and_the_cells(theory, tmp_path):
    export(theory, "csv", tmp_path)
    verdict = pd.read_csv(tmp_path / "verdict.csv")
    assert list(verdict["variant"]) == list(theory.ranking["variant"])
    assert verdict["area"].to_numpy() == pytest.approx(theory.ranking["area"].to_numpy(), rel=1e-12)
    cells = pd.read_csv(tmp_path / "cells.csv").set_index(["variant", "workload"])
    assert set(CELLS) < set(cells.index) and (cells["status"] == "done").all()


@needs_browser
def test_every_figure_is_drawn_live(page):
    keys = page.ask("Array.from(document.querySelectorAll('figure[data-chart]'), (f) => f.dataset.chart)")
    assert {"rates", "landscapes", "card", "sensitivity", "budgets", "profile", "critical"} <= set(keys)
    for key in keys:
        assert len(drawn(page, key)) > 0, key
    assert page.console == []
    rates = {trace["name"]: trace for trace in drawn(page, "rates")}
    assert len(rates["measured"]["x"]) == len(rates["theory"]["x"]) == len(CELLS)
    assert {trace["type"] for trace in drawn(page, "landscapes")} >= {"contour"}
    assert "gradient" in {trace["name"] for trace in drawn(page, "card")}


@needs_browser
@pytest.mark.parametrize("axis", ["examples", "epochs", "flops"])
def test_every_axis_ranks_anew(page, axis):
    before = page.texts("table.verdict tbody tr")
    page.choose("#axis", axis)
    assert AXES[axis] in page.ask("document.getElementById('calls').textContent")
    assert AXES[axis] in page.ask("document.getElementById('now').textContent")
    assert page.texts("table.verdict tbody tr") != before
    drawn(page, "explorer")
    label = page.ask("document.querySelector('#explorer .js-plotly-plot').layout.xaxis.title.text")
    assert label == AXES[axis] and page.console == []
