"""Pictures of single units: the contour of a problem, with the paths of optimizers on it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from gdbench.errors import ConfigError

STEPS = 200


def plot(name: str, target: str | Path, optimizers: Sequence[str] = (), dim: int | None = None) -> Path:
    """Draw the contour of a problem into an SVG, PNG or PDF file, with 200 steps of each optimizer from its start.

    A problem of more than two dimensions is cut through its minimiser along the first two coordinates. Optimizers
    run at their default settings. Raises `UnknownName` for unknown names and `ConfigError` for anything else.
    """
    from gdbench.engine.landscapes import landscape, path
    from gdbench.registry import load
    from gdbench.report.figures.drawing.contour import SUFFIXES, write_contour
    from gdbench.running.machine import usable_devices
    from gdbench.types import Cell, Entry, Lane, Protocol, Workload

    target, problem = Path(target), load("problem", name)
    n = dim or (2 if problem.dims.allows(2) else problem.dims.default)
    if target.suffix not in SUFFIXES:
        raise ConfigError("command line", [("--plot", f"{target}: end the name in {', '.join(SUFFIXES)}")])
    if not problem.dims.allows(n) or n < 2:
        allowed = f"allowed: {problem.dims.describe()}, and at least two"
        raise ConfigError("command line", [("--dim", f"{name} is not drawn in {n} dimensions ({allowed})")])
    protocol = Protocol("float64", STEPS, (1e-3,))
    usable_devices()  # before JAX is used, because a device that is missing is a sentence here
    cells = {each: Cell(Entry(each, load("variant", each)), Workload(problem, n), protocol) for each in optimizers}
    declined = [(each, str(reason)) for each, cell in cells.items() if (reason := cell.declined())]
    if declined:
        raise ConfigError("command line", declined)
    paths = {each: path(cell, Lane(-1, 0, {})) for each, cell in cells.items()}
    title = name if n == 2 else f"{name} in {n} dimensions, cut through its minimiser"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        write_contour(landscape(problem, n, paths=paths), title, target)
    except OSError as error:
        reason = error.strerror or str(error)
        raise ConfigError("command line", [("--plot", f"cannot write {target}: {reason}")]) from error
    return target
