"""Tests where a comparison is published: files, the summary of a job, and annotations."""

import json
from pathlib import Path

import pytest

from gdbench.errors import StoreError
from gdbench.gate.publish.annotations import workflow_commands
from gdbench.gate.publish.destinations import FILES, publish, publish_refusal
from tests.gate.compared_runs import command
from tests.gate.publish.made_findings import comparison


def test_publishing_writes_files_and_the_summary(tmp_path):
    summary = tmp_path / "summary.md"
    summary.write_text("earlier step\n")
    environment = {"GITHUB_STEP_SUMMARY": str(summary), "GITHUB_ACTIONS": "true"}
    told = publish(comparison(), tmp_path / "out", environment)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(FILES)
    assert summary.read_text().startswith("earlier step\n## Regression in adam")
    assert told == workflow_commands(comparison())
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
