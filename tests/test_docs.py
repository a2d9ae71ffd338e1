"""What the README says of the project is true of it."""

import re
from pathlib import Path

import pytest

from gdbench.registry import names
from gdbench.suite import load_suite, read_suite, suite_names

README = (Path(__file__).parents[1] / "README.md").read_text()


def blocks(language):
    return re.findall(rf"(?ms)^```{language}\n(.*?)^```$", README)


def test_it_counts_the_units():
    counts = re.search(r"(\d+) optimizers, (\d+) test functions and (\d+) learning tasks", README)
    assert [int(each) for each in counts.groups()] == [len(names(kind)) for kind in ("variant", "problem", "task")]


def test_it_counts_what_quick_runs():
    said = re.search(r"\((\d+) variants and (\d+) of Optax\s+on (\d+) problems and (\d+) tasks", README)
    cells = load_suite(*read_suite("quick")).cells()
    ours, loads = {cell.entry.label for cell in cells}, {(c.workload.label, c.workload.is_task) for c in cells}
    optax, tasks = sum(label.startswith("optax") for label in ours), sum(is_task for _, is_task in loads)
    assert [int(each) for each in said.groups()] == [len(ours) - optax, optax, len(loads) - tasks, tasks]


@pytest.mark.parametrize("text", [text for text in blocks("toml") if "[suite]" in text and "mylib" not in text])
def test_its_suites_can_be_run(text):
    assert load_suite("README.md", text.encode()).cells()


def test_its_suites_are_there():
    listed = README.split("\nSuites:")[1].split("\n\n")[0]
    assert set(re.findall(r"`([a-z][a-z-]*)`", listed)) <= set(suite_names())


def test_its_files_are_there():
    linked = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    assert linked and all((Path(__file__).parents[1] / each).exists() for each in linked)
