"""Where cells run. Every executor takes a plan, runs what the store lacks, and commits each cell as it is done.

`plan` turns a suite into jobs with keys; `local` runs them in this process.
"""
