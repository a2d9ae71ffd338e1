"""The page in a real browser: the script runs, nothing is requested, nothing is logged, nothing overflows."""

import json
import re
import shutil
import subprocess
from html import unescape

import pytest
from report_runs import cell, pair, run_of, timing

from gdbench.report import write_report
from gdbench.tables.tidy import read_cells

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
needs_browser = pytest.mark.skipif(BROWSER is None, reason="no chromium or google-chrome on this machine")
# Injected at the end of the page: what a reader does with a mouse and a keyboard, and what they then see.
STORY = """
<script>
const told = {};
const count = (selector) => document.querySelectorAll(selector).length;
const order = () => Array.from(document.querySelectorAll("table.verdict tbody .vl"), (name) => name.textContent);
const click = (selector) => document.querySelector(selector).click();
addEventListener("load", () => {
  told.first = order();
  click("table.verdict th:nth-child(3) button.sort");
  told.best = order();
  click("table.verdict th:nth-child(3) button.sort");
  told.sorted = order();
  told.direction = document.querySelector("table.verdict [aria-sort]").getAttribute("aria-sort");
  const find = document.getElementById("find");
  find.value = "twin";
  find.dispatchEvent(new Event("input"));
  told.found = count("table.verdict tbody tr:not([hidden])");
  const which = document.getElementById("which");
  which.value = "n-10";
  which.dispatchEvent(new Event("change"));
  told.panels = count(".panel:not([hidden])");
  const svg = document.querySelector(".panel:not([hidden]) svg");
  const box = svg.getBoundingClientRect();
  const tip = document.getElementById("tip");
  for (let y = box.top; y < box.bottom && tip.hidden; y += 2)
    svg.dispatchEvent(new PointerEvent("pointermove", { clientX: box.left + 0.3 * box.width, clientY: y }));
  told.tip = tip.textContent;
  click("table.verdict tbody .vn");
  told.lit = count("tr.lit");
  told.pressed = count(".vn[aria-pressed=true]");
  told.hash = location.hash;
  const overflow = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  told.overflow = overflow;
  told.unnamed = Array.from(document.querySelectorAll("button, select, input, a"))
    .filter((part) => !(part.textContent.trim() || part.labels?.length)).length;
  document.documentElement.dataset.told = JSON.stringify(told);
});
</script>
"""


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    rates = {"slow": 0.05, "twin_a": 0.4, "twin_b": 0.4, "optax:adam": 0.2}
    cells = [cell(variant, name) for name in ("sphere n=2", "sphere n=10", "digits") for variant in rates]
    store, manifest = run_of(tmp_path_factory.mktemp("results"), cells, rates)
    path = tmp_path_factory.mktemp("browser") / "tiny.html"
    rows = [timing("step", "twin_a", 4e-6), pair("twin_a", 4e-6, "optax:adam", 1.3)]
    write_report(manifest, read_cells(store, manifest), rows, "", path)
    return path


def opened(page, tmp_path, width):
    """Return the document after its script and the story ran, and what the browser logged."""
    story = tmp_path / "story.html"
    story.write_text(page.read_text().replace("</body>", STORY + "</body>"))
    quiet = ["--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update"]
    command = [
        BROWSER, "--headless=new", "--no-sandbox", "--disable-gpu", *quiet, "--disable-sync",
        f"--user-data-dir={tmp_path / 'profile'}", "--enable-logging=stderr", "--v=0",
        f"--window-size={width},2000", "--virtual-time-budget=5000", "--dump-dom", story.as_uri(),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    return done.stdout, [line for line in done.stderr.splitlines() if "CONSOLE" in line]


@needs_browser
@pytest.mark.parametrize("width", [1400, 500])
def test_the_page_lives(page, tmp_path, width):
    document, console = opened(page, tmp_path, width)
    assert not console
    opening = document[: document.index(">", document.index("<html")) + 1]
    assert 'data-ready="true"' in opening
    assert 'data-violations="0"' in opening
    told = json.loads(unescape(re.search(r'data-told="([^"]+)"', opening)[1]))
    assert told["best"] == told["first"], "best first is the order at the start"
    assert told["sorted"] == ["slow", "optax:adam", "twin_a", "twin_b"] and told["direction"] == "ascending"
    assert told["found"] == 2
    assert told["panels"] == 1
    assert re.fullmatch(r"(slow|optax:adam|twin_[ab]): [0-9.]+ after [0-9]+", told["tip"]), told["tip"]
    assert told["lit"] >= 1 and told["pressed"] >= 2 and told["hash"].startswith("#v=")
    assert told["overflow"] == 0, "the page scrolls sideways"
    assert told["unnamed"] == 0, "a control has no name"


@needs_browser
def test_a_request_would_be_seen(page, tmp_path):
    """The proof that no request is made is only worth something if one would be noticed."""
    leaky = tmp_path / "leaky.html"
    leaky.write_text(page.read_text().replace("</main>", '<img src="https://example.invalid/x.png" alt=""></main>'))
    document, _ = opened(leaky, tmp_path, 1400)
    assert 'data-violations="0"' not in document
