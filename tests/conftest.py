"""Settings for all tests: float64 is on, programs are compiled in one piece, and a session without tests fails."""

import os
from importlib.metadata import version

# Before JAX starts. Small programs divided among threads cost 1.6 times the work, and both cores are busy anyway.
os.environ["XLA_FLAGS"] = f"--xla_cpu_parallel_codegen_split_count=1 {os.environ.get('XLA_FLAGS', '')}".strip()
# Without optimisation, programs compile in half the time or less. The engine sets these options itself, so that its own
# programs are as usual. Later versions of XLA end at once where they do not know an option.
if version("jaxlib").startswith("0.10."):
    os.environ["XLA_FLAGS"] += " --xla_backend_optimization_level=0 --xla_cpu_use_fusion_emitters=false"

import jax
import pytest

jax.config.update("jax_enable_x64", True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest test begins first, so that no worker waits for it at the end."""
    items.sort(key=lambda item: item.path.name != "test_extension.py")


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """A parametrisation that collected nothing, or a session of skips only, is a failure."""
    if session.config.option.collectonly or exitstatus != 0:
        return
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None and not reporter.stats.get("passed"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
