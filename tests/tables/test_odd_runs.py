"""Every table and figure of a run without results, and of one that was solved where it began, is made without error."""

import inspect
import pkgutil
from importlib import import_module

import numpy as np
import pandas as pd
import pytest

import gdbench.tables
from gdbench.report import figures
from gdbench.report.data.page_data import PageData
from gdbench.tables import algoperf, profiles
from gdbench.tables.run import Run
from tests.tables.written_runs import a_run, row

FAILED = [row(variant, "sphere n=2", "failed", reason="ValueError: no") for variant in ("one", "two")]
ODD = {
    "no cells": {"rates": {}},
    "nothing but failures": {"rates": {}, "cells": FAILED},
    "everything diverged": {"rates": {"one": np.nan, "two": np.nan}},
    "everything missed": {"rates": {"one": 0.0, "two": 0.0}},
    "one cell": {"rates": {"one": 0.2}, "workloads": ("sphere n=2",), "seeds": 1},
    "solved where it began": {"rates": {"one": np.inf, "two": 0.2}},
    "everything solved where it began": {"rates": {"one": np.inf, "two": np.inf}},
}


@pytest.fixture(scope="module", params=ODD)
def odd(request, tmp_path_factory):
    """A run with too little in it."""
    return a_run(tmp_path_factory.mktemp("odd"), **ODD[request.param])


@pytest.mark.parametrize("name", Run.names())
def test_every_table_is_made(odd, name):
    assert isinstance(odd.table(name), pd.DataFrame)


def test_every_figure_is_drawn(odd):
    page = PageData(odd)
    for figure in figures.found():
        if figure.has_data(page):
            figure.draw(page)


def functions():
    """Every function of a table room that makes a table of other tables."""
    for module in pkgutil.iter_modules(gdbench.tables.__path__):
        room = import_module(f"gdbench.tables.{module.name}")
        for name, function in vars(room).items():
            local = inspect.isfunction(function) and function.__module__ == room.__name__
            if local and not name.startswith("_") and function.__annotations__.get("return") == "pd.DataFrame":
                yield pytest.param(function, id=f"{module.name}.{name}")


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    """An ordinary run."""
    return a_run(tmp_path_factory.mktemp("full"))


@pytest.mark.parametrize("function", list(functions()))
def test_tables_without_rows_give_tables_without_rows(full, function):
    rows = {
        "hits": full.evaluation_hits, "runs": full.evaluation_runs,
        "times": algoperf.target_times(full.evaluation_hits),
        "table": full.ert, "frame": full.evaluation_hits,
        "prices": full.axes,
    }  # fmt: skip
    given = {}
    for parameter in inspect.signature(function).parameters.values():
        if parameter.annotation == "pd.DataFrame":
            name = parameter.name.removeprefix("base_").removeprefix("head_")
            found = rows.get(name)
            given[parameter.name] = (getattr(full, name) if found is None else found).iloc[:0]
        elif parameter.annotation in ("StoredCells", "Iterable[Timing]"):
            given[parameter.name] = []
        elif parameter.default is parameter.empty:
            pytest.skip(f"needs {parameter.name} too, which no table is")
    assert len(function(**given)) <= 1


def test_a_variant_that_is_solved_at_no_cost_is_the_best(tmp_path):
    run = a_run(tmp_path, {"free": np.inf, "paid": 0.4})
    assert set(run.ert[run.ert["variant"] == "free"]["ert"]) == {0.0}
    share = profiles.performance_profile(run.ert).groupby("variant")["share"].max()
    assert share["free"] == 1.0 and share["paid"] == 0.0
    scores = algoperf.algoperf_scores(algoperf.target_times(run.evaluation_hits)).set_index("submission")["score"]
    assert scores["free"] == 1.0 and scores["paid"] == 0.0
