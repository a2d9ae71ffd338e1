"""One file per problem, with ``value(x)`` at the list of floats ``x``; the dimension is ``len(x)``.

"MGH" is Moré, Garbow and Hillstrom (ACM TOMS 7, 1981), where the value is the sum of the squares of the f_i. "SFU" is
Surjanovic and Bingham's Virtual Library of Simulation Experiments.
"""
