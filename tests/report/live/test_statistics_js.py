"""The page's arithmetic, run in Node, agrees with `gdbench.tables` to 1e-9, for whole runs and for selections."""

import numpy as np
import pytest

from gdbench import measures
from gdbench.report.data.page_data import PageData
from gdbench.tables import axes, verdicts
from gdbench.tables.ladder import SHARES
from gdbench.tables.sensitivity import scores_by_rate
from tests.report.node import answers, numbers
from tests.tables.written_runs import a_run, row

WORKLOADS = [f"{name} n=2" for name in ("sphere", "booth", "matyas", "quartic", "rosenbrock", "himmelblau")]
ROW = "[r.variant, r.rank, r.rankLow, r.rankHigh, r.area, r.low, r.high, ...r.tops]"
RANKING = "Ranks.ranking(data, s.costs, s.competitors, s.workloads)"
RANKED = f"{RANKING}.ranked.map((r) => {ROW})"
SPECIAL = f"{RANKING}.special.map((r) => [r.variant, r.area, r.low, r.high, r.leader])"
COLUMNS = ["rank", "rank_low", "rank_high", "area", "low", "high", "top_1", "top_3", "top_10"]


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """Six variants with random rates on six workloads, one of them a specialist, one with cells that failed."""
    random = np.random.default_rng(7)
    rates = {f"v{k}": lambda workload, k=k: random.lognormal(-3.0 + 0.5 * k, 0.6) for k in range(6)}
    cells = [row("newton", name, "declined") for name in WORKLOADS[1:]]
    cells += [row("newton", WORKLOADS[0], "failed", reason="x"), row("v0", "beale n=2", "failed", reason="x")]
    return a_run(tmp_path_factory.mktemp("run"), rates, WORKLOADS, seeds=5, default=True, cells=cells)


@pytest.fixture(scope="module")
def ask(run):
    """Return what expressions give, each evaluated once for all tests."""

    def asked(*codes, **more):
        return [numbers(found) for found in answers([run], [(0, code, more) for code in codes])]

    return asked


@pytest.fixture(scope="module")
def labels(run):
    return list(PageData(run).looks)


def by_label(labels, rows):
    return {labels[int(first)]: rest for first, *rest in rows}


def near(found, wanted):
    np.testing.assert_allclose(np.array(found, float), np.array(wanted, float), rtol=1e-9, atol=1e-9)


def part_of(run, workloads):
    """The hits and cells of some of the workloads of a run."""
    return tuple(each[each["workload"].isin(workloads)] for each in (run.evaluation_hits, run.cells))


def test_the_ranking(run, ask, labels):
    (rows,) = ask(RANKED)
    found = by_label(labels, rows)
    wanted = run.ranking.set_index("variant")
    assert list(found) == list(wanted.index) and 1 < len(set(wanted["rank"])) < len(wanted)
    near([found[name] for name in wanted.index], wanted[COLUMNS])


def test_the_specialists(run, ask, labels):
    (rows,) = ask(SPECIAL)
    wanted = run.specialists.set_index("variant")[["area", "low", "high", "leader_area"]]
    found = by_label(labels, rows)
    assert set(found) == set(wanted.index) == {"newton"}
    near([found[name] for name in wanted.index], wanted)


@pytest.mark.parametrize("kept", [[0], [1, 4], [0, 2, 3, 5]])
def test_the_ranking_of_some_workloads(run, labels, ask, kept):
    hits, cells = part_of(run, [list(run.workloads)[w] for w in kept])
    wanted = verdicts.ranked_areas(hits, cells).set_index("variant")
    found = by_label(labels, ask(RANKED, workloads=kept)[0])
    near([found[name] for name in wanted.index], wanted[COLUMNS])
    assert set(found) == set(wanted.index)


@pytest.mark.parametrize("axis", ["functions", "steps"])
def test_the_ranking_on_another_axis(run, ask, labels, axis):
    prices = axes.prices_table(run.cells, run.evaluation_runs, run.steps)
    moved = axes.on_axis(run.evaluation_hits, prices, axis)
    wanted = verdicts.ranked_areas(moved, axes.cells_on(run.cells, moved)).set_index("variant")
    kept = [w for w, name in enumerate(run.workloads) if name in set(run.evaluation_hits["workload"])]
    found = by_label(labels, ask(RANKED, axis=axis, workloads=kept)[0])
    share = len(kept) / len(run.workloads)  # the workload that nobody could be evaluated on has no price here
    near([found[name][3] * share for name in wanted.index], wanted["area"])


def test_areas_at_the_default_setting(run, ask):
    (rows,) = ask(
        "Ranks.areas(data, s.costs, s.competitors, s.workloads).map((row) => Bootstrap.mean(row.map((a) => a || 0)))",
        defaults=True,
    )
    half = len(rows) // 2
    wanted = run.defaults[["area", "default_area"]]
    near(np.reshape(rows, (2, half)).T, wanted)


def test_shorter_horizons(run, ask, labels):
    found = ask(
        *(f"Ranks.atHorizon(data, s.costs, s.competitors, s.workloads, {share}).map((r) => {ROW})" for share in SHARES)
    )
    for share, rows in zip(SHARES, found, strict=True):
        wanted = run.ladder[run.ladder["horizon"] == share].set_index("variant")
        known = by_label(labels, rows)
        near([[known[name][k] for k in (0, 3, 4, 5)] for name in wanted.index], wanted[["rank", "area", "low", "high"]])


def test_rank_tests(run, ask, labels):
    rows = f"{RANKING}.ranked"
    mean = f"Tests.meanRanks(Tests.blocks({rows}, s.workloads.length, data.seeds))"
    pairs = f"Tests.comparisons({mean}, s.workloads.length).map(({{i, j, p}}) => [i, j, p])"
    critical = f"Tests.critical({rows}.length, s.workloads.length, data.quantiles)"
    order, ranked, pairs, critical = ask(f"{rows}.map((r) => r.variant)", mean, pairs, critical)
    names = [labels[int(v)] for v in order]
    near(ranked, run.mean_ranks.set_index("variant")["mean_rank"][names])
    table = run.posthoc.set_index(["variant", "against"])["p_value"]
    near([p for _, _, p in pairs], [table[names[int(i)], names[int(j)]] for i, j, _ in pairs])
    near(critical, run.friedman["critical_difference"].iloc[0])


def test_duels(run, ask, labels):
    rows = f"{RANKING}.ranked"
    bounds = "rows.map((_, i) => rows.map((_, j) => (i === j ? [0, 0] : chance(i, j))))"
    interval = f"((rows) => {{ const chance = Tests.chance(data, rows); return {bounds}; }})({rows})"
    wins = f"Tests.duels({rows}).map((row) => row.map((x) => x ?? 0))"
    order, wins, bounds = ask(f"{rows}.map((r) => r.variant)", wins, interval)
    names = [labels[int(v)] for v in order]
    for duel in run.duels.itertuples():
        i, j = names.index(duel.variant), names.index(duel.against)
        near([wins[i][j], *bounds[i][j]], [duel.wins, duel.low, duel.high])


def test_running_times_and_profiles(run, ask, labels):
    pairs = "Profiles.pairsOf(data, s.workloads)"
    times = f"s.competitors.map((c) => Profiles.expected(data, s.costs, c, {pairs}).map(({{ert}}) => ert))"
    ert, performance, data_profile, lengths, grid, effort = ask(
        times, f"Profiles.performance({times}).shares",
        "Profiles.dataProfile(data, s.costs, s.competitors, s.workloads, data.level).shares",
        "Profiles.runLengths(data, s.costs, s.competitors, s.workloads).shares",
        "Profiles.runLengths(data, s.costs, s.competitors, s.workloads).x",
        "s.competitors.map((c) => Profiles.effort(data, s.costs, c, s.workloads))",
    )  # fmt: skip
    known = run.ert.astype({"variant": object, "workload": object}).set_index(["variant", "workload", "target"])["ert"]
    places = [(name, target) for name in run.workloads for target in range(3)]
    for name, row_ in zip(labels, ert, strict=True):
        near(row_, [known.get((name, *place), np.nan) for place in places])
    for table, found in ((run.profile, performance), (run.data_profile, data_profile), (run.run_lengths, lengths)):
        for name, curve in table.groupby("variant", observed=True):
            near(found[labels.index(name)], curve["share"])
    near(grid, run.run_lengths["cost"][: len(grid)])
    near([effort[labels.index(name)] for name in run.ranking["variant"]], run.ranking["calls"])


def test_scores_at_learning_rates(run, ask, labels):
    (found,) = ask(
        "s.competitors.map(({variant}) => Trials.scoresByRate(data, s, variant).map((r) => [r.rate, r.area]))"
    )
    wanted = dict(list(scores_by_rate(run.trials).groupby("variant")))
    searched = [rows for rows in found if rows]
    assert len(searched) == len(wanted) > 0
    for rows, name in zip(found, labels, strict=False):
        if rows:  # learning rates travel in single precision
            np.testing.assert_allclose(rows, wanted[name][["learning_rate", "area"]], rtol=1e-5, atol=1e-6)


def test_the_best_of_k_trials(run, ask, labels):
    (found,) = ask("s.competitors.map(({variant}) => Trials.bestOf(data, s, variant))")
    for name, curve in run.budgets.groupby("variant"):
        np.testing.assert_allclose(found[labels.index(name)], curve["area"], atol=1e-6)  # areas travel as f4


def test_the_complementary_error_function(ask):
    from scipy.special import erfc

    points = [0, 1e-6, 0.3, 1, 1.7, 1.999, 2, 2.5, 4, 8, -0.5, -3]
    (found,) = ask(f"{points}.map(Tests.erfc)")
    np.testing.assert_allclose(found, erfc(points), rtol=1e-12)


def test_the_formulas_of_measures(ask):
    calls = [0.5, 1, 10, 99, 100, 1000]
    times = "[Measures.expectedTime(6, 4), Measures.expectedTime(6, 0), Measures.charged(Infinity, 7)]"
    area, times = ask(f"{calls}.concat([Infinity]).map((c) => Measures.area(c, 100))", times)
    near(area, measures.area(np.array([*calls, np.inf]), 100.0))
    assert times == [1.5, np.inf, 7.0]
