"""Two versions of the same thing, side by side: is one of them worse, and can the two be compared at all?

`findings`     one comparison of one quantity, and its sentence; `comparison` all of them, and whether it fails
`sides`        what BASE and HEAD may be
`exact`        what is exact about a run: its `convergence`, its `programs`, and where both hold
`baseline`     exact metrics as a text file under review; `rewriting` says what a new one changes
`comparable`   whether two sides can be compared; `changes` compares them, `judging` number by number
`timing`       paired samples → findings; `driver`, `process`, `worker` and `worktree` take them in one job
`publishing`   where a comparison goes: `markdown`, `annotations`, `documents` (JSON), `junit`

Belongs here: comparing. Does not: running suites, reports, and anything that is not about two sides.
"""
