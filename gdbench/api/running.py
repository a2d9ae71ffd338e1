"""`run`: runs a suite and returns its results."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from gdbench.api.results import DEFAULT_OUT, Results

if TYPE_CHECKING:
    from gdbench.executors.base import Event


def _warned(event: Event) -> None:
    """Show the warnings of a run as warnings of Python, and no progress."""
    if event.kind == "warning":
        warnings.warn(event.label, stacklevel=5)


def run(
    suite: str | Path | Mapping[str, Any],
    *,
    optimizers: str | Callable[..., Any] | Sequence[str | Callable[..., Any]] = (),
    tasks: str | Sequence[str] = (),
    sweeps: Mapping[str, str] | str | Sequence[str] | None = None,
    only: str | None = None,
    trials: int | None = None,
    device: Literal["cpu", "gpu", "tpu"] | None = None,
    out: str | Path = DEFAULT_OUT,
    fresh: bool = False,
    executor: str = "local",
    notify: Callable[[Event], None] | None = None,
) -> Results:
    """Run a suite (a name, a path, or its content as a mapping) and return its results.

    ``optimizers``, one or several, adds variants, or functions that return an Optax transformation, to every problem
    and task of the suite. They are tuned over ``sweeps`` (name → ``scale:low:high[:count]``, or a list of
    ``name=scale:low:high[:count]``) with as many trials as all other variants; ``trials`` replaces that number for all
    of them. ``tasks`` adds tasks for every variant. ``only`` keeps the cells whose variant or workload matches the
    glob. ``device`` is where to run; None leaves the choice to JAX. Results that the folder ``out`` already holds are
    not computed again unless ``fresh``. ``executor`` says where cells run: it is the name of a file of
    `gdbench.executors`.
    """
    from gdbench.running.runner import Additions, run_suite
    from gdbench.store import Store

    notify = notify or _warned
    ranges = [sweeps] if isinstance(sweeps, str) else sweeps or ()
    additions = Additions(optimizers, [tasks] if isinstance(tasks, str) else tasks, ranges, only, trials)
    done = run_suite(suite, additions, Store(out), device=device, fresh=fresh, executor=executor, notify=notify)
    return Results(done.store, done.name, done.manifest, done.computed, done.compiled)
