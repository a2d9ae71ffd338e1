"""Exact metrics: fixed seeds repeat them to the last bit on one machine, so a change of them means a change of code.

`convergence`  the convergence of the runs of each cell, in a few numbers
`step_facts`   the facts of one step of each variant: operations, state, and the size of its compiled program
`metrics`      convergence and step facts together, with the conditions under which they hold
`baseline`     exact metrics as a text file that is committed and reviewed
`comparable`   decides which parts of two sets of exact metrics can be compared
`judging`      the verdict on two numbers
`changes`      the findings on two sets of exact metrics
`rewriting`    the changes that a new baseline makes, in sentences

Belongs here: whatever is equal when the code is equal. Does not belong here: seconds (`gdbench.gate.clock`). To compare
one more quantity of a cell, compute it in ``convergence.py``, compare it in ``changes.py``, and write and read it in
``baseline.py``. One more fact of a step is computed in ``gdbench/engine/costs.py`` and named in ``changes.py``.
"""
