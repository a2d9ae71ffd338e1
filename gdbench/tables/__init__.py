"""From stored cells to pandas tables, and from tables to statements. Knows no JAX, no registry, no engine.

From the store
`tidy`         manifest and stored cells → one row per run, per hit, per sample
`trials`       the trials of tuning: settings, effort, and a label (stable, oscillating, slow, diverged)
`clocks`       time per step, and own against Optax
`axes`         the same hits in gradients, functions, steps, examples, epochs, seconds or FLOPs

Speed, with every miss counted
`expected`     expected running times with intervals
`runlengths`   distribution of run lengths with simulated restarts
`profiles`     performance, data and log-ratio profiles
`algoperf`     the AlgoPerf score
`success`      success rates with Wilson intervals
`aggregates`   interquartile means, the success rate beside them

Who is better
`verdicts`     the ranking, with intervals and ties
`ladder`       the ranking at shorter horizons
`friedman`     average ranks, Friedman test, Holm-corrected comparisons, critical difference
`duels`        pairwise win probabilities
`contrasts`    two runs on common ground
`contenders`   who ties with the best on a workload
`differences`  what only one of two runs has
`defaults`     the default setting beside the tuned one
`budgets`      what a smaller tuning budget would have given
`sensitivity`  the interval of good learning rates

The shape of curves
`bands`        median and quartiles
`rates`        fitted convergence rates, beside what theory promises
`monotonicity` how often a curve rises
`escapes`      how long a saddle holds a run
`basins`       how often a run finds the global basin
`regret`       how far behind a moving minimum runs stay

`resampling` holds the bootstrap. Every function goes from DataFrame to DataFrame, or from stored cells where a table
of all curves would not fit in memory; where a mean over runs is given, so is the success rate. Copy ``success.py``.
"""
