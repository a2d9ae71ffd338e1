"""Update rules live here, one per file: ``<family>/<name>.py`` holds the variant ``<name>``.

A file holds the equation of an optimizer in JAX, its hyperparameters and its source. Compilation, batching,
files and tables belong in other rooms. Start a gradient rule from a copy of ``elementwise/adam.py``, a wrapper
from ``wrappers/lookahead.py``, a schedule from ``schedules/cosine_decay.py`` and a full rule from
``linesearch/gd_armijo.py``.
"""
