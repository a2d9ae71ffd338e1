"""The pandas tables that are made of a run's records, and the conclusions that are drawn from these tables.

This room imports neither JAX nor the registry nor the engine.

`run`          `Run`: one view of a run, with every table by its name; `StoredRun` reads it from a results folder
`evidence`     the records of a run, and the tables that restate them
`studies`      the tables that draw conclusions, and the conditions under which a table is empty

From the store
`tidy`         tables with one row per run, per hit or per sample, made of the manifest and the stored cells
`trials`       the trials of tuning: settings, effort, and a label
`clocks`       the time per step, and gdbench's own variants beside their counterparts in Optax
`axes`         hits and curves counted in gradients, functions, steps, examples, epochs, seconds or FLOPs

Shared by all tables
`blocks`       intervals of means and shares over few workloads or seeds, and draws of the means of all variants
`bootstrap`    the weights of the bootstrap, intervals of statistics that are not means, and the level of all intervals
`medians`      intervals of medians
`endings`      the names, the order and the wording of run ends and trial labels
`scores`       the score of a run: areas by variant, workload and seed
`ties`         which variants are worse than the best, and the ranks that the others share

Speed, where every missed target is counted
`expected`     expected running times with intervals
`runlengths`   distribution of run lengths with simulated restarts
`profiles`     performance and data profiles
`algoperf`     the AlgoPerf score
`success`      success rates with Wilson intervals
`aggregates`   interquartile means, with the success rate beside them

Who is better
`verdicts`     the ranking, with intervals and ties, and the specialists
`ladder`       the ranking at shorter horizons
`friedman`     average ranks, Friedman test, Holm-corrected comparisons, critical difference
`duels`        pairwise win probabilities
`contenders`   the variants that tie with the best one on a workload
`defaults`     the default setting beside the tuned one
`budgets`      the expected result of a smaller tuning budget
`sensitivity`  the interval of good learning rates
`range_ends`   the tuned learning rates that lie at an end of their range

Two runs
`common_ground`  both runs restricted to the cells, targets, budgets and seeds that they share
`contrasts`    how places, areas and running times changed
`differences`  the variants, workloads and cells that only one of two runs has

The shape of curves
`bands`        median and quartiles
`rates`        fitted convergence rates beside the rates that theory gives
`monotonicity` how often a curve rises
`escapes`      how long runs stay at a saddle
`basins`       how often a run finds the global basin
`regret`       how far runs stay behind a moving minimum

Formulas that tuning needs as well (area, expected running time, effort) are in `gdbench.measures`. Every function takes
DataFrames and returns one; functions take stored cells instead where a table of all curves would not fit in memory. A
table that gives a mean over runs also gives the success rate. To add a table, copy `success` and give it a property in
`studies`.
"""
