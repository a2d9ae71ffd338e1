"""Sends compiled programs to other processes of the same machine, with their arguments, as bytes."""

from __future__ import annotations

import pickle
import re

import jax
import numpy as np
from jax import numpy as jnp
from jax.experimental.serialize_executable import deserialize_and_load, serialize

from gdbench.engine.clock import TimedProgram

PLATFORMS = "jax_platforms"  # the option of JAX
_CALLED = re.compile(r'custom_call_target="([^"]+)"')
_LIBRARY = "lapack_"  # the functions of a processor's library that `ready_to_unpack` loads


def packed(program: TimedProgram) -> bytes | None:
    """Return a program as bytes; None if it cannot leave this process.

    That is a program that calls back into Python, or a function that only this process may have registered. A program
    that was loaded from JAX's cache must not be packed, because it lacks what it was compiled to.
    """
    if jax.default_backend() == "cpu" and not all(
        name.startswith(_LIBRARY) for name in _CALLED.findall(program.executable.as_text())
    ):
        return None
    arguments = tuple(np.asarray(each) for each in program.arguments)
    try:
        content, _, results = serialize(program.executable)
    except Exception:
        return None
    return pickle.dumps((content, results.num_leaves, arguments))


def unpacked(content: bytes) -> TimedProgram:
    """Return the program that `packed` made into bytes, on the first device of this process."""
    executable, results, arguments = pickle.loads(content)
    given = jax.tree.structure((tuple(range(len(arguments) + 1)), {}))
    taken = jax.tree.structure(tuple(range(results)))
    with jax.enable_x64(any(each.dtype.itemsize == 8 for each in arguments)):
        on_device = tuple(jax.device_put(each) for each in arguments)
        loaded = deserialize_and_load(executable, given, taken, execution_devices=jax.devices()[:1])
    return TimedProgram(loaded, on_device)


def ready_to_unpack() -> None:
    """Load the library of linear algebra, which JAX otherwise does only where it traces a program that needs it."""
    jax.jit(jnp.linalg.cholesky).lower(jnp.eye(2))


def worker_settings() -> dict[str, str]:
    """Return the variables with which another process uses the devices of this one, and leaves it their memory."""
    chosen: str | None = getattr(jax.config, PLATFORMS)
    return {"XLA_PYTHON_CLIENT_PREALLOCATE": "false"} | ({"JAX_PLATFORMS": chosen} if chosen else {})
