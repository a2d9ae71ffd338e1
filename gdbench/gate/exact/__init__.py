"""Exact metrics: numbers that fixed seeds repeat to the last bit on one machine, so that a change means other code.

`convergence`  how the runs of each cell converged, in a few numbers
`step_facts`   what one step of each variant is made of: operations, state, and what the compiler makes of it
`metrics`      both together, with the conditions under which they hold
`baseline`     exact metrics as a text file that is committed and reviewed
`comparable`   whether two sets of exact metrics can be compared, and how far
`judging`      two numbers → a verdict
`changes`      two sets of exact metrics → findings
`rewriting`    what a new baseline changes, in sentences

Belongs here: whatever is equal when the code is equal. Does not belong here: seconds (`gdbench.gate.clock`). To compare
one more quantity of a cell, compute it in ``convergence.py``, compare it in ``changes.py``, and write and read it in
``baseline.py``. One more fact of a step is computed in ``gdbench/engine/costs.py`` and named in ``changes.py``.
"""
