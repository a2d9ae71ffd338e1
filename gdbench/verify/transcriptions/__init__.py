"""Independent transcriptions: the equations of a unit typed from its source in plain Python or NumPy, in float64.

`variants/<name>.py` has ``run(…)``, which returns the points of an optimizer, and `problems/<name>.py` has
``value(x)``, the value of a test function. Each was written without reading the unit that it checks, and imports
nothing of gdbench but shared formulas beside it, whose files begin with an underscore.
"""
