"""Results do not depend on the options of JAX that a user has set, and flags of XLA that change numbers are named."""

from contextlib import contextmanager

import jax
import numpy as np
import pytest
from jax import numpy as jnp

from gdbench.engine.bundles import Bundle, bundle_key
from gdbench.engine.compiled import compile_bundle, probe
from gdbench.engine.options import SET, known_options, unusual_options
from gdbench.registry import load
from gdbench.types import Cell, Entry, Lane, Protocol, Workload

# What a user may have set: for each option of JAX another value than the engine's.
OTHER = {
    "jax_threefry_partitionable": False,
    "jax_default_prng_impl": "rbg",
    "jax_numpy_rank_promotion": "raise",
    "jax_numpy_dtype_promotion": "strict",
    "jax_default_matmul_precision": "bfloat16",
    "jax_debug_nans": True,
    "jax_debug_infs": True,
    "jax_disable_jit": True,
    "jax_debug_key_reuse": True,
    "jax_softmax_custom_jvp": False,
    "jax_enable_x64": False,
}


def cell(variant, problem):
    unit = load("problem", problem)
    dim = 2 if unit.dims.allows(2) else unit.dims.default
    return Cell(Entry(variant, load("variant", variant)), Workload(unit, dim), Protocol("float32", 20, (0.1,), 4))


def traces():
    """What noise, a full rule with random numbers, and a diverging rule leave."""
    found = []
    for one, rate in (
        (cell("sgld", "noisy(mgh05_beale)"), 1e-3),
        (cell("pso", "booth"), None),
        (cell("sgd", "booth"), 1e9),
    ):
        program = compile_bundle(Bundle(bundle_key(one), (one,), 2))
        trace = program.run(one, [Lane(0, seed, {"learning_rate": rate} if rate else {}) for seed in (1, 2)])
        found.append(trace.curve_gap)
    return found


@contextmanager
def other_options(*names):
    """Set these options of JAX to other values, and check that they still hold at the end."""
    before = {name: getattr(jax.config, name) for name in names}
    for name in names:
        jax.config.update(name, OTHER[name])
    try:
        yield
        assert {name: getattr(jax.config, name) for name in names} == {name: OTHER[name] for name in names}
    finally:
        for name in names:
            jax.config.update(name, before[name])


def test_options_that_a_user_has_set_change_nothing():
    """All options are set together, because each of them by itself would compile the programs again."""
    usual = traces()
    with other_options(*OTHER):
        found = traces()
    for one, other in zip(found, usual, strict=True):
        assert np.array_equal(one, other, equal_nan=True)


def test_the_engine_sets_every_option_that_jax_has():
    assert [name for name in SET if not hasattr(jax, name)] == []


def test_a_strict_option_does_not_keep_a_cell_from_being_traced():
    with jax.numpy_rank_promotion("raise"), jax.numpy_dtype_promotion("strict"):
        assert probe(cell("optax:adam", "booth")) is None


def test_options_hold_in_the_context_alone():
    with jax.numpy_rank_promotion("raise"):
        with known_options("float32"):
            assert (jnp.ones(2) + jnp.ones((2, 2))).dtype == np.float32
        with pytest.raises(ValueError, match="rank_promotion"):
            jnp.ones(2) + jnp.ones((2, 2))


@pytest.mark.parametrize(
    ("flags", "found"),
    [
        ("", {}),
        ("--xla_force_host_platform_device_count=4 --xla_dump_to=/tmp/x", {}),
        ("--xla_cpu_max_isa=SSE4_2", {"xla_cpu_max_isa": "SSE4_2"}),
        (
            "--xla_cpu_enable_fast_math --xla_cpu_max_isa=AVX",
            {"xla_cpu_enable_fast_math": "", "xla_cpu_max_isa": "AVX"},
        ),
    ],
)
def test_flags_that_may_change_numbers_are_named(monkeypatch, flags, found):
    monkeypatch.setenv("XLA_FLAGS", flags)
    assert unusual_options() == found


def test_an_option_without_a_context_is_named(monkeypatch):
    monkeypatch.setenv("XLA_FLAGS", "")
    jax.config.update("jax_random_seed_offset", 7)
    try:
        assert unusual_options() == {"jax_random_seed_offset": "7"}
    finally:
        jax.config.update("jax_random_seed_offset", 0)
    assert unusual_options() == {}
