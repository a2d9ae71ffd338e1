"""The ranking of a run is the same in its table, page, scripts and exports, and on a page against another run."""

import csv

import numpy as np
import pytest

from gdbench import exports
from gdbench.report.data.page_data import PageData
from gdbench.report.data.verdict_rows import verdict_rows
from gdbench.store import Store
from gdbench.tables.common_ground import common
from gdbench.tables.contrasts import moves
from gdbench.tables.run import Run
from gdbench.tables.tidy import read_cells
from gdbench.types import CellRow, Manifest, Stage
from tests.report.node import answers, numbers
from tests.tables.written_runs import commit, row

FRAMES, POOL, SEEDS = 200, 60, 3
PARTS = 8  # of the frames; the first is tested always
IN_NODE = range(0, FRAMES, 20)


@pytest.fixture(scope="module")
def pool(tmp_path_factory):
    """Cells whose runs decay at random rates, as the store gives them: one in ten left the numbers."""
    store = Store(tmp_path_factory.mktemp("pool"))
    store.open_for_writing()
    random = np.random.default_rng(0)
    made = []
    for k in range(POOL):
        rates = random.lognormal(-4.0 + 5.0 * k / POOL, 0.3) * random.lognormal(0.0, 0.2, SEEDS)
        made.append(commit(store, row("any", f"pool{k} n=2"), rates if k % 10 else [np.nan] * SEEDS, tuned=False))
    return read_cells(store, Manifest("pool", tuple(made)), Stage.EVALUATION)


def frame(pool, seed, ends, name):
    """A run of cells from the pool, drawn by ``seed``; ``ends`` says which cells are done, failed or declined."""
    random = np.random.default_rng(seed)
    cells, stored = [], []
    for (variant, workload), end in ends.items():
        if end == "done":
            worst = int(variant[1:]) * POOL // 12  # later variants are better
            cell, stage, table = pool[random.integers(worst, worst + POOL // 2)]
            same = {"variant": variant, "workload": workload, "unit": workload, "name": variant}
            cells.append(CellRow.read(cell.document() | same))
            stored.append((cells[-1], stage, table))
        else:
            cells.append(row(variant, f"{workload} n=2", end, reason="x"))
            cells[-1] = CellRow.read(cells[-1].document() | {"workload": workload})
    return Run(Manifest(name, tuple(cells), gdbench="0"), stored)


def two_runs(pool, seed):
    """Two runs that were asked the same: two to six variants on one to ten workloads; both declined the same."""
    random = np.random.default_rng(1000 + seed)
    variants, workloads = random.integers(2, 7), random.integers(1, 11)
    ends = {
        (f"v{v}", f"w{w}"): "done" if w == v % workloads else str(random.choice(["done", "failed", "declined"], p=p))
        for v in range(variants)
        for w in range(workloads)
        for p in ([0.85, 0.07, 0.08],)
    }
    tried = {workload for (_, workload), end in ends.items() if end != "declined"}
    ends = {place: end for place, end in ends.items() if place[1] in tried}
    return frame(pool, seed, ends, "base"), frame(pool, 5000 + seed, ends, "head")


def ranked(run):
    return dict(zip(run.ranking["variant"], run.ranking["rank"], strict=True))


@pytest.mark.parametrize("part", [0, *(pytest.param(part, marks=pytest.mark.slow) for part in range(1, PARTS))])
def test_every_path_gives_the_same_ranks(pool, part):
    ties, apart, seeds = 0, 0, range(part, FRAMES, PARTS)
    for seed in seeds:
        base, head = two_runs(pool, seed)
        wanted = ranked(base)
        ties += len(set(wanted.values())) < len(wanted)
        apart += len(set(wanted.values())) > 1
        on_its_page = {each.look.label: int(each.rank.sort) for each in verdict_rows(PageData(base))}
        assert on_its_page == wanted, f"the page of run {seed}"
        ground = common(base.evaluation_hits, head.evaluation_hits, base.cells, head.cells)
        table = moves(ground).set_index("variant")
        assert table["rank_base"].to_dict() == wanted, f"run {seed} against another"
        assert table["rank_head"].to_dict() == ranked(head), f"another against run {seed}"
    assert ties > len(seeds) / 4 and apart > len(seeds) / 20, "some runs have ties, and some have several ranks"


def test_the_scripts_of_the_page_give_the_same_ranks(pool):
    runs = [two_runs(pool, seed)[0] for seed in IN_NODE]
    row_ = "[r.variant, r.rank, r.rankLow, r.rankHigh, r.area, r.low, r.high, ...r.tops]"
    code = f"Ranks.ranking(data, s.costs, s.competitors, s.workloads).ranked.map((r) => {row_})"
    for run, rows in zip(runs, answers(runs, [(k, code, {}) for k in range(len(runs))]), strict=True):
        labels = list(PageData(run).looks)
        found = {labels[int(first)]: rest for first, *rest in numbers(rows)}
        assert {name: int(rest[0]) for name, rest in found.items()} == ranked(run)
        columns = ["rank", "rank_low", "rank_high", "area", "low", "high", "top_1", "top_3", "top_10"]
        wanted = run.ranking.set_index("variant")[columns]
        np.testing.assert_allclose([found[name] for name in wanted.index], wanted.to_numpy(float), atol=1e-9)


@pytest.mark.parametrize("seed", [3, 33])
def test_an_export_has_the_same_ranks(pool, seed, tmp_path):
    run = two_runs(pool, seed)[0]
    exports.write("csv", run, tmp_path)
    with (tmp_path / "verdict.csv").open(newline="") as stream:
        assert {each["variant"]: int(each["rank"]) for each in csv.DictReader(stream)} == ranked(run)
