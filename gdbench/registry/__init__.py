"""The registry: how a unit declares itself, and how it is found.

`variants`, `problems` and `tasks` hold the decorators that turn a function into a unit; `discovery` finds the
project's own units by folder (file name = unit name); `user` brings in units from other people's modules and
files; `expressions` puts wrappers and parameters together; `pickling` sends units to other processes; `versions`
tells when the code of a unit has changed: `hashing` follows it through what `sources`, `syntax` and `values` say of
modules, code and objects; `measurements` reads what is measured of a unit and kept beside it; `naming` says what a
unit is called and whose it is.
Nothing here knows any unit by name.
"""

import gdbench.registry.pickling as _pickling  # noqa: F401  # units can be sent to other processes
from gdbench.registry.discovery import KINDS, families, names
from gdbench.registry.expressions import kind_of, load, measured_place
from gdbench.registry.problems import problem, problem_maker
from gdbench.registry.tasks import task
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
    "schedule",
    "task",
    "variant",
    "wrapper",
]
