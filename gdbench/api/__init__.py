"""The verbs as functions. The command line only parses, calls these, and prints.

`running`       `run`: suite → cells → executor → manifest → results
`comparing`     `compare`: two sides, and what differs; `compare_aloud` prints and publishes it
`regressing`    `regress`: this tree against another commit, in one job
`results`       `Results` and `load`: the tables of a run, on demand
`pages`         reports, the index, two runs against each other, texts
`exporting`     a run in other formats
`optimizers`    what ``--optimizer`` and ``--sweep`` add to a suite
`tasks`         what ``--task`` adds to it
`closeups`      the runs that a report shows under the lens
`manifest`      what a run consists of, as it is written beside it
`machine`       what a reader needs to know of this machine
`catalogue`     what there is to run, and descriptions of it
`plotting`      pictures of single units
`adopting`      what is measured of a unit, kept beside it
`verification`  whether the variants are right
"""

from gdbench.api.adopting import adopt
from gdbench.api.catalogue import catalogue, describe
from gdbench.api.comparing import compare, compare_aloud, rewrite_baseline
from gdbench.api.machine import doctor
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
    "rewrite_baseline",
    "run",
    "verification",
]
