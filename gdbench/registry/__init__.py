"""The registry: how a unit declares itself, and how it is found.

`decorators` turns a function into a unit; `discovery` finds the project's own units by folder (file name =
unit name); `user` brings in units from other people's modules and files; `versions` tells when a unit's
code has changed. Nothing here knows any unit by name.
"""

from gdbench.registry.decorators import problem, task, variant
from gdbench.registry.discovery import KINDS, families, load, names
from gdbench.registry.user import resolve

__all__ = ["KINDS", "families", "load", "names", "problem", "resolve", "task", "variant"]
