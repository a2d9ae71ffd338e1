"""The oracle that a full rule calls for values and derivatives of its function, and the count of these calls."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax
from jax import numpy as jnp

from gdbench.types import ORACLE_PRICES

KINDS = tuple(ORACLE_PRICES)


def cost_of(counts: jax.Array, dim: int) -> jax.Array:
    """Return the price of counts ``[..., C]`` in gradient evaluations ``[...]``, float32."""
    prices = [float(dim) if price is None else price for price in ORACLE_PRICES.values()]
    return counts @ jnp.asarray(prices, jnp.float32)


class Oracle:
    """The oracle of one run; every call is charged to ``counts`` ``[C]`` (see `ORACLE_PRICES`).

    ``value`` and ``value_and_grad`` are functions of ``(x, batch)``, where ``batch`` is None for all examples. A call
    on all examples is charged ``full_share`` times as much as a call on a mini-batch.
    """

    def __init__(
        self,
        value: Callable[[jax.Array, Any], jax.Array],
        value_and_grad: Callable[[jax.Array, Any], tuple[jax.Array, jax.Array]],
        residuals: Callable[[jax.Array], jax.Array] | None = None,
        hessian: Callable[[jax.Array], jax.Array] | None = None,
        batch: Any = None,
        full_share: float = 1.0,
        examples: Any = None,
    ):
        self._value, self._value_and_grad = value, value_and_grad
        self._residuals, self._hessian = residuals, hessian
        self.batch, self._full_share, self._examples = batch, full_share, examples
        self.counts = jnp.zeros((len(KINDS),), jnp.float32)

    def value(self, x: jax.Array, batch: Any = None) -> jax.Array:
        """Return f(x)."""
        self._charge("values", batch)
        return self._value(x, batch)

    def values(self, points: jax.Array) -> jax.Array:
        """Return f of each row of ``points`` ``[P, n]``, charged P values."""
        self._charge("values", None, points.shape[0])
        return jax.vmap(lambda x: self._value(x, None))(points)

    def value_and_grad(self, x: jax.Array, batch: Any = None) -> tuple[jax.Array, jax.Array]:
        """Return f(x) and its gradient ``[n]``, charged one gradient."""
        self._charge("gradients", batch)
        return self._value_and_grad(x, batch)

    def gradient(self, x: jax.Array, batch: Any = None) -> jax.Array:
        """Return the gradient ``[n]``."""
        return self.value_and_grad(x, batch)[1]

    def gradients_each(self, x: jax.Array) -> jax.Array:
        """Return the gradient on each example of this step's batch ``[B, n]``, charged as that of the batch."""
        self._charge("gradients", self.batch)
        chosen = self._examples if self.batch is None else self.batch
        if chosen is None:
            raise TypeError("this function is no sum over examples")
        count = max(len(array) for array in jax.tree.leaves(chosen) if array.ndim)
        apart = lambda array: array[:, None] if array.ndim else jnp.broadcast_to(array, (count,))  # noqa: E731
        return jax.vmap(lambda example: self._value_and_grad(x, example)[1])(jax.tree.map(apart, chosen))

    def hvp(self, x: jax.Array, v: jax.Array, batch: Any = None) -> jax.Array:
        """Return the Hessian at x times v."""
        self._charge("hvps", batch)
        return jax.jvp(lambda y: self._value_and_grad(y, batch)[1], (x,), (v,))[1]

    def hessian(self, x: jax.Array) -> jax.Array:
        """Return the Hessian ``[n, n]``."""
        self._charge("hessians", None)
        if self._hessian is not None:
            return self._hessian(x)
        return jax.jacfwd(lambda y: self._value_and_grad(y, None)[1])(x)

    def residual_and_jacobian(self, x: jax.Array) -> tuple[jax.Array, jax.Array]:
        """Return r ``[m]`` with f = Σ r² and its Jacobian ``[m, n]``, charged one Jacobian."""
        self._charge("jacobians", None)
        if self._residuals is None:
            raise TypeError("this function has no residuals")
        return self._residuals(x), jax.jacfwd(self._residuals)(x)

    def cond(self, predicate: jax.Array, true: Callable[[], Any], false: Callable[[], Any]) -> Any:
        """Run one of two branches that may call the oracle, and charge only the one that ran."""

        def charged(branch: Callable[[], Any]) -> Callable[[jax.Array], Any]:
            def run(counts: jax.Array) -> Any:
                self.counts = counts
                out = branch()
                return out, self.counts

            return run

        out, self.counts = jax.lax.cond(predicate, charged(true), charged(false), self.counts)
        return out

    def _charge(self, kind: str, batch: Any, times: int = 1) -> None:
        share = self._full_share if batch is None else 1.0
        self.counts = self.counts.at[KINDS.index(kind)].add(times * share)
