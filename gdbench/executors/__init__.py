"""Where cells run. Every executor runs what the store lacks of a plan, and commits each cell as it is done.

Belongs here: one file per place where bundles can run, with a class derived from `Executor` and found by this folder;
copy `local`.
Does not: choosing what is run (`gdbench.suite`), and how a program is compiled (`gdbench.engine`).

`base`     what an executor is given and what it promises; `execute`, which runs a plan on one of them
`plan`     turns a suite into jobs with keys
`stages`   the two stages of one cell: what is run, chosen and committed, wherever it runs
`bundled`  the cells of one bundle through its program; a cell that cannot be traced fails alone
`timing`   the wall-clock of one step of each variant
`local`    threads of this process
"""
