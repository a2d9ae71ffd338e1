"""From a run's records to pandas tables, and from tables to statements. Knows no JAX, no registry, no engine.

`run`          `Run`: one view of a run, with every table by its name; `StoredRun` reads it from a results folder
`evidence`     the records of a run, and the tables that restate them
`studies`      the tables that conclude something, and which of them is empty when

From the store
`tidy`         manifest and stored cells → one row per run, per hit, per sample
`trials`       the trials of tuning: settings, effort, and a label
`clocks`       time per step, and own against Optax
`axes`         the same hits in gradients, functions, steps, examples, epochs, seconds or FLOPs

What all tables share
`bootstrap`    the weights of the bootstrap, resampled means, intervals and the level
`endings`      how runs end and trials go: names, order, and how they are spoken of
`scores`       the score of a run: areas by variant, workload and seed
`ties`         which differences are more than chance, and ranks that share what is not

Speed, with every miss counted
`expected`     expected running times with intervals
`runlengths`   distribution of run lengths with simulated restarts
`profiles`     performance, data and log-ratio profiles
`algoperf`     the AlgoPerf score
`success`      success rates with Wilson intervals
`aggregates`   interquartile means, with the success rate beside them

Who is better
`verdicts`     the ranking, with intervals and ties, and the specialists
`ladder`       the ranking at shorter horizons
`friedman`     average ranks, Friedman test, Holm-corrected comparisons, critical difference
`duels`        pairwise win probabilities
`contenders`   who ties with the best on a workload
`defaults`     the default setting beside the tuned one
`budgets`      what a smaller tuning budget would have given
`sensitivity`  the interval of good learning rates

Two runs
`common_ground`  both runs cut to what both have
`contrasts`    how places, areas and running times changed
`differences`  what only one of two runs has

The shape of curves
`bands`        median and quartiles
`rates`        fitted convergence rates, beside what theory promises
`monotonicity` how often a curve rises
`escapes`      how long a saddle holds a run
`basins`       how often a run finds the global basin
`regret`       how far behind a moving minimum runs stay

Formulas that tuning needs as well (area, expected running time, effort) are in `gdbench.measures`. Every function goes
from DataFrame to DataFrame, or from stored cells where a table of all curves would not fit in memory; where a mean over
runs is given, so is the success rate. To add a table, copy `success` and give it a property in `studies`.
"""
