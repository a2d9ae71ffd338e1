"""Executors run the cells of a plan that the store lacks, and commit each cell when it is done.

Belongs here: one file per place where bundles can run, with a class derived from `Executor` and found by this folder;
copy `local`.
Does not belong here: choosing cells (`gdbench.suite`), and compiling programs (`gdbench.engine`).

`base`     the interface of executors; `execute` runs a plan on one of them
`plan`     turns a suite into jobs with keys
`rounds`   the jobs of one cell in their order, each made by the results of those before it
`stages`   runs and commits the jobs of one cell
`bundled`  runs the cells of one bundle through its program; a cell that cannot be traced fails alone
`timing`   times one step of each variant; `timing_processes` does so in fresh processes, which run `timing_worker`
`local`    runs bundles in threads of this process
"""
