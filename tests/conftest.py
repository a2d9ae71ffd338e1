"""Switches for all tests: float64 on, and a session in which nothing was tested fails."""

import jax
import pytest

jax.config.update("jax_enable_x64", True)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """A parametrisation that collected nothing, or a session of skips only, is a failure."""
    if session.config.option.collectonly or exitstatus != 0:
        return
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None and not reporter.stats.get("passed"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
