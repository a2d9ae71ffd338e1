"""Whether the variants are right: every question of `gdbench.verify`, put to some or all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence


def verification(wanted: Sequence[str] = (), say: Callable[[str], None] = print) -> int:
    """Verify variants (all when none is named), say what was found, and return how many checks failed.

    Raises `UnknownName` for a name that no variant bears, and `ConfigError` if JAX finds no device, before anything is
    computed.
    """
    from gdbench.registry import load, names
    from gdbench.running.machine import usable_devices
    from gdbench.verify import Judgement, answer_lines, verify

    chosen = list(wanted) or names("variant")
    for name in chosen:
        load("variant", name)
    usable_devices()  # a device that is missing must not look like a check that failed
    everything = []
    if not wanted:
        say(answer_lines.HEADING)
    for name in chosen:
        found = list(verify(name))
        everything += found
        if wanted:
            say("\n".join(map(answer_lines.sentence, found)))
        else:
            say(answer_lines.line(name, found))
    told = [each for each in everything if each.verdict in (Judgement.FAILED, Judgement.EXPECTED)]
    if told and not wanted:
        say("\n".join(["", *map(answer_lines.sentence, told)]))
    say(f"\n{answer_lines.closing(everything)}")
    return sum(each.verdict == Judgement.FAILED for each in everything)
