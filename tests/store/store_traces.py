"""Traces with every awkward number in them, and cells to commit. No JAX: a child process imports this quickly."""

import numpy as np

from gdbench.store import Store, key_of
from gdbench.types import Lane, Trace

AWKWARD = (np.nan, np.inf, -np.inf, 0.0, -0.0, 5e-324, 1e-45, 1 / 3, -1.7976931348623157e308)


def numbers(shape: tuple[int, ...], dtype: str, seed: int) -> np.ndarray:
    """Random numbers of a dtype, with the awkward ones among the floats."""
    random = np.random.default_rng(seed)
    if np.dtype(dtype).kind == "i":
        low, high = (-100, 100) if dtype == "int8" else (-(2**31), 2**31 - 1)
        return random.integers(low, high, shape).astype(dtype)
    values = random.standard_normal(shape)
    with np.errstate(over="ignore"):
        values.reshape(-1)[: len(AWKWARD)] = AWKWARD[: values.size]
        return values.astype(dtype)


def trace(runs: int = 12, dtype: str = "float64", seed: int = 0, measures: tuple[str, ...] = ()) -> Trace:
    """A trace of that many runs, three targets and seven samples."""
    return Trace(
        status=numbers((runs,), "int8", seed),
        gap=numbers((runs,), dtype, seed + 1),
        best=numbers((runs,), dtype, seed + 2),
        grad_norm=numbers((runs,), dtype, seed + 3),
        steps=numbers((runs,), "int32", seed + 4),
        cost=numbers((runs,), "float32", seed + 5),
        counts=numbers((runs, 5), "float32", seed + 6),
        hit_step=numbers((runs, 3), "int32", seed + 7),
        hit_cost=numbers((runs, 3), "float32", seed + 8),
        curve_step=numbers((runs, 7), "int32", seed + 9),
        curve_cost=numbers((runs, 7), "float32", seed + 10),
        curve_gap=numbers((runs, 7), dtype, seed + 11),
        measures={name: numbers((runs,), dtype, seed + 12) for name in measures},
    )


def lanes(runs: int = 12) -> list[Lane]:
    """As many lanes: three seeds for each trial, the default one among them."""
    return [Lane(i // 3 - 1, 1_000_000 + i % 3, {}) for i in range(runs)]


def spec_of(number: int) -> dict[str, object]:
    """A spec that differs from all others."""
    return {"schema": 1, "stage": "tuning", "number": number, "rates": [0.1, 1 / 3, 1e-300]}


def commit(store: Store, number: int = 0, seed: int = 0, runs: int = 12) -> str:
    """Commit a cell and return its key."""
    key = key_of(spec_of(number))
    store.commit(key, spec_of(number), trace(runs, seed=seed), lanes(runs), {"cell": f"cell {number}"})
    return key


def leftovers(store: Store) -> list[str]:
    """What lies in the results folder that no reader should ever see."""
    return [path.name for path in store.root.glob(".*")]
