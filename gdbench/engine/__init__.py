"""The engine: the only room that compiles, batches and times.

Belongs here: grouping cells into bundles, compiling one program per bundle, and running programs to get traces.
Does not belong here: files, tables, and the name of any variant, problem or task.

Functions and rules
`layout`        whether runs are the first or the last axis of an array, and all code that depends on it
`work`          the interface of the functions that programs minimise; `problem_work` and `task_work` implement it,
                and `task_values` refuses data, parameters and losses that no program can use
`batches`       streams of mini-batches by seed; `groups` evaluates runs of a task in groups of fixed size
`step_rule`     the interface of a rule with one gradient per step; `rules` implements it for own rules and wrappers,
                with the state layout of `views`, and `factories` for Optax
`parameter_trees` the pytree of the parameters, and its place in one flat vector
`transformations` the calls of a factory and of what it returns; `randomness` its keys and seeds, `packing` its state,
                and `typed` functions of Python numbers
`oracle`        the oracle that a full rule calls, and the count of its calls
`kinds`         the rule and the method that are made of each kind of variant

Programs
`inputs`        the arrays of one call; `splits` says how devices share them, `tiles` makes them of a cell and its lanes
`switches`      the switch of a program on its rules or problems
`record`        the record of a run: status, hits and gaps; `damage` finds states that are no longer finite
`programs`      the loops of programs: with a record for convergence, without one for timing
`gradients`     one step of rules with one gradient per step; `full` the same for full rules
`bundles`       which cells share a program; `tile_sizes` how many runs a call of it carries
`places`        the devices and cores on which tiles run
`options`       the options of JAX and XLA under which programs are traced, compiled and run
`compiled`      compiles a bundle's program, and runs cells through it

Measurements
`clock`         wall-clock measurements of specialised programs; `travelling` sends them to other processes
`closeups`      single runs in detail: their path, and the parts of each step
`trajectories`  runs of gradient rules under given gradients, for verification; `full_trajectories` runs of full rules
`traceable`     which arguments of a factory can be traced
`costs`         operations, primitives and bytes of state of one step; `counting` counts a jaxpr
`landscapes`    contours of problems and the paths of runs, for pictures
"""

# This number is part of every cell's key; increase it when a change of the engine may change results.
ENGINE_VERSION = 6
