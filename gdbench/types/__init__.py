"""The terms of the project as small frozen types.

`variants`   optimizers, and wrappers around them
`knobs`      their hyperparameters
`theory`     the rate of convergence that theory gives for a method
`problems`   test functions with known properties, and the meaning of their tags
`tasks`      small learning problems
`examples`   the data of tasks
`losses`     how the loss of a task is called
`unit`       what problems and tasks have in common
`cells`      the units of work of a suite: a variant on a workload, for a number of lanes
`declining`  why a variant does not apply to a workload
`traces`     the results of runs, and how runs end
`records`    the base of all records that JSON can hold
`manifest`   the records of a run
`streams`    random numbers that depend on the seed alone

Docstrings name the sizes of arrays: ``n`` coordinates (or parameters), ``R`` runs, ``T`` targets, ``K`` samples of a
curve. No module here contains mathematics or imports JAX.
"""

from gdbench.types.cells import Cell, Entry, Lane, Lanes, Protocol, Workload
from gdbench.types.declining import NEEDS, Decline, DeclineReason
from gdbench.types.knobs import Hyperparameter, Scale, complement, linear, log, static
from gdbench.types.manifest import CLOCK, Card, CellRow, CellStatus, Closeups, Landscape, Manifest, ProgramRow, Timing
from gdbench.types.problems import PROBLEM_TAGS, Dims, Problem, ProblemMaker, fixed, scalable
from gdbench.types.tasks import GROWTH_PARTS, Sampling, Task, data_digest, distinct_examples
from gdbench.types.theory import Rate
from gdbench.types.traces import ORACLE_PRICES, Stage, Status, Trace
from gdbench.types.unit import Unit
from gdbench.types.variants import (
    KEY_ARGUMENTS,
    SEED_ARGUMENTS,
    Defect,
    Need,
    Origin,
    Over,
    Reference,
    SpecialCase,
    Symmetry,
    Variant,
    Wrapper,
)

__all__ = [
    "CLOCK",
    "GROWTH_PARTS",
    "KEY_ARGUMENTS",
    "NEEDS",
    "ORACLE_PRICES",
    "PROBLEM_TAGS",
    "SEED_ARGUMENTS",
    "Card",
    "Cell",
    "CellRow",
    "CellStatus",
    "Closeups",
    "Decline",
    "DeclineReason",
    "Defect",
    "Dims",
    "Entry",
    "Hyperparameter",
    "Landscape",
    "Lane",
    "Lanes",
    "Manifest",
    "Need",
    "Origin",
    "Over",
    "Problem",
    "ProblemMaker",
    "ProgramRow",
    "Protocol",
    "Rate",
    "Reference",
    "Sampling",
    "Scale",
    "SpecialCase",
    "Stage",
    "Status",
    "Symmetry",
    "Task",
    "Timing",
    "Trace",
    "Unit",
    "Variant",
    "Workload",
    "Wrapper",
    "complement",
    "data_digest",
    "distinct_examples",
    "fixed",
    "linear",
    "log",
    "scalable",
    "static",
]
