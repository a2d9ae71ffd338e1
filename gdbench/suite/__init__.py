"""Suites: TOML text → validated `Suite` → cells and trials. Knows the registry; knows no engine and no store.

`schema` is what a suite file may say, with its `sections` and the `units` that it names, `wildcards` among them;
`checks` is what these must agree with, `ranges` how the range of a knob is written; `loading` reads a file and names
every mistake in it at once; `design` chooses the hyperparameter settings that tuning tries.
"""

from gdbench.suite.design import trials
from gdbench.suite.loading import load_suite, read_suite, suite_names
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
]
