"""The data that pages need beyond the tables of a run: looks of variants, and rows of tables in words.

`page_data`     a run with all data that its page shows
`contrast`      two runs on common ground
`indexed_runs`  every run of a results folder, for the index
`looks`         colours, dash patterns and safe names of variants
`rows`          the cells of the page's tables; modules named `*_rows` make the rows of one table each
`sheets`        tables of a run in words, for Markdown and LaTeX
`coverage`      which cells were evaluated, and why others were not
`filters`       the groups of the filter

No module here draws figures or writes sentences. To add a table, copy ``time_rows.py``.
"""
