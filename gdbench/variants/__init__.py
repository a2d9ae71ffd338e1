"""Update rules, one per file: ``<family>/<name>.py`` holds the variant ``<name>``.

Belongs here: the equation of an optimizer in JAX, its hyperparameters, its source. Does not: compilation,
batching, files, tables, other rooms. Copy ``elementwise/adam.py`` for a gradient rule,
``linesearch/gd_armijo.py`` for a full rule.
"""
