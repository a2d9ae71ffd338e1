"""Tests the ranking at shorter horizons."""

from gdbench.tables.ladder import at_horizon, horizon_ladder
from tests.tables.tables_frames import INF, done, hits


def field(**variants):
    """Hits of several variants: {variant: {workload: [costs per seed]}} flattened."""
    return {(name, load): seeds for name, table in variants.items() for load, seeds in table.items()}


def every(loads, *seeds):
    return {load: list(seeds) for load in loads}


def test_at_a_shorter_horizon_later_hits_are_misses():
    found = field(a={"p": [[10, 40]]})
    cut, shorter = at_horizon(hits(found), done(found), 0.3)
    assert cut["cost"].tolist() == [10, INF] and cut["step"].tolist() == [10, -1] and cut["spent"].tolist() == [30, 30]
    assert shorter["budget"].tolist() == [30]


def test_who_leads_early_need_not_lead_late():
    found = field(early=every("pqrs", [5, INF]), late=every("pqrs", [9, 12]))
    table = horizon_ladder(hits(found), done(found)).set_index(["horizon", "variant"])
    assert table["rank"].to_dict() == {
        (0.1, "early"): 1,
        (0.1, "late"): 2,
        (0.3, "early"): 2,
        (0.3, "late"): 1,
        (1.0, "early"): 2,
        (1.0, "late"): 1,
    }
    assert table.loc[(0.1, "late"), "solved"] == 0 and table.loc[(0.3, "late"), "solved"] == 4
    assert (table["attempted"] == 4).all()
