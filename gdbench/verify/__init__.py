"""Verification: what makes a variant right, computed and shown (`gdbench verify`), and asserted by the tests.

`sequences` holds the gradients that rules are fed, `oracles` finds the independent transcriptions, `checks` has
one function per question, `counterparts` compares with Optax, `sheet` collects the findings, `words` says them.
Nothing here knows any variant by name.
"""

from gdbench.verify import words
from gdbench.verify.findings import Finding, Verdict
from gdbench.verify.sheet import CHECKS, verify

__all__ = ["CHECKS", "Finding", "Verdict", "verify", "words"]
