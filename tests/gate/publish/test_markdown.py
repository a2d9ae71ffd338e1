"""Tests comparisons as Markdown."""

from gdbench.gate.publish.markdown import MOST_ROWS, markdown
from tests.gate.publish.made_findings import GAP, comparison


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
