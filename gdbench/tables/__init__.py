"""From stored cells to pandas tables, and from tables to statements. Knows no JAX, no registry, no engine.

`tidy`      manifest and stored cells → one row per run, per hit, per sample
`expected`  expected running times and performance profiles
`verdicts`  the ranking, with intervals and ties
`bands`     median and quartiles of convergence curves
`clocks`    time per step, and own against Optax

Every function goes from DataFrame to DataFrame; where a mean over runs is given, so is the success rate.
"""
