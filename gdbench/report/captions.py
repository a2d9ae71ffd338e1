"""How to read each figure, in two sentences: what a mark is, and what to look for."""

from __future__ import annotations

CAPTIONS = {
    "profile": (
        "A curve’s height at k× is the share of (workload, target) pairs that a variant reaches with at most k times "
        "the cost of whichever variant was fastest on that pair; pairs that nobody reaches are left out. The height "
        "at the left edge says how often a variant is the fastest, the height at the right edge how often it gets "
        "there at all."
    ),
    "data_profile": (
        "A curve’s height at κ is the share of runs that come down to the named share of the gap at their start "
        "within κ · (n + 1) evaluations, n being the dimension. Unlike in a performance profile, no curve depends on "
        "which other variants are drawn."
    ),
    "run_lengths": (
        "A curve’s height at a cost is the share of (workload, target) pairs reached within it, where a run that "
        "misses its target is started again, with other seeds, until one succeeds. Higher is better; up to the "
        "right edge, the area above a curve is the mean logarithm of the running time."
    ),
    "explorer": (
        "Lines are the median gap over the evaluation seeds at the setting that tuning chose, shades hold the middle "
        "half of the runs, dotted hairlines are the targets. Click a line, or name a variant above, to see every "
        "single run of it behind the median."
    ),
    "convergence": (
        "Lines are the median gap over the evaluation seeds, at the setting that tuning chose; shades hold the middle "
        "half of the runs; a line ends where all runs have ended or where the median has left the finite numbers. "
        "Hairlines are the targets: a run stops when it has crossed the last one, or has come as close to the minimum "
        "as its precision can tell."
    ),
    "ratios": (
        "Each mark is the median over rounds of own time per step divided by Optax’s in the same round, the bar its "
        "95 % interval. Left of the line the own rule is faster, right of it slower; a bar that touches the line "
        "settles nothing."
    ),
    "critical": (
        "Each diamond is a variant’s average rank over workloads, the best at the top. A bar at the right spans those "
        "that pairwise tests with Holm’s correction cannot tell apart; two variants that no bar spans differ."
    ),
    "duels": (
        "Each square is the probability that the variant of its row scores higher than that of its column, from the "
        "same start with the same seed; ties count half. Rows that are blue from end to end win against everybody; "
        "a small dot marks what chance does not explain, its 95 % interval leaves out one half."
    ),
    "ladder": (
        "Each column ranks the same runs as if the budget had been 10 %, 30 % or all of what it was. Lines that "
        "rise belong to variants that start slowly and would have been misjudged by a shorter test; a schedule that "
        "knew the whole budget is cut short here."
    ),
    "sensitivity": (
        "The line is the mean score over workloads of each trial of tuning at its learning rate, where other knobs "
        "vary too; colours tell how the trial went on single workloads. The shade is the median interval of good "
        "rates, at most twice the evaluations of the best trial: a wide one forgives a careless choice."
    ),
    "budgets": (
        "A curve’s height at k is the score to expect when only k random trials had been spent on tuning each "
        "workload, with its 95 % interval. A curve that is flat from the start needs no tuning; one that still rises "
        "at the right edge would gain from more."
    ),
    "rates": (
        "Each mark is a fitted rate of convergence with its 95 % interval, beside the line that theory draws for the "
        "same constants. Marks left of the line are slower than theory promises, those in orange differ; "
        "the table gives the window of the fit and says why."
    ),
    "landscapes": (
        "Lines (colours, in the live view) are levels of the logarithm of the gap, the ring is the start, crosses and "
        "stars are minimisers. Paths are single runs at the setting that tuning chose; look for those that zigzag "
        "across a valley, overshoot it, or stop short."
    ),
    "card": (
        "Every step of one run is taken apart by what the rule would have done otherwise from the same point: "
        "without a gradient (memory), without decay, clipping or noise; scaling is what is left beside the part "
        "along the gradient. Bands are the shares of these parts; below, the norms of step and gradient, and the "
        "cosine between the step and steepest descent."
    ),
}
