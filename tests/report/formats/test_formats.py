"""A parser that reads the Markdown and LaTeX texts gets the contents of the run, whatever names it has."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from gdbench.report import formats
from gdbench.report.data.sheets import Sheet, SheetEntry, sheets, summary
from gdbench.report.formats import latex, markdown
from gdbench.report.text import words
from gdbench.tables.run import Run
from tests.report.report_runs import cell, manifest_of, run_of, timing

WORKLOADS = ["sphere n=2", "sphere n=5", "sphere n=10", "digits"]  # on fewer than four, everyone shares a rank
STRANGE = "50%_$a^2|&#{\\b}~<i>*x*`[y](z)"
TIMES = ["ert_sphere-n-2", "ert_sphere-n-5", "ert_sphere-n-10", "ert_digits"]
RATES = {"slow": 0.02, "twin_a": 0.4, "twin_b": 0.4, "optax:adam": 0.2, STRANGE: 0.1}


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    cells = [cell(variant, workload) for workload in WORKLOADS for variant in RATES]
    cells += [cell("newton", name, "declined", "newton needs a Hessian") for name in WORKLOADS[1:]]
    cells += [cell("newton", WORKLOADS[0])]
    rates = RATES | {"newton": 0.9}
    return run_of(tmp_path_factory.mktemp("results"), cells, rates, timings=[timing("twin_a", 4e-6)])


def parsed(text):
    """Return the tables of a Markdown text as a browser would show them: rows of plain texts."""
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    tables, row = [], []
    for token, inline in zip(tokens, [*tokens[1:], None], strict=True):
        if token.type == "table_open":
            tables.append([])
        elif token.type in ("th_open", "td_open"):
            shown = [child.content for child in inline.children if child.type in ("text", "text_special")]
            assert not {child.type for child in inline.children} - {
                "text",
                "text_special",
                "strong_open",
                "strong_close",
            }
            row.append("".join(shown))
        elif token.type == "tr_close":
            tables[-1].append(row)
            row = []
    return tables


def columns(line):
    return re.split(r"(?<!\\)&", line.removesuffix(r"\\"))


def test_formats_are_found_by_their_folder():
    assert formats.names() == ["latex", "markdown"]
    assert [formats.suffix(name) for name in formats.names()] == [".tex", ".md"]


def test_every_table_is_there(run):
    found = {sheet.key: sheet for sheet in sheets(run)}
    assert list(found) == ["verdict", "specialists", "profile", *TIMES]
    assert all(len(row) == len(sheet.columns) for sheet in found.values() for row in sheet.rows)


def test_ties_and_intervals_are_shown(run):
    verdict = next(sheet for sheet in sheets(run) if sheet.key == "verdict")
    first, second, third = (row[0].text for row in verdict.rows[:3])
    assert first.startswith("=1 (1") and second.startswith("=1 (1") and not third.startswith("=")
    assert {row[1].text for row in verdict.rows[:2]} == {"twin_a", "twin_b"}
    assert all(re.fullmatch(r"0\.\d\d–0\.\d\d", row[3].text) for row in verdict.rows)


def test_the_fastest_are_bold_and_so_is_whoever_ties(run):
    times = next(sheet for sheet in sheets(run) if sheet.key == "ert_sphere-n-10")
    rows = {row[0].text: row for row in times.rows}
    assert [entry.strong for entry in rows["twin_a"][1:4]] == [True] * 3
    assert [entry.strong for entry in rows["twin_b"][1:4]] == [True] * 3
    assert [entry.strong for entry in rows["slow"][1:4]] == [False] * 3
    # rates 0.4, 0.44, …, 0.6: 24, 21, 20, 18, 17 and 16 evaluations to 1e-4, on average 19.3
    assert re.fullmatch(r"19 \(\d\d–\d\d\)", rows["twin_a"][3].text), rows["twin_a"][3]
    assert rows["slow"][3].text == "not reached"


def test_markdown_reads_back(run):
    made = sheets(run)
    shown = parsed(markdown.document(summary(run)))
    assert len(shown) == len(made)
    for sheet, (head, *rows) in zip(made, shown, strict=True):
        assert head == [name for name, _ in sheet.columns]
        assert rows == [[entry.text for entry in row] for row in sheet.rows]


def test_markdown_lines_up_in_the_source(run):
    for block in re.findall(r"(?:^\|.*\n)+", markdown.document(summary(run)), re.M):
        assert len({len(line) for line in block.splitlines()}) == 1


@given(st.text(min_size=1, max_size=30).map(lambda text: " ".join(text.split())).filter(bool))
@settings(max_examples=150, deadline=None)
def test_any_name_survives_markdown(name):
    # A parser replaces NUL and lone surrogates; they are no text.
    name = " ".join("".join(letter for letter in name if letter.isprintable()).split())
    sheet = Sheet("k", "title", [("a", True), ("b", False)], [[SheetEntry(name), SheetEntry("1", True)]])
    assert parsed(markdown.table(sheet))[0][1] == [name.strip() or "", "1"]


@pytest.mark.parametrize("text", ["1. leads", "- x", "+ y", "= z", "# h", "> q", "    code", "a\nb\n\nc"])
def test_no_sentence_becomes_a_list_or_a_heading(text):
    tokens = MarkdownIt("commonmark").parse(markdown.escape(text))
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]


def test_latex_rows_have_the_columns_of_their_head(run):
    text = latex.document(summary(run))
    tables = re.findall(r"\\begin\{tabular\}\{@\{\}([lr]+)@\{\}\}(.*?)\\end\{tabular\}", text, re.S)
    assert len(tables) == len(sheets(run))
    for form, body in tables:
        rows = [line for line in body.splitlines() if line.endswith(r"\\")]
        assert {len(columns(row)) for row in rows} == {len(form)}
        assert [rule for rule in (r"\toprule", r"\midrule", r"\bottomrule") if body.count(rule) != 1] == []
    assert text.startswith(r"\documentclass") and text.rstrip().endswith(r"\end{document}")


def balanced(text):
    depth = 0
    for letter in re.sub(r"\\[\\{}]", "", text):
        depth += {"{": 1, "}": -1}.get(letter, 0)
        assert depth >= 0
    return depth == 0


@given(st.text(max_size=40))
@settings(max_examples=300, deadline=None)
def test_no_letter_is_a_command(text):
    shown = latex.escape(text)
    assert balanced(shown)
    assert "\n" not in shown
    known = {"textbackslash", "textasciitilde", "textasciicircum", "textless", "textgreater", "textbar"}
    known |= {"cdot", "infty", "times", "mu", "le", "ge", "lambda", "eta", "beta", "varepsilon", "ldots", "surd", "to"}
    assert set(re.findall(r"(?<!\\)\\([a-z]+)", shown)) <= known
    bare = re.sub(r"\\[a-z]+(\{\})?|\\[{}#$%&_,]|\$[^$]*\$", "", shown)
    assert not set(bare) & set("\\{}#$%&_^<>|\n"), bare


def test_numbers_become_mathematics():
    assert latex.escape("4.3·10⁻⁷") == r"4.3$\cdot$10$^{-7}$"
    assert latex.escape(words.count(23996)) == r"23\,996"
    assert latex.escape("0.46–0.72") == "0.46--0.72"
    assert latex.escape("a\\b") == r"a\textbackslash{}b"


def test_long_tables_may_break():
    rows = [[SheetEntry(f"v{i}"), SheetEntry(str(i))] for i in range(latex.LONG + 1)]
    text = latex.table(Sheet("k", "t", [("v", True), ("n", False)], rows))
    assert r"\begin{longtable}" in text and r"\endhead" in text and r"\begin{table}" not in text


def test_a_run_with_nothing_says_so():
    told = summary(Run(manifest_of([])))
    assert told.sheets == [] and "holds no cells" in told.sentences[0]
    for form in formats.names():
        assert "holds no cells" in formats.document(form, told)


def test_one_file_per_table(run):
    for form in formats.names():
        files = formats.tables(form, sheets(run))
        assert {name.rpartition(".")[0] for name in files} == {sheet.key for sheet in sheets(run)}
        assert all(text.strip() for text in files.values())
