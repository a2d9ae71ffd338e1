"""Decides which parts of two sets of exact metrics can be compared; all other parts are never a regression."""

from __future__ import annotations

from collections.abc import Iterator

from gdbench.errors import NotComparable
from gdbench.gate.exact.convergence import Place
from gdbench.gate.exact.metrics import ExactMetrics

NOT_INSTALLED = "which is not installed"  # part of the reason of a cell that was declined because a package is missing
COMPILER = ("jax", "jaxlib")  # the facts of a step hold for one version of each, patch version included


def require_comparable(base: ExactMetrics, head: ExactMetrics) -> None:
    """Raise `NotComparable` with all reasons if differences between the two would have no meaning."""
    reasons = [*_grounds(base, head), *_protocols(base, head)]
    if not set(base.cells) & set(head.cells):
        reasons.append("they have no cell in common")
    if not any(cell.status == "done" for side in (base, head) for cell in side.cells.values()):
        reasons.append("neither has measured anything, as every cell failed or was declined")
    if reasons:
        raise NotComparable(f"base and head cannot be compared: {'; '.join(reasons)}")


def same_processor(base: ExactMetrics, head: ExactMetrics) -> bool:
    """Return whether both were measured on the same model of processor, so that rounding is the same too."""
    return base.environment.get("processor") == head.environment.get("processor")


def same_compiler(base: ExactMetrics, head: ExactMetrics) -> bool:
    """Return whether the facts of steps can be compared."""
    return all(base.environment[name] == head.environment[name] for name in COMPILER)


def without_packages(base: ExactMetrics, head: ExactMetrics) -> frozenset[Place]:
    """Return the cells whose packages differ: head lacks their data, or has another version of Optax."""
    lacking = {place for place, cell in head.cells.items() if NOT_INSTALLED in cell.reason}
    if base.environment.get("optax") != head.environment.get("optax"):
        lacking |= {place for place in base.cells if place[0].startswith("optax:")}
    return frozenset(lacking & set(base.cells))


def _grounds(base: ExactMetrics, head: ExactMetrics) -> Iterator[str]:
    if base.jax_minor != head.jax_minor:
        yield f"base ran on JAX {base.environment['jax']}, head on JAX {head.environment['jax']}"
    for name in ("platform", "device", "system"):
        one, other = base.environment.get(name), head.environment.get(name)
        if one != other:
            yield f"base ran on the {name} {one}, head on {other}"
    if not same_processor(base, head) and base.unsteady is None:
        one, other = base.environment.get("processor"), head.environment.get("processor")
        yield (
            f"base ran on the processor {one}, head on {other}, and which cells rounding moves has not been "
            f"measured: run both on one machine"
        )


def _protocols(base: ExactMetrics, head: ExactMetrics) -> Iterator[str]:
    for name in base.protocol:
        one, other = base.protocol[name], head.protocol.get(name)
        if one != other:
            yield f"{name} of the protocol is {one} in base and {other} in head"
