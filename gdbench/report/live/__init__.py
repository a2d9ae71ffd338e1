"""The interactive layer of a run's page: what travels inside the page, and the scripts that compute and draw with it.

`payload`  arrays and facts, packed small
`embed`    a run → payload; each figure adds what its own script needs
`scripts`  the page's script, put together from js/ and from the scripts of the figures
`js/`      the browser's half; all its arithmetic is in `js/statistics/`, which touches no page and runs in Node, too
"""
