"""Two versions of the same thing, side by side: is one of them worse, and can the two be compared at all?

`findings`   one comparison of one quantity, and its sentence
`timing`     paired samples → findings; `driver`, `worker`, `worktree` take them in one job

Belongs here: comparing. Does not: running suites, reports, and anything that is not about two sides.
"""
