"""Compares two versions of the same thing: is one of them worse, and can the two be compared at all?

`findings`      the result of comparing one quantity, and its sentence
`comparison`    all findings of two sides, and whether the comparison fails
`sides`         the files and folders that a user may name as BASE or HEAD
`stored`        compares two sides whose results are stored; it also makes a run the new baseline
`installation`  a version of gdbench that can be run: a Python with a source tree
`regress`       compares two installations in one job: timings taken in turns, and exact metrics
`exact`         the exact metrics of a run, baselines of them, and their comparison
`clock`         timings: worker processes, paired samples, and files of pytest-benchmark
`publish`       the formats of a comparison: Markdown, JSON, JUnit XML, annotations of a pull request

Belongs here: whatever compares two sides. Does not belong here: running a suite (`gdbench.running`), pages
(`gdbench.report`), and statistics of one run (`gdbench.tables`). To compare one more exact quantity, see `exact`;
to publish a comparison in one more format, copy ``publish/junit.py``.
"""
