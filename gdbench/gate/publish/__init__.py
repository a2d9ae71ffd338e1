"""Publishes a comparison where people and CI systems read it.

`destinations`  files in a folder, the summary of a CI job, and annotations of a pull request
`markdown`      the comparison as Markdown, the verdict first
`documents`     the comparison as JSON: all of it, and the numbers of head for trackers of benchmarks
`junit`         the comparison as JUnit XML
`annotations`   the comparison as annotations of a pull request

Belongs here: formats of a comparison, each a function from a comparison to text. Does not belong here: deciding what
fails (`gdbench.gate.comparison`). To add a format, copy ``junit.py`` and name its file in ``destinations.py``.
"""
