"""Facts of a step are measured on the first problem and task, and only with the code that ran."""

from gdbench import run
from gdbench.gate.exact.step_facts import facts_of_run
from gdbench.gate.sides import side_of
from gdbench.store import Store
from gdbench.tables.run import Run
from tests.gate.compared_runs import edit, suite


def test_steps_of_a_run_are_measured_only_while_its_code_is_installed(runs):
    side = side_of(runs / "base" / "tiny", "HEAD")
    facts = facts_of_run(side.run("tiny"))
    adam, mine = facts["adam", "booth n=2"], facts["mine", "booth n=2"]
    assert list(facts) == [("adam", "booth n=2"), ("mine", "booth n=2")]
    assert adam["state_bytes"] == 16 and adam["instructions"] > mine["instructions"] > 0
    (key,) = (cell.evaluation for cell in side.run("tiny").manifest.cells if cell.variant == "adam")
    edit(side.store.path(key) / "spec.json", lambda document: document["variant"].update(version="older"))
    assert list(facts_of_run(side.run("tiny"))) == [("mine", "booth n=2")]


def test_steps_are_measured_on_the_first_problem_and_the_first_task(tmp_path):
    table = {"variants": ["sgd"], "problems": ["booth", {"name": "sphere", "dims": [9]}], "tasks": ["softmax_iris"]}
    run(suite(0.1, run=[table]), out=tmp_path)
    store = Store(tmp_path)
    facts = facts_of_run(Run.of(store, "tiny"))
    assert [workload for _, workload in facts] == ["booth n=2", "softmax_iris"]
    assert all(each["memory"] > 0 for each in facts.values())
