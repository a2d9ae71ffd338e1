"""Tests the choice of the device, and the facts of the machine."""

import jax
import pytest

from gdbench.errors import ConfigError
from gdbench.running.machine import machine_facts, usable_devices


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


@pytest.mark.parametrize("error", [RuntimeError("Unable to initialize backend"), AssertionError()])
def test_a_platform_that_is_not_there_is_a_sentence(platforms, monkeypatch, error):
    def none():
        raise error

    monkeypatch.setattr("jax.devices", none)
    jax.config.update("jax_platforms", "abacus")
    with pytest.raises(ConfigError, match=r"JAX_PLATFORMS: JAX finds no abacus here; leave --device"):
        usable_devices()
    with pytest.raises(ConfigError, match=r"--device: JAX finds no tpu here"):
        usable_devices("tpu")


def test_a_kind_of_device_that_does_not_exist_is_a_sentence():
    with pytest.raises(ConfigError, match=r"no kind of device 'gpuu'; did you mean 'gpu'\? \(known: cpu, gpu, tpu\)"):
        usable_devices("gpuu")


def test_another_device_takes_another_process(platforms):
    other = {"cpu": "tpu"}.get(jax.default_backend(), "cpu")
    with pytest.raises(ConfigError, match=f"JAX runs on {jax.default_backend()} in this process already"):
        machine_facts(other)
