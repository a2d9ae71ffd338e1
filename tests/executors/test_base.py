"""Tests what all executors have in common: how they are found, and the results of an order."""

import pickle
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context

import pytest

from gdbench.engine.options import unusual_options
from gdbench.errors import ConfigError, Interrupted, UnknownName
from gdbench.executors import base
from gdbench.executors.base import CellEnded, Executor, Order, ProgramCompiled, execute, executor_named, executor_names
from gdbench.executors.bundled import run_order
from gdbench.executors.plan import Environment, Plan
from gdbench.store import Store
from gdbench.suite import Suite

BROKEN = """
import gdbench
from gdbench.types import log

@gdbench.variant(hyperparameters={"learning_rate": log(0.1, 1e-3, 1.0)}, source="here")
def broken(t, g, x, slots, hp):
    \"\"\"A rule that raises.\"\"\"
    raise RuntimeError("a fault of the rule")
"""


class OneProcess(Executor):
    """Another process that runs the parts of an order: what a cluster does, and as many lines as one needs."""

    def reports(self, order):
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            for future in as_completed([pool.submit(run_order, part) for part in order.parts()]):
                yield from future.result()


def plan_of(*variants: str) -> Plan:
    text = {
        "suite": {"name": "tiny"},
        "protocol": {"budget": 20, "targets": [0.5], "samples": 4},
        "tuning": {"trials": 2, "seeds": 2},
        "evaluation": {"seeds": 2},
        "run": [{"variants": list(variants), "problems": ["booth", "noisy(rastrigin10)"]}],
    }
    return Plan(Suite.model_validate(text), Environment("cpu", "0.0.0", options=unusual_options()))


def curves(store: Store) -> dict[str, bytes]:
    return {key: (store.path(key) / "curves.parquet").read_bytes() for key in store.committed()}


def run(plan: Plan, folder, **options):
    store = Store(folder)
    store.open_for_writing()
    return store, execute(plan, plan.suite.cells(), store, **options)


def test_executors_are_found_by_their_files():
    assert "local" in executor_names()
    assert isinstance(executor_named("local"), Executor)


def test_an_unknown_executor_is_told_with_those_that_are_known():
    known = ", ".join(executor_names())
    with pytest.raises(ConfigError, match=rf"there is no executor 'lokal'; did you mean 'local'\? \(known: {known}\)"):
        execute(plan_of("sgd"), [], Store("nowhere"), executor="lokal")


@pytest.mark.parametrize(
    "error",
    [ConfigError("suite.toml", [("tuning.trials", "is 0")]), UnknownName("variant", "adm", ["adam"]), Interrupted("x")],
    ids=lambda error: type(error).__name__,
)
def test_an_error_arrives_in_another_process_as_it_is(error):
    found = pickle.loads(pickle.dumps(error))
    assert (type(found), str(found), vars(found)) == (type(error), str(error), vars(error))


def test_another_process_gives_the_results_of_this_one(tmp_path, monkeypatch):
    plan = plan_of("sgd", "lookahead(adam)")
    here, done = run(plan, tmp_path / "here")
    monkeypatch.setattr(base, "executor_named", lambda name: OneProcess())
    there, elsewhere = run(plan, tmp_path / "there")
    assert curves(here) == curves(there) and len(curves(here)) == 8
    assert [outcome for outcome in elsewhere.outcomes] == done.outcomes
    assert (done.computed, elsewhere.computed) == (8, 8)
    assert {row.bundle for row in done.compiled} == {row.bundle for row in elsewhere.compiled}
    again = run(plan, tmp_path / "there")[1]
    assert (again.computed, again.compiled, again.outcomes) == (0, [], done.outcomes)


def test_a_rule_that_cannot_be_traced_fails_alone(tmp_path):
    (tmp_path / "theirs.py").write_text(BROKEN)
    plan = plan_of("sgd", f"{tmp_path / 'theirs.py'}:broken")
    store = Store(tmp_path / "results")
    store.open_for_writing()
    from gdbench.engine.bundles import bundles

    order = Order(plan, store, tuple(bundles(plan.suite.cells(), 4)))
    reports = run_order(pickle.loads(pickle.dumps(order)))
    ended = [report.outcome for report in reports if isinstance(report, CellEnded)]
    assert {(outcome.cell.entry.variant.name.rpartition(":")[2], outcome.status) for outcome in ended} == {
        ("sgd", "done"),
        ("broken", "failed"),
    }
    assert all("a fault of the rule" in outcome.reason for outcome in ended if outcome.status == "failed")
    assert sum(isinstance(report, ProgramCompiled) for report in reports) == 2, "one program for each dimension"
