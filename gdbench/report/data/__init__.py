"""What the pages need beyond the tables of a run: looks of variants, and rows of tables in words.

`page_data`     one run as its page shows it
`contrast`      two runs on common ground
`indexed_runs`  every run of a results folder, for the index
`looks`         colours, dash patterns and safe names of variants
`rows`          the cells of the page's tables; modules named `*_rows` make the rows of one table each
`sheets`        tables of a run in words, for Markdown and LaTeX
`coverage`      which cells were evaluated, and why others were not
`filters`       the groups of the filter

Nothing here draws, and nothing here is prose. To add a table, copy ``time_rows.py``.
"""
