"""Tests comparisons as JSON, for scripts and for trackers of benchmarks."""

import json

from gdbench.gate.findings import Finding
from gdbench.gate.publish.documents import document, tracked
from tests.gate.publish.made_findings import GAP, comparison


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
