"""The verbs of gdbench as functions. The command line only parses, calls these, and prints.

`running`       `run` a suite
`results`       the `Results` of a run, and how to `load` those of an earlier one
`pages`         reports as pages and texts, an index of all runs, and pages on two runs
`exporting`     a run in the formats of other tools
`comparing`     `compare` stored results, `regress` two versions in one job, `rewrite_baseline`
`catalogue`     what there is to run, and descriptions of it
`plotting`      pictures of single problems
`adopting`      what is measured of a unit, kept beside it
`verification`  whether the variants are right
`doctor`        the facts of this machine and the state of the results folder

Belongs here: one thin function for each verb, which calls the room that does the work. Does not belong here: work that
would be needed without the verb. To add a verb, copy ``catalogue.py`` and declare its options in ``cli.py``.
"""

from gdbench.api.adopting import adopt
from gdbench.api.catalogue import catalogue, describe
from gdbench.api.comparing import compare, compare_aloud, regress, rewrite_baseline
from gdbench.api.doctor import doctor
from gdbench.api.plotting import plot
from gdbench.api.results import Results, load
from gdbench.api.running import run
from gdbench.api.verification import verification

__all__ = [
    "Results",
    "adopt",
    "catalogue",
    "compare",
    "compare_aloud",
    "describe",
    "doctor",
    "load",
    "plot",
    "regress",
    "rewrite_baseline",
    "run",
    "verification",
]
