"""Update rules, one per file: ``<family>/<name>.py`` holds the variant ``<name>``.

Belongs here: the equation of an optimizer in JAX, its hyperparameters, its source. Does not: compilation,
batching, files, tables, other rooms. Copy ``elementwise/adam.py`` for a gradient rule,
``wrappers/lookahead.py`` for a wrapper, ``schedules/cosine_decay.py`` for a schedule,
``linesearch/gd_armijo.py`` for a full rule.
"""
