"""Suites: TOML text → validated `Suite` → cells and trials. Knows the registry; knows no engine and no store.

`schema` is what a suite file may say, with its `sections` and the `units` that it names, `wildcards` among them;
`checks` is what these must agree with; `loading` reads a file and names every mistake in it at once;
`design` chooses the hyperparameter settings that tuning tries.
"""

from gdbench.suite.design import trials
from gdbench.suite.loading import load_suite, parse_sweep, read_suite, suite_names
from gdbench.suite.schema import CompareSection, Suite

__all__ = ["CompareSection", "Suite", "load_suite", "parse_sweep", "read_suite", "suite_names", "trials"]
