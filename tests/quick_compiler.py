"""Compiler options for small test programs, which take longer to compile than to run."""

import contextlib

import jax


def _known(options):
    """The compiler options that this version of XLA knows: they come and go between releases."""
    known = {}
    for option, value in options.items():
        with contextlib.suppress(jax.errors.JaxRuntimeError):
            jax.jit(lambda x: -x, compiler_options={option: value})(1.0)
            known[option] = value
    return known


QUICK = _known({"xla_backend_optimization_level": 0, "xla_cpu_use_fusion_emitters": False})
