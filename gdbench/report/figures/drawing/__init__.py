"""What static drawings share: bare axes, strokes, small SVG text, and the contour of `gdbench show --plot`."""
