"""The options of JAX and XLA that change numbers: the engine sets them around its programs, or keys contain them."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import jax

# The options that the engine sets, by the name of their context manager in JAX, which holds in one thread only.
SET = {
    "threefry_partitionable": True,
    "default_prng_impl": "threefry2x32",
    "legacy_prng_key": "allow",
    "enable_custom_prng": False,
    "softmax_custom_jvp": True,
    "numpy_rank_promotion": "allow",
    "numpy_dtype_promotion": "standard",
    "default_matmul_precision": None,
    "default_device": None,
    "transfer_guard": "allow",
    "disable_jit": False,
    "debug_nans": False,
    "debug_infs": False,
    "debug_key_reuse": False,
    "enable_checks": False,
    "check_tracer_leaks": False,
}

# The options for which JAX has no context manager, with their usual values. Other values are part of the key.
USUAL = {
    "jax_random_seed_offset": 0,
    "jax_high_dynamic_range_gumbel": False,
    "jax_exec_time_optimization_effort": 0.0,
    "jax_optimization_level": "UNKNOWN",
    "jax_compiler_enable_remat_pass": True,
    "jax_use_direct_linearize": True,
}

# The flags of XLA that change no number; every other flag in XLA_FLAGS is part of the key.
HARMLESS = (
    "xla_force_host_platform_device_count",
    "xla_cpu_parallel_codegen_split_count",
    "xla_dump",
    "xla_cpu_collective",
)


@contextmanager
def known_options(dtype: str | None = None) -> Iterator[None]:
    """Trace, compile and run in this context with the same options, whatever the user has set in JAX.

    The context holds in the thread that enters it. Afterwards the user's options hold again. ``dtype`` switches float64
    on or off, and None leaves this switch as it is.
    """
    with ExitStack() as stack:
        for name, value in SET.items():
            if hasattr(jax, name):  # options come and go between releases
                stack.enter_context(getattr(jax, name)(value))
        if dtype is not None:
            stack.enter_context(jax.enable_x64(dtype == "float64"))
        yield


def unusual_options() -> dict[str, str]:
    """Return the options that may change numbers and that the engine cannot set, as far as they are not the usual ones.

    Keys contain them. These are flags in ``XLA_FLAGS``, and options of JAX without a context manager.
    """
    found = {
        name: str(getattr(jax.config, name))
        for name, usual in USUAL.items()
        if getattr(jax.config, name, usual) != usual
    }
    for word in shlex.split(os.environ.get("XLA_FLAGS", "")):
        flag, _, value = word.lstrip("-").partition("=")
        if not flag.startswith(HARMLESS):
            found[flag] = value
    return dict(sorted(found.items()))
