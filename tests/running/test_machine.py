"""Tests the choice of the device, and the facts of the machine."""

import jax
import pytest

from gdbench.errors import ConfigError
from gdbench.running.machine import machine_facts


@pytest.fixture
def platforms():
    """JAX's choice of platforms is as before after the test."""
    before = jax.config.jax_platforms
    yield
    jax.config.update("jax_platforms", before)


def test_the_facts_name_the_device_and_the_versions():
    facts = machine_facts()
    assert facts["platform"] == jax.default_backend() and facts["jax"] == jax.__version__
    assert facts["devices"] >= 1 and facts["processor"]


def test_the_device_that_is_in_use_can_be_asked_for(platforms):
    assert machine_facts(jax.default_backend())["platform"] == jax.default_backend()


def test_another_device_takes_another_process(platforms):
    other = {"cpu": "tpu"}.get(jax.default_backend(), "cpu")
    with pytest.raises(ConfigError, match=f"JAX runs on {jax.default_backend()} in this process already"):
        machine_facts(other)
