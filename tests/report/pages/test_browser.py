"""Tests the page in a real browser: mouse and keyboard actions, and the numbers that follow."""

import re

import numpy as np
import pytest

from gdbench.tables import axes
from gdbench.tables.verdicts import ranked_areas, ranking
from tests.report.browser import needs_browser
from tests.report.report_pages import QUOTED, SCRIPT, VALLEY, WORKLOADS
from tests.report.report_runs import SEEDS

pytestmark = needs_browser


def table_of(page):
    """The verdict as a reader sees it: rank, name, area, interval."""
    rows = page.ask(
        "Array.from(document.querySelectorAll('table.verdict tbody tr'), (row) =>"
        " [row.cells[0].querySelector('b'), row.querySelector('.vl'), row.cells[2], row.cells[3]]"
        ".map((part) => part.textContent))"
    )
    return [[part.strip() for part in row] for row in rows]


def expected_table(table):
    tied = table["rank"].duplicated(keep=False)
    return [
        [f"{'=' * int(tied[i])}{row.rank}", row.variant, f"{row.area:.2f}", f"{row.low:.2f}–{row.high:.2f}"]
        for i, row in enumerate(table.itertuples())
    ]


def drawn(page, key):
    """Wait until a figure has been drawn live, and return its traces."""
    page.ask(f"gdbench.Plots.drawnNow('{key}').then(() => 1)")
    live = f"document.querySelector('[data-chart={key}] .js-plotly-plot')"
    return page.ask(
        f"{live}.data.map(({{x, y, name, line}}) =>"
        " ({x: Array.from(x ?? []), y: Array.from(y ?? []), name, width: line?.width}))"
    )


def test_it_opens_by_itself(page):
    assert page.console == []
    assert [address for address in page.requests if not address.startswith(("file:", "data:"))] == []
    assert page.ask("document.documentElement.dataset.violations") == "0"
    assert page.ask("document.getElementById('now').textContent") == ""


def test_a_request_would_be_seen(browser, made, tmp_path):
    """The proof that no request is made is only worth something if one would be noticed."""
    leaky = tmp_path / "leaky.html"
    text = made.path.read_text()
    leaky.write_text(text.replace("</main>", '<img src="https://example.invalid/x.png" alt=""></main>'))
    browser.open(leaky.as_uri())
    browser.until("document.documentElement.dataset.violations !== '0'")


@pytest.mark.parametrize(
    ("pills", "kept"),
    [
        (["kind=problem"], WORKLOADS[:3]),
        (["kind=task"], ["digits"]),
        (["dim=2"], ["sphere n=2", VALLEY]),
        (["tag=convex", "tag=nonconvex"], WORKLOADS[:3]),
        (["tag=convex", "dim=2"], ["sphere n=2"]),
        (["family=valley"], [VALLEY]),
    ],
)
def test_a_filter_ranks_anew(table_page, made, pills, kept):
    page = table_page
    page.click("#filters > summary")
    for pill in pills:
        group, value = pill.split("=")
        page.click(f'.pill[data-group="{group}"][data-value="{value}"]')
    hits, _, cells, _ = made.part(kept)
    assert table_of(page) == expected_table(ranked_areas(hits, cells))
    assert f"{len(kept)} of 4 workloads" in page.ask("document.getElementById('selected').textContent")
    page.until(f"document.querySelectorAll('.panel:not([hidden])').length === {len(kept)}")
    page.click("#clear")
    assert table_of(page) == expected_table(ranking(*made.part(WORKLOADS)))


@pytest.mark.parametrize("axis", ["steps", "seconds", "functions"])
def test_a_cost_axis_ranks_anew(table_page, made, axis):
    page = table_page
    hits, runs, cells, steps = made.part(WORKLOADS)
    done = cells[cells["status"] == "done"]
    prices = axes.prices_table(done, runs[runs["status"].isin(["solved", "budget"])], steps)
    moved = axes.on_axis(hits, prices, axis)
    scaled = axes.cells_on(done, axes.on_axis(made.hits, prices, axis))
    page.choose("#axis", axis)
    wanted = ranking(moved, runs[runs["variant"] != "newton"], scaled, steps)
    assert table_of(page) == expected_table(wanted)
    assert axes.AXES[axis] in page.ask("document.getElementById('calls').textContent")
    page.until(f"document.querySelector('.panel svg').textContent.includes('{axes.AXES[axis]}')")
    page.choose("#axis", "")
    page.until("document.querySelector('.panel svg').textContent.includes('gradient evaluations')")


def test_defaults_compete_when_asked(table_page):
    page = table_page
    before = len(table_of(page))
    page.click("#defaults")
    rows = page.ask("document.querySelectorAll('table.verdict tr.plain').length")
    assert rows == before == len(table_of(page)) - rows
    page.click("#defaults")
    assert len(table_of(page)) == before


def test_the_area_at_defaults_is_about_all_workloads(table_page):
    page, column = table_page, "table.verdict td.untuned"
    before = page.texts(column)
    assert before and "–" not in before
    for change in ("{dim: ['2']}", "{dim: [], axis: 'steps'}"):
        page.ask(f"gdbench.State.set({change})")
        assert set(page.texts(column)) == {"–"}
    page.ask("gdbench.State.set({axis: ''})")
    assert page.texts(column) == before


def test_the_verdict_has_columns_for_the_ends_that_occurred(table_page, made):
    runs = made.run.runs
    ended = set(runs.loc[runs["stage"] == "evaluation", "status"])
    spoken = {"diverged": "diverged", "frozen": "frozen", "left_box": "left box", "below_fstar": "below f*"}
    heads = table_page.texts("table.verdict thead tr:last-child th")
    assert [name for name in spoken.values() if name in heads] == [spoken[end] for end in spoken if end in ended]
    width = "document.querySelectorAll('table.verdict thead tr:last-child th').length"
    assert table_page.ask(f"document.querySelector('table.verdict tbody tr').cells.length === {width}")


def test_highlighting_is_everywhere(page):
    page.click("table.verdict tbody tr:nth-child(2) .vn")
    slug = page.ask("document.querySelector('table.verdict tbody tr:nth-child(2)').dataset.v")
    assert page.ask("location.hash") == f"#v={slug}"
    assert page.ask("document.querySelectorAll('tr.lit').length") > 2
    name = page.ask(f"gdbench.data.bySlug.get('{slug}').label")
    widths = {trace["name"]: trace["width"] for trace in drawn(page, "profile")}
    assert widths[name] == max(widths.values()) > np.median(list(widths.values()))
    assert page.texts(".chip") == [f"{name} ×"]
    page.press("Escape", 27)
    assert page.ask("location.hash") == ""
    assert page.ask("document.querySelectorAll('tr.lit').length") == 0


def test_the_address_restores_everything(browser, made, page):
    page.ask(
        "gdbench.State.set({kind: ['problem'], axis: 'steps', v: ['twin_a'], theme: 'dark',"
        " w: gdbench.data.workloads[2].slug})"
    )
    address, table = page.ask("location.href"), table_of(page)
    browser.open(address)
    assert table_of(browser) == table
    assert browser.ask("document.getElementById('axis').value") == "steps"
    assert browser.ask("document.querySelector('[data-value=problem]').ariaPressed") == "true"
    assert browser.ask("document.getElementById('which').value") == browser.ask("gdbench.data.workloads[2].slug")
    assert browser.ask("document.documentElement.dataset.theme") == "dark"
    assert browser.texts(".chip") == ["twin_a ×"]


def test_another_address_redraws_what_is_drawn(page):
    """As the button that goes back does: charts on the screen follow, and none is drawn from half a selection."""
    drawn(page, "critical")
    everyone = table_of(page)
    page.ask("location.hash = '#kind=task&theme=dark'")
    page.until("document.getElementById('selected').textContent.includes('1 of 4')")
    page.ask("history.back()")
    page.until("location.hash === ''")
    page.until("!document.getElementById('selected').textContent.includes('1 of 4')")
    assert table_of(page) == everyone and len(drawn(page, "critical")) > 0 and page.console == []


def test_a_strange_address_does_no_harm(browser, made):
    browser.open(made.path.as_uri() + "#v=<img>,nobody&kind=%E0%A4%A&axis=constructor&x=y&w=__proto__&tag=none")
    assert browser.console == []
    assert "leave nothing to rank" in browser.ask("document.getElementById('now').textContent")


def test_a_click_on_a_line_shows_its_runs(page, made):
    before = len(drawn(page, "explorer"))
    page.ask("document.getElementById('explorer').scrollIntoView({block: 'start', behavior: 'instant'})")
    place = page.ask(
        "(() => { const plot = document.querySelector('#explorer .js-plotly-plot'), {xaxis, yaxis} = plot._fullLayout;"
        " const trace = plot.data.find((t) => t.name === 'twin_a' && t.hovertemplate), i = 3;"
        " const box = plot.getBoundingClientRect();"
        " return [box.left + xaxis._offset + xaxis.l2p(Math.log10(trace.x[i])),"
        " box.top + yaxis._offset + yaxis.l2p(Math.log10(trace.y[i]))]; })()"
    )
    page.click_at(*place)
    page.until("gdbench.Charts.get('explorer').opened !== null")
    traces = drawn(page, "explorer")
    single = next(trace for trace in traces if "single runs" in trace["name"])
    assert len(traces) == before + 1
    assert sum(value is None for value in single["x"]) == SEEDS, "one line per seed"
    assert f"all {SEEDS} runs" in page.ask("document.getElementById('opened').textContent")
    page.choose("#runs", "")
    assert page.ask("gdbench.Charts.get('explorer').opened") is None


def test_every_figure_can_be_drawn_live(page):
    keys = page.ask("Array.from(document.querySelectorAll('figure[data-chart]'), (f) => f.dataset.chart)")
    assert {
        "critical",
        "duels",
        "ladder",
        "profile",
        "explorer",
        "sensitivity",
        "budgets",
        "landscapes",
        "card",
    } <= set(keys)
    for key in keys:
        assert len(drawn(page, key)) > 0, key
        rows = page.ask(f"gdbench.Plots.get('{key}').made.rows.length")
        assert rows > 1, f"{key} has no numbers to take along"
    assert page.console == []
    assert page.ask("document.documentElement.dataset.violations") == "0"


def test_profiles_switch_and_scales_turn(page):
    drawn(page, "profile")
    titles = []
    for curve in ("data", "ecdf", ""):
        page.click(f'button[data-set="curve"][data-value="{curve}"]')
        drawn(page, "profile")
        titles.append(
            page.ask("document.querySelector('[data-chart=profile] .js-plotly-plot').layout.xaxis.title.text")
        )
    assert "(n + 1)" in titles[0] and "restarts" in titles[1] and "multiple" in titles[2]
    page.click('button[data-set="y"]')
    drawn(page, "explorer")
    assert page.ask("document.querySelector('#explorer .js-plotly-plot').layout.yaxis.type") == "linear"


def test_a_view_can_be_taken_along(page):
    drawn(page, "profile")
    page.click('[data-chart=profile] [data-take="csv"]')
    page.until("document.querySelector('[data-chart=profile]').dataset.taken === 'csv'")
    text = page.ask("gdbench.Downloads.csv([['a,\"b', 1], [null, '<i>']])")
    assert text == '"a,""b",1\n,<i>\n'
    svg = page.ask("gdbench.Downloads.svg(gdbench.Plots.get('profile'))")
    assert svg.startswith("<svg") and "twin_a" in svg and page.console == []


def test_the_keyboard_is_enough(page):
    page.ask("document.querySelector('#filters > summary').focus()")
    page.press("Enter", 13, "\r")
    assert page.ask("document.getElementById('filters').open")
    page.press("Tab", 9)
    assert page.ask("document.activeElement.className") == "pill"
    page.press(" ", 32, " ")
    assert page.ask("document.activeElement.getAttribute('aria-pressed')") == "true"
    assert "of 4 workloads" in page.ask("document.getElementById('selected').textContent")
    unnamed = page.ask(
        "Array.from(document.querySelectorAll('button, select, input, a')).filter((part) =>"
        " !(part.textContent.trim() || part.labels?.length || part.getAttribute('aria-label'))).length"
    )
    assert unnamed == 0, "a control has no name"


def test_names_are_text_everywhere(page):
    for key in ("critical", "duels", "ladder", "profile", "explorer", "budgets", "sensitivity"):
        page.ask("gdbench.State.set({v: gdbench.data.variants.map((each) => each.slug)})")
        drawn(page, key)
    assert page.ask("document.querySelectorAll('body script').length") == 3, "data, Plotly, the page's own"
    assert page.ask("document.querySelectorAll('main b:not(figcaption b, p b, td b, dt b)').length") == 0
    drawn(page, "landscapes")
    for key in ("critical", "profile", "ladder", "landscapes"):
        words = page.ask(f"document.querySelector('[data-chart={key}] .live').textContent")
        assert SCRIPT in words and (QUOTED in words or key == "landscapes"), key
    names = page.texts("table.verdict .vl")
    assert SCRIPT in names and QUOTED in names
    page.click("#filters > summary")
    page.click('.pill[data-group="family"][data-value="valley"]')
    assert SCRIPT in page.ask("document.getElementById('now').textContent") or SCRIPT in page.texts("table.verdict .vl")
    assert page.ask("typeof alerted") == "undefined" and page.console == []


def test_without_script_everything_is_there(browser, made):
    browser.without_script()
    browser.open(made.path.as_uri(), wait="document.readyState === 'complete'")
    browser.without_script(False)
    assert browser.ask("document.documentElement.className") == ""
    shown = browser.ask(
        "Array.from(document.querySelectorAll('figure svg[role=img]')).filter((svg) => svg.checkVisibility()).length"
    )
    assert shown >= len(WORKLOADS) + 6
    assert browser.ask(
        "Array.from(document.querySelectorAll('.scripted-only')).every((part) => !part.checkVisibility())"
    )
    assert browser.ask("document.querySelectorAll('table.verdict tbody tr').length") == 6


def test_print_is_on_paper(page):
    drawn(page, "profile")
    page.media(media="print", scheme="dark")
    assert page.ask("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    assert not page.ask("document.querySelector('[data-chart=profile] .live').checkVisibility()")
    assert page.ask("document.querySelector('[data-chart=profile] .still svg').checkVisibility()")
    assert not page.ask("document.querySelector('.bar').checkVisibility()")
    assert len(re.findall(rb"/Type\s*/Page\b", page.printed())) >= 3


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (390, "dark"), (1024, "light"), (1440, "dark")])
def test_nothing_runs_off_the_side(page, width, scheme):
    page.size(width)
    page.media(scheme=scheme)
    for key in ("critical", "duels", "ladder", "profile", "explorer", "sensitivity", "budgets"):
        drawn(page, key)
    page.ask("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    assert page.ask("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    ground = page.ask("getComputedStyle(document.documentElement).backgroundColor")
    assert ground == {"light": "rgb(255, 255, 255)", "dark": "rgb(20, 23, 27)"}[scheme]


def test_the_verdict_fits_a_small_laptop(table_page):
    table_page.size(1280)
    box = "document.querySelector('table.verdict').parentElement"
    assert table_page.ask(f"{box}.scrollWidth - {box}.clientWidth") == 0


def test_sorting(page):
    click = "table.verdict th:nth-child(3) button.sort"
    page.click(click)
    descending = [row[2] for row in table_of(page)]
    page.click(click)
    assert [row[2] for row in table_of(page)] == sorted(descending) == descending[::-1]
    assert page.ask("document.querySelector('table.verdict [aria-sort]').getAttribute('aria-sort')") == "ascending"


def test_a_run_under_the_lens_can_be_chosen(page):
    names = [trace["name"] for trace in drawn(page, "card")]
    assert "gradient" in names and "memory" in names and "noise" not in names, "parts that are always 0 are left out"
    page.choose("#card", "1")
    assert page.ask("location.hash") == "#card=1"
    drawn(page, "card")
    assert page.ask("gdbench.Plots.get('card').made.rows[0].slice(0, 5)") == [
        "step", "value", "gradient_norm", "step_norm", "cosine"
    ]  # fmt: skip
