"""Tests comparisons of pytest-benchmark files: verdicts, narrower thresholds, and files that do not compare."""

import json

import numpy as np
import pytest

from gdbench.api import compare
from gdbench.errors import NotComparable
from gdbench.gate.clock.pytest_benchmark import ALONE, BESIDE, WEAK, compare_files
from gdbench.gate.findings import Verdict

MACHINE = {
    "node": "n", "machine": "x86_64", "python_version": "3.11.7", "system": "Linux", "cpu": {"brand_raw": "a CPU"},
}  # fmt: skip


def row(name, slower=1.0, *, data=True, beside=None, **extra):
    seconds = slower * 1e-3 * np.random.default_rng(len(name)).lognormal(0, 0.01, 41)
    stats = {"median": float(np.median(seconds))} | ({"data": seconds.tolist()} if data else {})
    extra = {"jax": "0.10.2"} | extra
    if beside is not None:
        extra |= {"beside": "optax", "beside_seconds": (beside * seconds / slower).tolist()}
    return {"name": name, "fullname": f"t.py::{name}", "group": "step", "stats": stats, "extra_info": extra}


@pytest.fixture
def file(tmp_path):
    def write(name, *rows, **machine):
        path = tmp_path / f"{name}.json"
        path.write_text(json.dumps({"machine_info": MACHINE | machine, "benchmarks": list(rows)}))
        return path

    return write


def verdicts(found):
    return {each.variant: each.verdict for each in found[0]}


def test_only_large_differences_of_stored_runs_count(file):
    factors = {"same": 1.0, "drift": 1.2, "slow": 1.5, "fast": 0.5}
    base = file("base", *(row(name) for name in factors))
    found = compare_files(base, file("head", *(row(name, factor) for name, factor in factors.items())))
    expected = {"same": "same", "drift": "same", "slow": "worse", "fast": "better"}
    assert verdicts(found) == expected and found[1] == [WEAK]
    slow = found[0][2]
    assert slow.low < slow.ratio < slow.high and slow.ratio == pytest.approx(1.5) and 1.2 < ALONE < 1.5


def test_a_program_beside_cancels_the_drift(file):
    base = file("base", row("drift", beside=1.0), row("slow", beside=1.0))
    head = file("head", row("drift", 1.5, beside=1.5), row("slow", 1.2 * 1.5, beside=1.5))
    found = compare_files(base, head)
    assert verdicts(found) == {"drift": "same", "slow": "worse"} and BESIDE < 1.2 < ALONE
    assert found[0][0].ratio == pytest.approx(1.0) and found[0][1].ratio == pytest.approx(1.2)


def test_variant_and_workload_are_named_where_the_file_has_them(file):
    rows = row("test_step[adam]", variant="adam", workload="sphere n=2")
    (found,), _ = compare_files(file("base", rows), file("head", rows))
    assert (found.variant, found.workload, found.kind, found.unit) == ("adam", "sphere n=2", "timing", "µs")


def test_without_samples_nothing_is_worse(file):
    found = compare_files(file("base", row("a", data=False)), file("head", row("a", 9.0, data=False)))
    assert verdicts(found) == {"a": Verdict.CHANGED}
    assert "--benchmark-save-data" in found[1][-1] and found[0][0].low is None


def test_benchmarks_of_one_side_alone_are_noted(file):
    _, notes = compare_files(file("base", row("a"), row("gone")), file("head", row("a"), row("new")))
    assert "1 benchmarks are in base alone: gone." in notes and "1 benchmarks are in head alone: new." in notes


@pytest.mark.parametrize(
    ("rows", "machine", "words"),
    [
        ([row("a")], {"node": "other", "cpu": None}, "processor a CPU and unknown"),
        ([row("a")], {"cpu": {"brand_raw": "another CPU"}}, "processor a CPU and another CPU"),
        ([row("a", jax="0.12.0")], {}, "jax 0.10.2 and 0.12.0"),
        ([row("b")], {}, "no benchmark in common"),
    ],
)
def test_other_conditions_are_not_comparable(file, rows, machine, words):
    with pytest.raises(NotComparable) as caught:
        compare_files(file("base", row("a")), file("head", *rows, **machine))
    assert words in str(caught.value)


def test_runners_that_differ_by_name_alone_are_compared_with_a_note(file):
    base, head = file("base", row("a"), node="fv-az1"), file("head", row("a", 1.5), node="fv-az7")
    found, notes = compare_files(base, head)
    assert found[0].verdict is Verdict.WORSE
    assert any("fv-az1 and fv-az7, with the same processor (a CPU)" in note for note in notes)


def test_runners_of_unknown_processors_are_not_compared(file):
    base, head = (file(name, row("a"), node=name, cpu=None) for name in ("one", "two"))
    with pytest.raises(NotComparable, match="node one and two, on processors that the files do not name"):
        compare_files(base, head)
    assert not compare_files(base, base)[0][0].low > 1


def test_compare_takes_these_files_too(file):
    found = compare(file("base", row("a")), file("head", row("a", 2.0)))
    assert found.exit_code == 1 and WEAK in found.notes
