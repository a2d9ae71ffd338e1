"""The interactive layer of a run's page: the data embedded in the page, and the scripts that compute and draw with it.

`payload`  packs arrays and facts into a small text
`embed`    makes the payload of a run; each figure adds the data that its own script needs
`scripts`  joins the page's script from js/ and from the scripts of the figures
`js/`      the scripts for the browser; all arithmetic is in `js/statistics/`, which also runs in Node
"""
