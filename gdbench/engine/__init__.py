"""The machine room: the only place that compiles, batches and times.

Belongs here: turning cells into bundles, bundles into one compiled program each, programs into traces.
Does not: files, tables, and the name of any variant, problem or task.

What is minimised and by which rule
`layout`        whether runs are the first or the last axis of an array, and all that depends on it
`work`          what programs ask of the functions that they minimise; `problem_work` and `task_work` answer
`batches`       streams of mini-batches, by seed; `groups` runs of a task that share a matrix product
`step_rule`     what programs ask of a rule with one gradient a step; `rules` has our own rules and wrappers,
                `views` the layout of their state, `factories` those of Optax
`oracle`        what a full rule may ask, and the count of what it asked
`kinds`         what is made of each kind of variant: its rule and its method

Programs
`inputs`        the arrays of one call; `splits` how devices share them; `tiles` from a cell and its lanes to them
`record`        what is kept of a run
`programs`      the loops: recorded for convergence, bare for the clock
`gradients`     what one step is for rules with one gradient a step; `full` for full rules
`bundles`       which cells share a program; `tile_sizes` how many runs it carries
`places`        the devices and cores where tiles run
`compiled`      compiling a bundle's program, and running cells through it

Measurements
`clock`         wall-clock measurements of specialised programs
`closeups`      single runs under the lens: where they went, what each step is made of
`trajectories`  runs of gradient rules under given gradients, for verification; `full_trajectories` runs of full rules
`traceable`     which arguments of a factory can be traced
`costs`         operations, primitives and bytes of state of one step; `counting` counts a jaxpr
`landscapes`    contours of problems and the paths of runs, for pictures
"""

# Raised when a change here may change results; part of every cell's key.
ENGINE_VERSION = 5
