"""The code that static drawings share.

`canvas`   bare axes, ticks and strokes
`strokes`  lines that cost little to draw
`rising`   curves that rise from 0 to 1, one per variant
`labels`   names of variants at the right end of their lines
`contour`  a contour of a problem with paths of runs, for `gdbench show --plot` too
`drawing`  a finished drawing: the picture, the numbers behind it, and words
`svg`      small SVG text that takes the colours of the page

Belongs here: code with which several figures draw. Does not belong here: a figure (see the folder above).
"""
