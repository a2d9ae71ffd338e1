"""All check results of a variant."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from gdbench.registry import load
from gdbench.types import Variant
from gdbench.verify import full_rules, gradient_rules
from gdbench.verify.answers import Answer, Judgement
from gdbench.verify.counterparts import against_optax

GRADIENT_CHECKS: dict[str, gradient_rules.Check] = {
    "open loop": gradient_rules.open_loop,
    "closed loop": gradient_rules.closed_loop,
    "optax": against_optax,
    "limits": gradient_rules.limits,
    "symmetries": gradient_rules.symmetries,
    "stability edge": gradient_rules.stability,
    "hostile gradients": gradient_rules.hostile_gradients,
    "state": gradient_rules.state_size,
}
FULL_CHECKS: dict[str, gradient_rules.Check] = {
    "transcription": full_rules.closed_loop,
    "calls": full_rules.calls,
    "descent": full_rules.descent,
    "hostile function": full_rules.hostile_function,
}


def checks_of(variant: Variant) -> dict[str, gradient_rules.Check]:
    """Return the checks of a variant by name; a factory has none."""
    return {"gradient": GRADIENT_CHECKS, "full": FULL_CHECKS}.get(variant.kind, {})


def verify(name: str) -> Iterator[Answer]:
    """Run every check of a variant; a check that raises an error counts as failed."""
    variant = load("variant", name)
    if not checks_of(variant):
        note = f"a {variant.kind}: it has no equations here that could be checked"
        yield Answer(name, "transcription", Judgement.SKIPPED, note=note)
    for check in checks_of(variant):
        yield from asked(name, check)


@cache
def asked(name: str, check: str) -> tuple[Answer, ...]:
    """Return the answers of one check."""
    variant = load("variant", name)
    try:
        return tuple(checks_of(variant)[check](variant))
    except Exception as error:
        first = str(error).partition("\n")[0]
        return (Answer(name, check, Judgement.FAILED, note=f"{type(error).__name__}: {first}"),)
