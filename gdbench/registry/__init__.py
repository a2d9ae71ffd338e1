"""The registry: how a unit declares itself, and how it is found.

`variants`, `problems` and `tasks` hold the decorators that turn a function into a unit. `discovery` finds the project's
own units by folder (the file name is the unit name), `user` loads units from users' modules and files (which `modules`
imports, and `problem_checks` and `task_checks` compare with what the engine expects), `factory_variants` makes variants
of Optax factories, and `expressions` loads a unit from an expression with wrappers and parameters. `pickling` sends
units to other processes.
`versions` gives each unit a hash that changes with its code; `hashing` computes it from modules (`sources`), syntax
trees (`syntax`) and objects (`values`), and `following` says which modules count. `measurements` reads the measured
facts that are stored beside a unit, and `naming` determines the name, the family and the origin of a unit. Nothing here
names a unit.
"""

import gdbench.registry.pickling as _pickling  # noqa: F401  # units can be sent to other processes
from gdbench.registry.discovery import KINDS, families, names
from gdbench.registry.expressions import kind_of, load, measured_place
from gdbench.registry.problems import problem, problem_maker
from gdbench.registry.tasks import task
from gdbench.registry.user import reference_of
from gdbench.registry.variants import schedule, variant, wrapper

__all__ = [
    "KINDS",
    "families",
    "kind_of",
    "load",
    "measured_place",
    "names",
    "problem",
    "problem_maker",
    "reference_of",
    "schedule",
    "task",
    "variant",
    "wrapper",
]
