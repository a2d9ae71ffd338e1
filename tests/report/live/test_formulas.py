"""Numbers on the page are formatted as in tables; test_statistics_js.py checks the scripts' arithmetic."""

import json
import math

import pytest

from gdbench.report.text import words
from gdbench.tables import ladder
from tests.report.browser import needs_browser
from tests.report.report_pages import WORKLOADS

pytestmark = needs_browser
VALUES = [0, 1, 0.0427, 12.3, 999.6, 23996, 4.335e-7, 9.99e-4, -0.5, 2e9, 0.5, 1.5, 2.5, 99.5, 1e5, 123456.7]


@pytest.fixture
def page(table_page):
    return table_page


@pytest.mark.parametrize("form", ["count", "number", "share", "seconds"])
def test_numbers_read_alike(page, form):
    values = [value for value in VALUES if value >= 0] if form in ("share", "seconds") else VALUES
    assert page.ask(f"{json.dumps(values)}.map((value) => gdbench.Format.{form}(value))") == [
        getattr(words, form)(value) for value in values
    ]
    assert page.ask(f"gdbench.Format.{form}(NaN)") == getattr(words, form)(math.nan)


def test_the_ladder(page, made):
    hits, _, cells, _ = made.part(WORKLOADS)
    wanted = ladder.horizon_ladder(hits, cells)
    page.ask("gdbench.Plots.drawnNow('ladder').then(() => 1)")
    rows = page.ask("gdbench.Plots.get('ladder').made.rows")[1:]
    found = [[share, rank, name, pytest.approx(area, abs=1e-9)] for share, rank, name, area in rows]
    assert wanted[["horizon", "rank", "variant", "area"]].to_numpy().tolist() == found
