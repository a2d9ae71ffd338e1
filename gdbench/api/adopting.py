"""Adopt units: write beside each what is measured of it, and say what it still lacks."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gdbench.errors import ConfigError


def adopt(names: Sequence[str], say: Callable[[str], None] = print) -> int:
    """Measure these units, keep what was measured beside each, and return how many faults were found.

    Raises `ConfigError` without a name or a device, `UnknownName` for a name that no unit bears, and `ImportFailed` for
    a unit beside which nothing can be kept; all of these before anything is measured.
    """
    if not names:
        raise ConfigError("command line", [("NAMES", "name the units to adopt, such as gdbench adopt booth")])
    from gdbench.registry import kind_of, measured_place
    from gdbench.registry.measurements import measured_text
    from gdbench.running.machine import usable_devices
    from gdbench.store import replace_file
    from gdbench.verify.adoption import adopted

    usable_devices()
    count = 0
    units = [(kind_of(name), name) for name in names]
    for kind, name, path in [(kind, name, measured_place(kind, name)) for kind, name in units]:
        found = adopted(kind, name)
        if found.facts:
            replace_file(path, measured_text(found.facts).encode())
            found.lines.append(f"{name}: kept in {path}")
        say("\n".join([*found.lines, *(f"fault: {each}" for each in found.faults)]))
        count += len(found.faults)
    return count
