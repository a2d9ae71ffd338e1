"""Whether two sides can be compared at all, and how far. What cannot is never a regression."""

from __future__ import annotations

from collections.abc import Iterator

from gdbench.errors import NotComparable
from gdbench.gate.exact import Exact, Place

NOT_INSTALLED = "which is not installed"  # in the reason of a cell that is declined for want of a package
COMPILER = ("jax", "jaxlib")  # the facts of programs hold for one version of each, to the patch


def require_comparable(base: Exact, head: Exact) -> None:
    """Raise `NotComparable`, with every reason, where no difference between the two would mean anything."""
    reasons = [*_places(base, head), *_protocols(base, head)]
    if not set(base.cells) & set(head.cells):
        reasons.append("they have no cell in common")
    if reasons:
        raise NotComparable(f"base and head cannot be compared: {'; '.join(reasons)}")


def same_processor(base: Exact, head: Exact) -> bool:
    """Whether both were measured on one model of processor, so that not even rounding differs."""
    return base.environment.get("processor") == head.environment.get("processor")


def same_compiler(base: Exact, head: Exact) -> bool:
    """Whether the facts of compiled programs may be compared."""
    return all(base.environment[name] == head.environment[name] for name in COMPILER)


def without_packages(base: Exact, head: Exact) -> frozenset[Place]:
    """Return the cells that differ by what is installed: data that are missing in head, another version of Optax."""
    lacking = {place for place, cell in head.cells.items() if NOT_INSTALLED in cell.reason}
    if base.environment.get("optax") != head.environment.get("optax"):
        lacking |= {place for place in base.cells if place[0].startswith("optax:")}
    return frozenset(lacking & set(base.cells))


def _places(base: Exact, head: Exact) -> Iterator[str]:
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


def _protocols(base: Exact, head: Exact) -> Iterator[str]:
    for name in base.protocol:
        one, other = base.protocol[name], head.protocol.get(name)
        if one != other:
            yield f"{name} of the protocol is {one} in base and {other} in head"
