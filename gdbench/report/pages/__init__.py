"""The pages: one run (`run_page`), one run against another (`contrast_page`), all runs (`index_page`).

`sections/`   the sections of a run's page, found by their folder
`templates/`  the templates of all pages
`shell`       the environment of all templates
`paper`       the figures and tables of a run's page as files beside it
"""
