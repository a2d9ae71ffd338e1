"""One page and one browser for all tests that look at the page: each costs seconds to make."""

import pytest

from tests.report.browser import Browser
from tests.report.report_pages import Made


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    return Made(tmp_path_factory.mktemp("page"))


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
    """For tests that draw nothing: the page, opened earlier perhaps, led back to where it began."""
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
