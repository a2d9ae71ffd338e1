"""A new figure of an existing section takes at most 3 files, and a new section with a figure at most 5."""

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.report.browser import needs_browser
from tests.report.conftest import set_up
from tests.report.report_reader import Reader

PACKAGE = Path(__file__).parents[2] / "gdbench"
FIGURE = '''
"""How many workloads each variant has."""

from gdbench.report.figures import Figure
from gdbench.report.figures.drawing.canvas import add_line, canvas, frame, notes
from gdbench.report.figures.drawing.drawing import Drawing
from gdbench.report.figures.drawing.svg import to_picture


def draw(page):
    table = page.run.ranking[["variant", "workloads"]]
    with canvas(300, 200, left=40, right=10, top=20, bottom=30) as (figure, axes):
        axes.set_xlim(0, len(table))
        axes.set_ylim(0, 10)
        add_line(axes, range(len(table)), table["workloads"], color="#010203", lw=1.0)
        notes(axes, figure, "workloads", "variants")
        picture, place = to_picture(figure, "{key}"), frame(axes, figure)
    return [Drawing("{key}_drawn", "Workloads of variants", "Workloads", picture, table, place, plot=figure)]


FIGURE = Figure(
    key="{key}", section="{section}", heading="Counted", caption="Caption of {key}.", place=99,
    has_data=lambda page: len(page.run.ranking) > 0, draw=draw,
)
'''
SCRIPT = """
(() => {
  const build = (data, selection) => ({
    traces: [{ x: selection.variants, y: selection.variants }], rows: [["v"]], layout: {}, clicked: () => null,
  });
  Charts.add("added", { build });
})();
"""
SECTION = '''
"""A section of its own."""

from gdbench.report.pages.sections import PageSection

SECTION = PageSection(key="novel", name="Novelties", heading="What is new", place=25)
'''
IN_A_SECTION = {
    "figures/added.py": FIGURE.replace("{key}", "added").replace("{section}", "ranks"),
    "figures/added.js": SCRIPT,
}
WITH_A_SECTION = {
    "pages/sections/novel.py": SECTION,
    "figures/strange.py": FIGURE.replace("{key}", "strange").replace("{section}", "novel"),
}
WRITE = """
import sys
from pathlib import Path
from gdbench.report import write_report
from gdbench.store import Store
from gdbench.tables.run import Run
write_report(Run.of(Store(Path(sys.argv[1])), "tiny"), Path(sys.argv[2]))
"""


@pytest.fixture(scope="module")
def extended(made, tmp_path_factory):
    """The page of a run, written by a copy of the package to which both extensions were added."""
    folder = tmp_path_factory.mktemp("extended")
    shutil.copytree(PACKAGE, folder / "gdbench", ignore=shutil.ignore_patterns("__pycache__"))
    for name, content in {**IN_A_SECTION, **WITH_A_SECTION}.items():
        target = folder / "gdbench" / "report" / name
        assert not target.exists(), "an extension edits no file that exists"
        target.write_text(content)
    page = folder / "page.html"
    command = [sys.executable, "-c", WRITE, str(made.run.store.root), str(page)]
    subprocess.run(command, check=True, cwd=folder, env={**os.environ, "PYTHONPATH": str(folder)})
    return page


def test_what_an_extension_costs():
    assert len(IN_A_SECTION) <= 3 and len(WITH_A_SECTION) <= 5


@pytest.mark.parametrize(("key", "section"), [("added", "ranks"), ("strange", "novel")])
def test_the_figure_is_in_its_section(extended, key, section):
    text = extended.read_text()
    start = text.index(f'<section id="{section}">')
    part = text[start : text.index("</section>", start)]
    assert f'id="figure-{key}"' in part and "<h3>Counted</h3>" in part
    assert f"Caption of {key}." in Reader(part).text
    assert ('data-chart="added"' in part) == (key == "added"), "only one of the two has a script"


def test_the_section_is_in_the_contents_and_in_its_place(extended):
    text = extended.read_text()
    assert '<a href="#novel">Novelties</a>' in text and "<h2>What is new</h2>" in text
    assert (
        text.index('<section id="ranks">') < text.index('<section id="novel">') < text.index('<section id="profile">')
    )


@pytest.mark.parametrize("key", ["added", "strange"])
def test_the_files_lie_beside_the_page(extended, made, key):
    folder = extended.parent / "page_figures"
    assert "<svg" in (folder / f"{key}_drawn.svg").read_text()
    assert (folder / f"{key}_drawn.pdf").read_bytes().startswith(b"%PDF")
    with (folder / f"{key}_drawn.csv").open() as stream:
        rows = list(csv.DictReader(stream))
    assert [row["variant"] for row in rows] == list(made.run.ranking["variant"])


@needs_browser
def test_the_script_draws_the_figure(browser, extended):
    set_up(browser)
    browser.open(extended.as_uri())
    browser.ask("gdbench.Plots.drawnNow('added').then(() => 1)")
    plot = "document.querySelector('[data-chart=added] .js-plotly-plot')"
    assert browser.ask(f"{plot}.data[0].x.length") == browser.ask("gdbench.current().variants.length")
    assert browser.console == []
