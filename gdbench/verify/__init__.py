"""Verification: the checks that show whether a unit is correct, for `gdbench verify` and for the tests.

Variants
`sequences`       the gradients, starts and settings that gradient rules are tried on
`worlds`          the sums of squares that full rules are tried on
`paths`           all runs of a gradient rule that its checks need
`independent`     finds the transcription of a unit by the unit's name
`gradient_rules`  the checks of a gradient rule, one function each
`fates`           how a run under hostile gradients ended
`full_rules`      the checks of a full rule
`counterparts`    compares a rule with its counterpart in Optax
`answers`         the result of a check
`sheet`           all results of a variant
`answer_lines`    results in sentences

Problems and tasks
`problem_values`  compares the values of a problem with its transcription
`floors`          the smallest gap that float32 can resolve on a problem
`targets`         what tuned optimizers reach on a task, and whether its target is fair
`adoption`        measures the facts that are stored beside a unit, and finds what the unit lacks

`transcriptions` holds equations that were typed from their sources without reading the units. No module here names a
unit, except for the three rivals of `targets`.
"""

from gdbench.verify import answer_lines
from gdbench.verify.answers import Answer, Judgement
from gdbench.verify.sheet import checks_of, verify

__all__ = ["Answer", "Judgement", "answer_lines", "checks_of", "verify"]
