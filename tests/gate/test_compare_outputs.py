"""What a comparison is published as: Markdown, the summary of a job, annotations, JSON, JUnit, a tracker's list."""

import json
from pathlib import Path

import pytest
from junitparser import JUnitXml

from gdbench.errors import StoreError
from gdbench.gate.annotations import annotations
from gdbench.gate.comparison import Comparison
from gdbench.gate.documents import document, tracked
from gdbench.gate.findings import Finding, Verdict
from gdbench.gate.junit import junit
from gdbench.gate.markdown import MOST_ROWS, markdown
from gdbench.gate.publishing import FILES, publish, publish_refusal
from tests.gate.conftest import command

GAP = Finding("convergence", "final gap", "adam", "booth n=2", 1.0, 2.0, 2.0, None, None, Verdict.WORSE)
TIME = Finding("timing", "time per step", "adam", "booth n=2", 10.0, 9.0, 0.9, 0.88, 0.92, Verdict.BETTER, "µs")
ENDS = Finding("convergence", "ends", "sgd", "a|b", "solved 2", "solved 1, budget 1", verdict=Verdict.CHANGED)
SAME = Finding("program", "state of a run", "adam", "booth n=2", 16.0, 16.0, 1.0, None, None, Verdict.SAME, "bytes")
WHOLE = Finding("program", "programs compiled", "", "suite smoke", 3.0, 4.0, 4 / 3, None, None, Verdict.WORSE)


def comparison(*findings, **more):
    return Comparison("there", "here", findings or (SAME, TIME, ENDS, GAP), ("Mind this.",), **more)


def test_a_finding_says_all_in_one_sentence():
    assert GAP.sentence() == "adam on booth n=2: final gap: base 1, head 2 (×2) — worse"
    assert TIME.sentence() == "adam on booth n=2: time per step: base 10 µs, head 9 µs (×0.9, 0.88 to 0.92) — better"
    assert WHOLE.sentence() == "suite smoke: programs compiled: base 3, head 4 (×1.33) — worse"


def test_the_verdict_counts_only_what_is_worse_unless_strict():
    assert comparison().exit_code == 1 and comparison().failing == [GAP]
    assert comparison(SAME, TIME, ENDS).exit_code == 0
    assert comparison(SAME, TIME, ENDS, strict=True).failing == [ENDS, TIME]
    assert comparison(SAME, strict=True).exit_code == 0
    assert comparison(SAME).sentence() == "No regression: all 1 quantities are the same."
    assert comparison().sentence() == "Regression in adam: 3 of 4 quantities differ, 1 of them for the better."


def test_markdown_says_the_verdict_first_and_the_worst_before_the_rest():
    lines = markdown(comparison()).splitlines()
    assert lines[0] == "## Regression in adam: 3 of 4 quantities differ, 1 of them for the better."
    rows = [line for line in lines if line.startswith("| ")][2:]
    assert [row.rsplit("|", 2)[1].strip() for row in rows] == ["❌ worse", "⚠️ changed", "✅ better"]
    assert "a\\|b" in rows[1] and "0.900 (0.880 to 0.920)" in rows[2]
    assert "The same in both: program: 1 of 1; timing: 0 of 1; convergence: 0 of 2." in lines
    assert lines[-1] == "- Mind this."


def test_a_long_table_is_cut_and_says_so():
    text = markdown(comparison(*[GAP] * (MOST_ROWS + 7)))
    assert text.count("❌") == MOST_ROWS and "and 7 more" in text


def test_annotations_are_escaped_and_ten_at_most():
    odd = Finding("convergence", "ends: 100 %,\nodd", "my:opt,a", "booth", 1.0, 2.0, 2.0, verdict=Verdict.WORSE)
    (line,) = annotations(comparison(odd))
    assert line.startswith("::error title=my%3Aopt%2Ca is worse::my:opt,a on booth: ends: 100 %25,%0Aodd")
    assert annotations(comparison()) == [
        f"::error title=adam is worse::{GAP.sentence()}",
        f"::warning title=sgd is changed::{ENDS.sentence()}",
    ]
    many = annotations(comparison(*[GAP] * 30))
    assert len(many) == 10 and "21 further quantities" in many[-1]


def test_json_holds_every_finding():
    found = json.loads(document(comparison()))
    assert found["exit_code"] == 1 and found["verdict"].startswith("Regression in adam")
    assert [each["verdict"] for each in found["findings"]] == ["same", "better", "changed", "worse"]
    assert found["findings"][3]["base"] == 1.0 and found["findings"][3]["sentence"] == GAP.sentence()


def test_trackers_get_the_numbers_of_head():
    found = json.loads(tracked(comparison()))
    assert [(each["name"], each["unit"], each["value"]) for each in found] == [
        ("adam on booth n=2: state of a run", "bytes", 16.0),
        ("adam on booth n=2: time per step", "µs", 9.0),
        ("adam on booth n=2: final gap", "1", 2.0),
    ]
    assert found[1]["range"] == "8.8 to 9.2"


def test_the_series_of_a_tracker_keeps_its_name_when_what_changed_differs():
    one, other = (
        Finding("program", f"primitives of a step ({what})", "adam", "booth n=2", 5.0, 6.0, 1.2)
        for what in ("mul +1", "add +1")
    )
    assert json.loads(tracked(comparison(one)))[0]["name"] == json.loads(tracked(comparison(other)))[0]["name"]


def test_junit_has_a_case_per_variant_workload_and_kind(tmp_path):
    path = tmp_path / "junit.xml"
    path.write_text(junit(comparison(SAME, TIME, ENDS, GAP, WHOLE)))
    (suite,) = JUnitXml.fromfile(str(path))
    cases = {(case.classname, case.name): case for case in suite}
    assert set(cases) == {
        ("gdbench.program", "adam on booth n=2"),
        ("gdbench.timing", "adam on booth n=2"),
        ("gdbench.convergence", "sgd on a|b"),
        ("gdbench.convergence", "adam on booth n=2"),
        ("gdbench.program", "suite smoke"),
    }
    assert (suite.tests, suite.failures) == (5, 2)
    failure = cases["gdbench.convergence", "adam on booth n=2"].result[0]
    assert failure.message == GAP.sentence() and failure.type == "ConvergenceRegression"
    assert cases["gdbench.program", "suite smoke"].result[0].type == "PerformanceRegression"


def test_publishing_writes_files_and_the_summary(tmp_path):
    summary = tmp_path / "summary.md"
    summary.write_text("earlier step\n")
    environment = {"GITHUB_STEP_SUMMARY": str(summary), "GITHUB_ACTIONS": "true"}
    told = publish(comparison(), tmp_path / "out", environment)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(FILES)
    assert summary.read_text().startswith("earlier step\n## Regression in adam")
    assert told == annotations(comparison())
    assert publish(comparison(), None, {}) == []


def test_what_cannot_be_compared_is_a_notice(tmp_path):
    summary = tmp_path / "summary.md"
    told = publish_refusal("another machine", {"GITHUB_STEP_SUMMARY": str(summary), "GITHUB_ACTIONS": "true"})
    assert told == ["::notice title=Not compared::another machine"]
    assert "This is not a regression: exit code 3." in summary.read_text()


def test_a_file_that_cannot_be_written_is_said_in_a_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot write"):
        publish(comparison(), tmp_path / "file", {})


def test_the_command_writes_the_summary_before_it_fails(runs, monkeypatch):
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(runs / "summary.md"))
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    answer = command("compare", runs / "base", runs / "head", "--to", runs / "out")
    assert answer.code == 1
    assert Path(runs / "summary.md").read_text().startswith("## Regression in mine")
    assert "::error title=mine is worse::mine on booth n=2: " in answer.out
    assert json.loads((runs / "out" / "compare.json").read_text())["exit_code"] == 1
    answer = command("compare", runs / "nowhere", runs / "head")
    assert answer.code == 3 and answer.out.startswith("::notice title=Not compared::no baseline")
    assert "## Not compared" in Path(runs / "summary.md").read_text()
