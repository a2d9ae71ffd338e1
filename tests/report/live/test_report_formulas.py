"""Formulas that the page computes by itself give the numbers of `gdbench.tables`."""

import json
import math

import numpy as np
import pytest

from gdbench.report.text import words
from gdbench.tables import budgets, duels, expected, friedman, ladder, profiles, runlengths, verdicts
from tests.report.browser import needs_browser
from tests.report.report_pages import WORKLOADS

pytestmark = needs_browser
SELECTED = "(({Profiles, Tests, Charts, data, current}) => { const s = current(); return %s; })(gdbench)"
VALUES = [0, 1, 0.0427, 12.3, 999.6, 23996, 4.335e-7, 9.99e-4, -0.5, 2e9, 0.5, 1.5, 2.5, 99.5, 1e5, 123456.7]


@pytest.fixture
def page(table_page):
    return table_page


def by_label(page, expression):
    """Evaluate a list over the competitors of the current selection, by the name of the variant."""
    names = page.ask("gdbench.current().competitors.map(({variant}) => gdbench.data.variants[variant].label)")
    return dict(zip(names, page.ask(expression), strict=True))


@pytest.mark.parametrize("form", ["count", "number", "share", "seconds"])
def test_numbers_read_alike(page, form):
    values = [value for value in VALUES if value >= 0] if form in ("share", "seconds") else VALUES
    assert page.ask(f"{json.dumps(values)}.map((value) => gdbench.Format.{form}(value))") == [
        getattr(words, form)(value) for value in values
    ]
    assert page.ask(f"gdbench.Format.{form}(NaN)") == getattr(words, form)(math.nan)


def test_draws_are_numpys(page):
    random = np.random.default_rng(0)
    asked = [(26, 40), (7, 33), (1, 3), (1000, 20), (24, 51)]
    wanted = [random.integers(n, size=count).tolist() for n, count in asked]
    script = (
        f"(() => {{ const g = new gdbench.Draws.Generator(gdbench.data.generator);"
        f" return {json.dumps(asked)}.map(([n, count]) => Array.from({{length: count}}, () => g.below(n))); }})()"
    )
    assert page.ask(script) == wanted


def test_the_bootstrap_is_the_same(page):
    area = np.random.default_rng(5).random((3, 4, 6))
    rows = json.dumps(area.reshape(3, -1).tolist())
    found = page.ask(
        f"gdbench.Ranks.bootstrap(gdbench.data.generator, {rows}, 4, 6, 200).map((each) => Array.from(each))"
    )
    np.testing.assert_allclose(np.array(found).T, verdicts.bootstrap(area, 200), atol=2e-12)


@pytest.mark.parametrize("spread", [0.02, 0.1])
def test_ties_are_the_same(page, spread):
    random = np.random.default_rng(11)
    area = np.clip(np.linspace(0.7, 0.4, 9)[:, None, None] + spread * random.standard_normal((9, 8, 5)), 0, 1)
    draws = verdicts.bootstrap(area, 500)
    mean = area.mean(axis=(1, 2))
    wide = verdicts.widening(8)
    told = page.ask(
        f"gdbench.Ranks.shared({mean.tolist()}, {draws.T.tolist()}.map((each) => Float64Array.from(each)), {wide})"
    )
    assert told == verdicts.ranks(mean, draws, 8).tolist()
    assert len(set(told)) > 1


def test_expected_times_and_profiles(page, made):
    tuned = expected.tuned(made.hits)
    ert = expected.expected_running_time(tuned)
    wanted = profiles.performance_profile(ert)
    pairs = "Profiles.pairsOf(data, s.workloads)"
    ert = f"s.competitors.map((c) => Profiles.expected(data, s.costs, c, {pairs}).map(({{ert}}) => ert))"
    found = by_label(page, SELECTED % f"Profiles.performance({ert}).shares")
    for name, curve in wanted.groupby("variant", observed=True):
        np.testing.assert_allclose(found[name], curve["share"], atol=1e-12)


def test_data_profiles(page, made):
    tuned = expected.tuned(made.hits)
    level = page.ask("gdbench.data.level")
    wanted = profiles.data_profile(tuned[tuned["level"] == level])
    found = by_label(
        page, SELECTED % "Profiles.dataProfile(data, s.costs, s.competitors, s.workloads, data.level).shares"
    )
    for name, curve in wanted.groupby("variant", observed=True):
        np.testing.assert_allclose(found[name], curve["share"], atol=1e-12)


def test_run_lengths(page, made):
    wanted = runlengths.run_lengths(expected.tuned(made.hits))
    found = by_label(page, SELECTED % "Profiles.runLengths(data, s.costs, s.competitors, s.workloads).shares")
    for name, curve in wanted.groupby("variant", observed=True):
        np.testing.assert_allclose(found[name], curve["share"], atol=0.05, err_msg="restarts are drawn at random")


def test_mean_ranks_and_who_is_told_apart(page, made):
    hits, _, cells, _ = made.part(WORKLOADS)
    names = page.ask("gdbench.current().result.ranked.map(({variant}) => gdbench.data.variants[variant].label)")
    ranks = "Tests.meanRanks(Tests.blocks(s.result.ranked, s.workloads.length, data.seeds))"
    both = f"Array.from(Tests.apart({ranks}, s.workloads.length))"
    third = f"Tests.critical({ranks}.length, s.workloads.length, data.quantiles)"
    ranks, apart, difference = page.ask(SELECTED % f"[{ranks}, {both}, {third}]")
    wanted = friedman.average_ranks(hits, cells).set_index("variant")["mean_rank"]
    np.testing.assert_allclose(ranks, [wanted[name] for name in names], atol=1e-12)
    table = friedman.posthoc(hits, cells)
    told = {(row.variant, row.against) for row in table[table["apart"]].itertuples()}
    assert {tuple(names[int(i)] for i in pair.split("/")) for pair in apart} == told
    assert difference == pytest.approx(
        float(friedman.friedman_test(hits, cells)["critical_difference"].iloc[0]), rel=1e-5
    )


def test_duels(page, made):
    hits, _, cells, _ = made.part(WORKLOADS)
    names = page.ask("gdbench.current().result.ranked.map(({variant}) => gdbench.data.variants[variant].label)")
    wins = page.ask("gdbench.Tests.duels(gdbench.current().result.ranked)")
    ranked = [table[table["variant"].isin(names)] for table in (hits, cells)]
    for row in duels.win_probabilities(*ranked).itertuples():
        assert wins[names.index(row.variant)][names.index(row.against)] == pytest.approx(row.wins, abs=1e-12)


def test_the_best_of_k_trials(page, made):
    wanted = budgets.best_of_k(made.run.trials, made.cells)
    found = by_label(
        page,
        SELECTED % "s.competitors.map(({variant}) => Charts.get('budgets').bestOf(data, s, variant))",
    )
    for name, curve in wanted.groupby("variant"):
        np.testing.assert_allclose(
            found[name], curve["area"], atol=1e-6, err_msg="scores of trials travel in single precision"
        )


def test_the_ladder(page, made):
    hits, _, cells, _ = made.part(WORKLOADS)
    wanted = ladder.horizon_ladder(hits, cells)
    page.ask("gdbench.Plots.drawnNow('ladder').then(() => 1)")
    rows = page.ask("gdbench.Plots.get('ladder').made.rows")[1:]
    found = [[share, rank, name, pytest.approx(area, abs=1e-9)] for share, rank, name, area in rows]
    assert wanted[["horizon", "rank", "variant", "area"]].to_numpy().tolist() == found
