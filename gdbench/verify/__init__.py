"""Verification: what makes a unit right, computed and shown (`gdbench verify`), and asserted by the tests.

Variants
`sequences`       the gradients, starts and settings that gradient rules are tried on
`worlds`          the sums of squares that full rules are tried on
`paths`           all runs of a gradient rule that its questions look at
`independent`     the transcriptions by the name of their unit
`gradient_rules`  the questions to a gradient rule, one function each
`full_rules`      the questions to a full rule
`counterparts`    a rule beside its counterpart in Optax
`answers`         what a question found
`sheet`           all answers of a variant
`answer_lines`    answers in sentences

Problems and tasks
`problem_values`  the values of a problem beside its transcription
`floors`          what float32 can resolve of a problem
`targets`         what tuned optimizers reach on a task, and whether its target is fair
`adoption`        what is measured of a unit, to be kept beside it, and what the unit lacks

`transcriptions` holds equations that were typed from their sources without reading the units. Nothing here knows a
unit by name but the three rivals of `targets`.
"""

from gdbench.verify import answer_lines
from gdbench.verify.answers import Answer, Judgement
from gdbench.verify.sheet import checks_of, verify

__all__ = ["Answer", "Judgement", "answer_lines", "checks_of", "verify"]
