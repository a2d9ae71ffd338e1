"""What the pages need beyond the tables of a run: looks, slugs, and rows of tables in words.

`page_data` is a run as its page shows it, `contrast` two runs on common ground; modules named ``*_rows`` and
`coverage`, `filters` and `sheets` turn tables into rows. Nothing here draws, and nothing here is prose.
"""
