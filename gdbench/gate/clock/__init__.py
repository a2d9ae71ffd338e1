"""Timings of two sides: processes that take turns on one core, and the statistics that find a slower step.

`worker`            one warm process of one side, which compiles programs and times calls of them on request
`process`           the driver's end of a worker process
`driver`            runs pairs of processes and measures every program on both sides, block by block
`paired_samples`    computes from paired samples how much slower head is, and whether that is a finding
`worktree`          checks out a commit of a repository with a Python that can run it
`pytest_benchmark`  compares two stored files of pytest-benchmark
`benchmark_files`   reads such files, and decides whether two of them were measured under the same conditions

Belongs here: whatever measures or judges seconds of two sides. Does not belong here: the timings of a run by itself
(`gdbench.executors`), and the clock itself (`gdbench.engine.clock`). To read the timings of another tool, copy
``pytest_benchmark.py``.
"""
