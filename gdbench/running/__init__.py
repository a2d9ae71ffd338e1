"""Runs a suite: from its text to cells, through an executor, to the records that are written beside the results.

`runner`          runs a suite from beginning to end
`suite_source`    a suite given as a name, a path or a mapping → its text and the validated suite
`added_variants`  the variants that ``--optimizer`` and ``--sweep`` add to the cells of a suite
`added_tasks`     the tasks that ``--task`` adds
`inventory`       what a run consists of, as the manifest records it
`lens`            the runs that a report shows in close-up
`machine`         the device to run on, and what a reader needs to know of the machine
`program_cache`   compiled programs kept from process to process
`stale_results`   which units read files while they run, whose results may be out of date

Belongs here: the order in which the parts of a run happen, and what a user adds to a suite. Does not belong here:
computing cells (`gdbench.executors`), tables (`gdbench.tables`), and options of a command (`gdbench.cli`). To let users
add something else to a suite, copy ``added_tasks.py``.
"""
