"""Suites: reads TOML text into a validated `Suite` and derives its cells and trials.

This room imports the registry, but neither the engine nor the store. `schema` describes a suite file; `sections`
describes its sections, `units` its entries for variants, problems and tasks, and `wildcards` expands names with
wildcards. `checks` compares entries with the registry, and `ranges` parses the range of a knob. `loading` reads a file
and reports all its mistakes at once. `design` chooses the hyperparameter settings that tuning tries.
"""

from gdbench.suite.design import trials
from gdbench.suite.loading import load_suite, read_suite, suite_names, validated_suite
from gdbench.suite.ranges import parse_sweep
from gdbench.suite.schema import Suite
from gdbench.suite.sections import CompareSection, TimingSection

__all__ = [
    "CompareSection",
    "Suite",
    "TimingSection",
    "load_suite",
    "parse_sweep",
    "read_suite",
    "suite_names",
    "trials",
    "validated_suite",
]
