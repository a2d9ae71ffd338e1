"""The machine room: the only place that compiles, batches and times.

Belongs here: turning cells into bundles, bundles into one compiled program each, programs into traces.
Does not: files, tables, and the name of any variant, problem or task.

`work`          what is minimised, in the layout that suits it (problems runs last, tasks runs first)
`batches`       streams of mini-batches, by seed; `groups` runs of a task that share a matrix product
`rules`         own gradient rules and wrappers; `factories` has Optax's, behind the same interface
`oracle`        what a full rule may ask, and the count of what it asked
`record`        what is kept of a run
`programs`      the loops: recorded for convergence, bare for the clock
`gradients`     what one step is for gradient rules; `full` for full rules
`bundles`       which cells share a program
`closeups`      single runs under the lens: where they went, what each step is made of
`places`        the devices and cores where tiles run
`inputs`        from a cell and its lanes to the arrays of one call
`compiled`      compiling a bundle's program, and running cells through it
`clock`         wall-clock measurements of specialised programs
`trajectories`  single runs under gradients that are given, for verification
`costs`         operations, primitives and bytes of state of one step; `counting` counts a jaxpr
`landscapes`    contours of problems and the paths of runs, for pictures
"""

# Raised when a change here may change results; part of every cell's key.
ENGINE_VERSION = 5
