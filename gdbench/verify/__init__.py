"""Verification: what makes a unit right, computed and shown (`gdbench verify`), and asserted by the tests.

Variants: `sequences` and `worlds` hold what rules are tried on, `independent` finds the transcriptions, `checks` asks
gradient rules and `full_rules` asks full rules, one function per question, `counterparts` compares with Optax, `sheet`
collects the answers, and `words` puts them into sentences. Problems and tasks: `floors` measures what float32 can
resolve of a problem, `targets` what tuned optimizers reach on a task, and `adoption` writes both beside the unit.
Nothing here knows any unit by name but the three rivals of `targets`.
"""

from gdbench.verify import words
from gdbench.verify.answers import Answer, Judgement
from gdbench.verify.sheet import checks_of, verify

__all__ = ["Answer", "Judgement", "checks_of", "verify", "words"]
