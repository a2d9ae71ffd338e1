"""Fixtures of the report's tests: one page, one browser and one computed run, as each takes seconds to make."""

import fcntl
import os
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.report.browser import Browser
from tests.report.report_pages import Made

SUITE = Path(__file__).parent / "theory_suite.toml"


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    return Made(tmp_path_factory.mktemp("page"))


@pytest.fixture(scope="session")
def theory(tmp_path_factory):
    """The results of the small theory suite; the first of several workers runs it, the others load what it left."""
    import gdbench

    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    with _alone(shared / "theory.lock"):
        return gdbench.run(SUITE, out=shared / "theory_results")


@pytest.fixture(scope="session")
def theory_page(theory, tmp_path_factory):
    return theory.report(tmp_path_factory.mktemp("theory") / "theory.html")


@contextmanager
def _alone(path):
    """Let one process at a time pass."""
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def browser(tmp_path_factory):
    browser = Browser(tmp_path_factory.mktemp("profile"))
    yield browser
    browser.close()


def set_up(browser):
    """Wide, light, with script."""
    browser.size(1400)
    browser.media()
    browser.without_script(False)


@pytest.fixture
def page(browser, made):
    """The page as it opens."""
    set_up(browser)
    browser.open(made.path.as_uri())
    return browser


@pytest.fixture
def table_page(browser, made):
    """For tests that draw nothing: the page, opened earlier perhaps, and led back to where it began."""
    set_up(browser)
    ready = "document.documentElement?.dataset.ready === 'true' && typeof gdbench !== 'undefined'"
    if not browser.ask(f"location.href.split('#')[0] === {made.path.as_uri()!r} && {ready}"):
        browser.open(made.path.as_uri())
    browser.console.clear()
    browser.ask(
        "(() => { history.replaceState(null, '', location.pathname); dispatchEvent(new Event('hashchange'));"
        " document.getElementById('filters').open = false; document.activeElement?.blur(); scrollTo(0, 0); })()"
    )
    return browser
