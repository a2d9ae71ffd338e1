"""All findings of a variant."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from gdbench.registry import load
from gdbench.verify import checks
from gdbench.verify.counterparts import against_optax
from gdbench.verify.findings import Finding, Verdict

CHECKS: dict[str, checks.Check] = {
    "open loop": checks.open_loop,
    "closed loop": checks.closed_loop,
    "optax": against_optax,
    "limits": checks.limits,
    "symmetries": checks.symmetries,
    "stability edge": checks.stability,
    "hostile gradients": checks.hostile_gradients,
    "state": checks.state_size,
}


def verify(name: str) -> Iterator[Finding]:
    """Ask a variant every question; a check that raises is a finding too."""
    variant = load("variant", name)
    if variant.kind != "gradient":
        yield Finding(name, "open loop", Verdict.SKIPPED, note=f"a {variant.kind} rule: checked by the tests alone")
        return
    for check in CHECKS:
        yield from asked(name, check)


@cache
def asked(name: str, check: str) -> tuple[Finding, ...]:
    """Return the findings of one check."""
    try:
        return tuple(CHECKS[check](load("variant", name)))
    except Exception as error:
        first = str(error).partition("\n")[0]
        return (Finding(name, check, Verdict.FAILED, note=f"{type(error).__name__}: {first}"),)
